import Messages
import Money

/// A deal of the invented firm: an opportunity, and where it was won an invoice and perhaps a payment.
struct DemonstrationDeal {
    enum Payment: Hashable { case none, half, full }

    static let firstDay = Day(daysSince1970: 20_455)  // 2026-01-02
    private static let count = 48

    var index: Int
    var firm: DemonstrationFirm
    var items: [(product: DemonstrationProduct, quantity: Int64)]
    var status: OpportunityStatus
    var startedOn: Day

    static let all: [DemonstrationDeal] = (0..<count).map { index in
        let products = DemonstrationProduct.all
        let main = products[index * 7 % products.count]
        let extra = products[(index * 3 + 5) % products.count]
        // Goods with something beside them, in quantities that differ.
        let items = [(main, Int64(1 + index % 4))] + (main.code == extra.code ? [] : [(extra, Int64(1 + index % 3))])
        return DemonstrationDeal(
            index: index, firm: DemonstrationFirm.all[index * 11 % DemonstrationFirm.all.count], items: items,
            status: status(index), startedOn: firstDay.adding(days: 3 + index * 6))
    }

    var externalId: String { "CH-" + String(String(1000 + index).dropFirst()) }

    /// The latest ones are still open.
    var closedOn: Day? { status == .open ? nil : startedOn.adding(days: 10 + index % 9) }

    var paid: Payment {
        switch index % 5 {
        case 0: .none
        case 1: .half
        default: .full
        }
    }

    func recorded() throws -> OpportunityRecorded {
        OpportunityRecorded(
            externalId: externalId, name: "\(items[0].product.name) – \(firm.name)", customer: customer,
            product: RecordReference(externalId: items[0].product.code), responsible: responsible, status: status,
            stage: stage, value: Amount(minorUnits: try sums().afterDiscount, currency: .vnd), startedOn: startedOn,
            closedOn: closedOn)
    }

    func invoice() throws -> InvoiceRecorded? {
        guard status == .won, let closedOn else { return nil }
        return InvoiceRecorded(
            externalId: externalId, customer: customer, issuedOn: closedOn, dueOn: closedOn.adding(days: 30),
            currency: .vnd,
            lines: items.map {
                .init(
                    product: RecordReference(externalId: $0.product.code), description: $0.product.name,
                    quantity: Quantity(scaled: $0.quantity * 10_000), unitPrice: $0.product.unitPrice,
                    tax: $0.product.taxMark)
            }, responsible: responsible)
    }

    func payment() throws -> PaymentReceived? {
        guard status == .won, paid != .none, let closedOn else { return nil }
        let total = try sums().total
        return PaymentReceived(
            externalId: externalId, customer: customer,
            amount: Amount(minorUnits: paid == .full ? total : total / 2, currency: .vnd),
            paidOn: closedOn.adding(days: 5 + index % 20), invoice: RecordReference(externalId: externalId))
    }

    private func sums() throws -> DocumentSums {
        try DocumentSums.of(
            lines: items.map {
                DocumentLine(
                    quantity: Quantity(scaled: $0.quantity * 10_000), unitPrice: $0.product.unitPrice,
                    tax: $0.product.taxMark)
            }, currency: .vnd, rounding: .perRate)
    }

    private var customer: RecordReference { RecordReference(externalId: firm.externalId) }
    private var responsible: RecordReference { RecordReference(externalId: firm.seller.name) }

    private var stage: String {
        switch status {
        case .won: "Thắng"
        case .lost: "Thua"
        case .open: index % 2 == 0 ? "Báo giá" : "Tìm hiểu nhu cầu"
        }
    }

    private static func status(_ index: Int) -> OpportunityStatus {
        if index >= 36 { return .open }
        return index % 4 == 3 ? .lost : .won
    }
}
