import Messages
import Money

/// A won row of the pipeline: it was invoiced and paid on the day it closed.
struct WonSale {
    let closedOn: Day
    private let value: Amount
    private let price: UnitPrice
    private let row: CSVRow

    /// Throws `CellFault` where day or value are missing or cannot be read.
    init(_ row: CSVRow, currency: Currency) throws(CellFault) {
        guard let closedOn = try SalesValues.day(row, "close_date") else {
            throw CellFault(
                column: "close_date", value: row["close_date"] ?? "(empty)", expected: "the day on which it was won")
        }
        guard let value = try SalesValues.amount(row, "close_value", currency),
            let price = try SalesValues.price(row, "close_value")
        else {
            throw CellFault(column: "close_value", value: "(empty)", expected: "what it was sold for")
        }
        self.closedOn = closedOn
        self.value = value
        self.price = price
        self.row = row
    }

    func invoice(_ id: String) -> InvoiceRecorded {
        let one = Quantity(scaled: 10_000)
        let product = row["product"]
        let line = InvoiceRecorded.Line(
            product: product.map { RecordReference(externalId: $0) }, description: product ?? id, quantity: one,
            unitPrice: price, tax: .notDeclared)
        return InvoiceRecorded(
            externalId: id, customer: customer, issuedOn: closedOn, dueOn: closedOn, currency: value.currency,
            lines: [line], responsible: row["sales_agent"].map { RecordReference(externalId: $0) })
    }

    func payment(_ id: String) -> PaymentReceived {
        PaymentReceived(
            externalId: id, customer: customer, amount: value, paidOn: closedOn,
            invoice: RecordReference(externalId: id))
    }

    private var customer: RecordReference { RecordReference(externalId: row["account"]) }
}
