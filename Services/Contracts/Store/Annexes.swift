import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// An annex (phụ lục) of a contract: what it changed, as the contract was before and after.
struct AnnexRow: FetchableRecord, PersistableRecord, Codable, Sendable {
    static let databaseTableName = "annex"
    var contractId: EntityID
    /// Counted from 1 in each contract.
    var number: Int
    var at: Instant
    var account: EntityID?
    var onDay: Day
    var note: String
    var before: ContractState
    var after: ContractState
    /// What the states do not tell; nothing in annexes that were entered before it was kept.
    var termsBefore: Terms?
    var termsAfter: Terms?

    struct Terms: Codable, Sendable, Hashable {
        var ceiling: Int64?
        var paymentTerms: String?

        init(_ contract: Contract) { (ceiling, paymentTerms) = (contract.ceiling, contract.paymentTerms) }
    }
}

extension Transaction {
    func lastAnnexDay(of contract: EntityID) throws -> Day? {
        try Day.fetchOne(db, sql: "SELECT max(onDay) FROM annex WHERE contractId = ?", arguments: [contract])
    }

    func keepAnnex(from old: Contract, to contract: Contract, on day: Day, note: String, by person: Person) throws {
        let count = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM annex WHERE contractId = ?", arguments: [contract.id])
        try AnnexRow(
            contractId: contract.id, number: (count ?? 0) + 1, at: now, account: person.account, onDay: day, note: note,
            before: old.published, after: contract.published, termsBefore: AnnexRow.Terms(old),
            termsAfter: AnnexRow.Terms(contract)
        ).insert(db)
    }
}
