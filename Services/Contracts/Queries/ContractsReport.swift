import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// How many contracts there are, and what they come to with tax (CON-9): its measure is *contracted*.
struct ContractsReport {
    enum Grouping: String, CaseIterable, Sendable { case status, kind, month, start }

    struct Line: Encodable, Sendable, Hashable {
        /// The status, the kind, or the month of signing or of the first day; nothing for one without.
        var key: String?
        var currency: Currency
        var count: Int
        var total: String
    }

    static let measure = "contracted"
    var person: Person
    var by: Grouping
    /// Of the day of signing; by `start` of the first day.
    var period: ReportPeriod?

    func fetch(_ db: Database) throws -> [Line] {
        try person.require(.reports, .view)
        try person.require(.contracts, .view)
        let key: SQL =
            switch by {
            case .status: "contract.status"
            case .kind: "contract.kind"
            case .month: "substr(contract.signedOn, 1, 7)"
            case .start: "substr(contract.effectiveFrom, 1, 7)"
            }
        let day: SQL = by == .start ? "contract.effectiveFrom" : "contract.signedOn"
        let within: SQL = period.map { "\(day) BETWEEN \($0.from) AND \($0.to)" } ?? "1"
        let scope = [RowScope(person, .contract), RowScope(person, .contract, as: .reports)]
            .map { $0.condition("contract") }.joined(separator: " AND ")
        let request: SQLRequest<Row> = """
            SELECT \(key) AS key, currency, count(*) AS count, sum(total) AS total FROM contract
            WHERE \(within) AND \(scope) GROUP BY 1, 2 ORDER BY 1, 2
            """
        return try request.fetchAll(db).map { row in
            let currency: Currency = row["currency"]
            return Line(
                key: row["key"], currency: currency, count: row["count"],
                total: Amount(minorUnits: row["total"], currency: currency).decimalString)
        }
    }
}

/// Contracts in force that end by a day and that nothing renews yet: whom to approach (CON-7).
struct RenewalsReport {
    struct Line: Encodable, Sendable, Hashable {
        var contractId: EntityID
        var number: String
        var kind: ContractKind
        var customerId: EntityID
        var customer: String
        var responsibleId: EntityID?
        var effectiveTo: Day
        /// The last day to say that it is not renewed, where one was agreed.
        var noticeBy: Day?
        var currency: Currency
        var total: String
    }

    static let measure = "contracted"
    var person: Person
    var before: Day
    var kind: ContractKind?

    func fetch(_ db: Database) throws -> [Line] {
        try person.require(.reports, .view)
        try person.require(.contracts, .view)
        let ofKind: SQL = kind.map { "contract.kind = \($0.rawValue)" } ?? "1"
        let request: SQLRequest<Row> = """
            SELECT contract.*, (SELECT name FROM customerCopy WHERE id = contract.customerId) AS customer
            FROM contract WHERE contract.effectiveTo <= \(before) AND contract.successorId IS NULL AND \(ofKind)
              AND contract.status IN ('signed', 'in-progress', 'suspended', 'accepted')
              AND \(RowScope(person, .contract).condition("contract"))
              AND \(RowScope(person, .contract, as: .reports).condition("contract"))
            ORDER BY contract.effectiveTo, contract.id LIMIT 1000
            """
        return try request.fetchAll(db).compactMap { row in
            let contract = try Contract(row: row)
            guard let end = contract.effectiveTo else { return nil }
            return Line(
                contractId: contract.id, number: contract.number, kind: contract.kind, customerId: contract.customerId,
                customer: (row["customer"] as String?) ?? contract.customerId.description,
                responsibleId: contract.responsibleId, effectiveTo: end,
                noticeBy: contract.renewal?.noticeDays.map { end.adding(days: -$0) }, currency: contract.currency,
                total: Amount(minorUnits: contract.sums.total, currency: contract.currency).decimalString)
        }
    }
}
