import GRDB
import Messages
import ServiceKit
import Store

/// Who would fall on a day, and why (CUS-2).
struct StatusCheckPreview {
    var day: Day

    struct Line: Codable, Sendable {
        var customerId: EntityID
        var code: String
        var name: String
        var from: CustomerStatus
        var to: CustomerStatus
        /// The later of the last invoice and the last payment.
        var lastTransactionOn: Day?
        /// The last fall, which began the period where it is later.
        var fellOn: Day?
        /// The last day on which a transaction would have kept the status.
        var periodEndedOn: Day
    }

    /// All of them, whoever they belong to.
    func all(at now: Instant, _ db: Database) throws -> [Line] { try lines(condition: "1", at: now, db) }

    /// Those within a person's reach, by name.
    func visible(to person: Person, at now: Instant, _ db: Database) throws -> [Line] {
        try person.require(.customers, .view)
        return try lines(condition: RowScope(person, .customer).condition("customer"), at: now, db)
    }

    private func lines(condition: SQL, at now: Instant, _ db: Database) throws -> [Line] {
        let terms = try StatusTerms.load(at: now, db)
        // Nobody with a transaction within the shorter period can fall.
        let edge = day.adding(months: -min(terms.loyalMonths, terms.officialMonths))
        let request: SQLRequest<Row> = """
            SELECT customer.*, customerAccount.lastInvoiceOn, customerAccount.lastPaymentOn FROM customer
            LEFT JOIN customerAccount ON customerAccount.customerId = customer.id
            WHERE customer.status IN ('loyal', 'official') AND \(condition)
              AND coalesce(customerAccount.lastInvoiceOn, '') <= \(edge)
              AND coalesce(customerAccount.lastPaymentOn, '') <= \(edge)
            ORDER BY customer.nameFolded, customer.id
            """
        return try request.fetchAll(db).compactMap { try line($0, terms) }
    }

    private func line(_ row: Row, _ terms: StatusTerms) throws -> Line? {
        let customer = try Customer(row: row)
        let last = [row["lastInvoiceOn"] as Day?, row["lastPaymentOn"] as Day?].compactMap(\.self).max()
        let fall = StatusRules.fall(
            from: customer.status, lastTransactionOn: last, fellOn: customer.fellOn,
            since: LocalZone.vietNam.day(of: customer.statusSince), on: day, terms)
        return fall.map {
            Line(
                customerId: customer.id, code: customer.code, name: customer.name, from: $0.from, to: $0.to,
                lastTransactionOn: last, fellOn: customer.fellOn, periodEndedOn: $0.periodEndedOn)
        }
    }
}
