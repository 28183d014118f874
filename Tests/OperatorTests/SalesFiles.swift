import Foundation
import Messages
import Messaging
import Money

@testable import Operator

/// Made-up files of a sales archive.
struct SalesFiles {
    var accounts = """
        account,sector,year_established,revenue,employees,office_location,subsidiary_of
        Acme,technolgy,1996,1100.04,2822,United States,no subsidiaries
        Beta,medical,1999,251.41,495,Kenya,Acme
        ,,,,,,no subsidiaries
        """
    var teams = """
        sales_agent,manager,regional_office
        Ann,Mara,Central
        Bob,Mara,East
        """
    var products = "product,series,sales_price\nGTX Basic,GTX,550\nGTX Pro,GTX,4821\n"
    var pipeline = """
        opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
        W1,Ann,GTX Basic,Acme,Won,11/12/16,3/1/17,556
        O1,Bob,GTX Basic,Beta,Engaging,1/16/17,00/00/0000,0
        O2,Bob,GTXPro,,Engaging,11/16/16,00/00/0000,0
        L1,Bob,GTXPro,Beta,Lost,11/16/16,1/2/17,0
        ,,,,,00/00/0000,00/00/0000,0
        """

    static let setting = SalesMapping.Setting(
        system: "sales-archive", currency: .usd, undated: Day(daysSince1970: 16_801))

    func archive() throws -> SalesArchive {
        let texts = [
            "accounts.csv": accounts, "sales_teams.csv": teams, "products.csv": products,
            "sales_pipeline.csv": pipeline,
        ]
        return try SalesArchive(Self.setting) { try CSVFile(name: $0, text: texts[$0] ?? "", columns: $1) }
    }

    static let publicFolder: String? = {
        let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = checkout.deletingLastPathComponent().appendingPathComponent("shared/data/sales").path
        return FileManager.default.fileExists(atPath: folder + "/sales_pipeline.csv") ? folder : nil
    }()
}

extension InboundDocument {
    /// What the message carries, read as its receiver reads it.
    func payload<Payload: InboundPayload>(_ type: Payload.Type) throws -> Payload {
        try ReceivedMessage(body: message.body).decode(type)
    }
}
