import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// What passed between the firm and a customer in a period, and what is owed at its ends (biên bản đối chiếu công nợ), CON-9.
/// Its measure is *owed*: what was invoiced less what was paid, advances and credit included; below zero the firm owes.
struct BalanceStatement {
    enum Kind: String, Encodable, Sendable { case invoice, replaced, payment, reversal }

    struct Entry: Encodable, Sendable, Hashable {
        var day: Day
        var kind: Kind
        var document: String
        /// In the smallest unit: what it adds to what is owed, or takes from it.
        var debit: Int64
        var credit: Int64
        /// What is owed after it.
        var balance: Int64
    }

    struct Answer: Encodable, Sendable, Hashable {
        var measure = BalanceStatement.measure
        var customerId: EntityID
        var customer: String
        var currency: Currency
        var from: Day
        var to: Day
        /// Whether all of the customer's invoices and payments are in it: nobody sees a sum of what they could not see.
        var isWhole: Bool
        var opening: Int64
        var entries: [Entry]
        var closing: Int64
    }

    static let measure = "owed"
    static let mostEntries = 10_000
    var customerId: EntityID
    var currency: Currency
    var period: ReportPeriod
    var person: Person

    func fetch(_ db: Database) throws -> Answer {
        _ = try AccountOfCustomer(id: customerId, person: person).fetch(db)
        try person.require(.invoices, .view)
        let rows = try request.fetchAll(db)
        var balance: Int64 = 0
        var (opening, entries): (Int64, [Entry]) = (0, [])
        for row in rows {
            let (day, change): (Day, Int64) = (row["day"], row["change"])
            let (sum, overflowed) = balance.addingReportingOverflow(change)
            guard !overflowed else { throw ReportError.invalidPeriod }
            balance = sum
            if day < period.from {
                opening = balance
                continue
            }
            guard entries.count < Self.mostEntries else { throw ReportError.invalidPeriod }
            entries.append(
                Entry(
                    day: day, kind: Kind(rawValue: row["kind"]) ?? .invoice, document: row["document"],
                    debit: max(change, 0), credit: max(-change, 0), balance: balance))
        }
        let name = try String.fetchOne(db, sql: "SELECT name FROM customerCopy WHERE id = ?", arguments: [customerId])
        return Answer(
            customerId: customerId, customer: name ?? customerId.description, currency: currency, from: period.from,
            to: period.to,
            isWhole: try !isCut(db), opening: opening,
            entries: entries, closing: balance)
    }

    /// Whether the person may not see all of it.
    private func isCut(_ db: Database) throws -> Bool {
        let request: SQLRequest<Bool> = """
            SELECT EXISTS (SELECT 1 FROM invoice WHERE customerId = \(customerId) AND currency = \(currency)
                AND issuedOn <= \(period.to) AND \(RowScope(person, .invoice).condition("invoice")) IS NOT TRUE)
              OR EXISTS (SELECT 1 FROM payment WHERE customerId = \(customerId) AND currency = \(currency)
                AND paidOn <= \(period.to) AND \(RowScope(person, .payment).condition("payment")) IS NOT TRUE)
            """
        return try request.fetchOne(db) ?? false
    }

    /// Everything until the last day, in its order.
    private var request: SQLRequest<Row> {
        let invoices = RowScope(person, .invoice).condition("invoice")
        let payments = RowScope(person, .payment).condition("payment")
        return """
            SELECT * FROM (
              SELECT invoice.issuedOn AS day, 'invoice' AS kind, series || '/' || number AS document, total AS change,
                invoice.createdAt AS at, invoice.id AS id
              FROM invoice WHERE customerId = \(customerId) AND currency = \(currency) AND issuedOn <= \(period.to)
                AND \(invoices)
              UNION ALL
              SELECT invoice.replacedOn, 'replaced', series || '/' || number, -total, invoice.createdAt, invoice.id
              FROM invoice WHERE customerId = \(customerId) AND currency = \(currency) AND replacedOn <= \(period.to)
                AND \(invoices)
              UNION ALL
              SELECT payment.paidOn, 'payment', source || '/' || reference, -amount, payment.createdAt, payment.id
              FROM payment WHERE customerId = \(customerId) AND currency = \(currency) AND paidOn <= \(period.to)
                AND \(payments)
              UNION ALL
              SELECT step.onDay, 'reversal', source || '/' || reference, amount, step.at, payment.id
              FROM payment JOIN step ON step.recordId = payment.id AND step.command = 'reverse'
              WHERE customerId = \(customerId) AND currency = \(currency) AND isReversed = 1
                AND step.onDay <= \(period.to) AND \(payments)
            ) ORDER BY day, at, id
            """
    }
}
