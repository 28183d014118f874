import Foundation
import TestKit

/// The sales archive as files: the real one beside the checkout where it is, else a small one of the same kind of mess.
struct SalesArchive {
    let directory: String
    let isReal: Bool

    init(temporary: String) throws {
        let real =
            URL(filePath: ServiceUnderTest.repositoryRoot).deletingLastPathComponent().path + "/shared/data/sales"
        if FileManager.default.fileExists(atPath: real + "/sales_pipeline.csv") {
            (directory, isReal) = (real, true)
        } else {
            (directory, isReal) = (temporary + "/archive", false)
            try Self.write(to: directory)
        }
    }

    private struct Row {
        let fields: [String]
        var account: String { fields[3] }
        var isWon: Bool { fields[4] == "Won" }
        var cents: Int { (Int(fields[7]) ?? 0) * 100 }
    }

    private func rows() throws -> [Row] {
        try String(contentsOfFile: directory + "/sales_pipeline.csv", encoding: .utf8).split(
            whereSeparator: \.isNewline
        )
        .dropFirst().map { Row(fields: $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)) }
        .filter { $0.fields.count == 8 && !$0.fields[0].isEmpty }
    }

    /// Won, by account, in cents.
    func wonCents() throws -> [String: Int] {
        try rows().reduce(into: [:]) { sums, row in if row.isWon { sums[row.account, default: 0] += row.cents } }
    }

    func withoutAccount() throws -> Int { try rows().count { $0.account.isEmpty } }

    func accounts() throws -> Set<String> {
        let lines = try String(contentsOfFile: directory + "/accounts.csv", encoding: .utf8).split(
            whereSeparator: \.isNewline)
        // A row without a name counts as blank.
        let names = lines.dropFirst().compactMap { $0.split(separator: ",", omittingEmptySubsequences: false).first }
        return Set(names.map(String.init).filter { !$0.isEmpty })
    }

    private static func write(to directory: String) throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let accounts = (1...12).map { "Firm \($0),medical,1999,100.5,\($0 * 10),Viet Nam," }
        let agents = (1...4).map { "Agent \($0),Manager \(($0 + 1) / 2),\($0 % 2 == 0 ? "East" : "West")" }
        let products = ["GTX Pro,GTX,4821", "MG Special,MG,55", "GTK 500,GTK,26768"]
        var generator = SeededGenerator(seed: 85)
        let pipeline = (1...300).map { number in
            let stage = ["Won", "Lost", "Engaging", "Prospecting"].randomElement(using: &generator) ?? "Won"
            let isClosed = stage == "Won" || stage == "Lost"
            let account = isClosed || number % 3 == 0 ? "Firm \(number % 12 + 1)" : ""
            let product = ["GTXPro", "MG Special", "GTK 500"].randomElement(using: &generator) ?? "GTXPro"
            let value = stage == "Won" ? "\(number * 37 % 30_000 + 1)" : "0"
            return "OP\(number),Agent \(number % 4 + 1),\(product),\(account),\(stage),"
                + "\(stage == "Prospecting" ? "" : "1/15/17"),\(isClosed ? "3/\(number % 28 + 1)/17" : "00/00/0000"),\(value)"
        }
        let files = [
            "accounts.csv": "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n"
                + accounts.joined(separator: "\n"),
            "sales_teams.csv": "sales_agent,manager,regional_office\n" + agents.joined(separator: "\n"),
            "products.csv": "product,series,sales_price\n" + products.joined(separator: "\n"),
            "sales_pipeline.csv":
                "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
                + pipeline.joined(separator: "\n"),
        ]
        for (name, text) in files {
            try Data((text + "\n").utf8).write(to: URL(filePath: directory + "/" + name))
        }
    }
}
