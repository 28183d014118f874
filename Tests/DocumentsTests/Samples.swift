import Documents
import Money

/// One document of each kind with every optional part, as a firm in Hà Nội would print it.
enum Samples {
    static let seller = Party(
        name: "CÔNG TY CỔ PHẦN GIẢI PHÁP QUEN", address: "Số 8 Tôn Thất Thuyết, Cầu Giấy, Hà Nội",
        taxCode: "0101234567", phone: "024 3795 1234", email: "ketoan@quen.vn",
        bankAccount: "0011 0012 3456 7 tại Vietcombank, CN Hà Nội", representative: "Ông Trần Văn Hùng",
        position: "Giám đốc")
    static let buyer = Party(
        name: "CÔNG TY TNHH THƯƠNG MẠI & DỊCH VỤ AN PHÚ", address: "125 Nguyễn Huệ, Quận 1, TP. Hồ Chí Minh",
        taxCode: "0309876543-001", personalID: "079123456789", phone: "028 3823 5678", email: "mua@anphu.vn",
        bankAccount: "1903 4567 8901 2 tại Techcombank, CN Sài Gòn", representative: "Bà Nguyễn Thị Ánh Tuyết",
        position: "Phó Giám đốc", powerOfAttorney: "số 12/GUQ ngày 02/01/2026")

    static func day(_ day: Int, _ month: Int, _ year: Int = 2026) -> PrintedDay {
        PrintedDay(year: year, month: month, day: day)
    }

    static func full(_ kind: DocumentKind) throws -> PrintedDocument {
        switch kind {
        case .contract: try contract()
        case .annex: try annex()
        case .order: try order()
        case .invoice: try invoice()
        case .notice: notice
        case .acceptance: acceptance
        case .liquidation: liquidation
        case .statement: statement
        case .reminder: reminder
        }
    }

    /// Nothing but what a document must have.
    static func bare(_ kind: DocumentKind) -> PrintedDocument {
        let goods = PrintedGoods(lines: [])
        let content: DocumentContent =
            switch kind {
            case .contract: .contract(PrintedContract(form: .sale, goods: goods))
            case .annex: .annex(PrintedAnnex(annexNumber: 1, contractNumber: "01", agreed: []))
            case .order: .order(PrintedOrder(goods: goods))
            case .invoice: .invoice(PrintedInvoice(form: 1, symbol: "1C26TAA", goods: goods))
            case .notice:
                .notice(PrintedNotice(symbol: "1C26TAA", invoiceNumber: "12", reason: "Sai tên"))
            case .acceptance: .acceptance(PrintedAcceptance(isWhole: true, lines: []))
            case .liquidation:
                .liquidation(
                    PrintedLiquidation(contractNumber: "01", contractValue: 0, invoiced: 0, paid: 0, remaining: 0))
            case .statement: .statement(PrintedStatement(to: day(31, 10), opening: 0, entries: [], closing: 0))
            case .reminder: .reminder(PrintedReminder(asOf: day(31, 10), invoices: [], total: 0))
            }
        return PrintedDocument(content, seller: Party(name: "Quen"), buyer: Party(name: "An Phú"))
    }
}
