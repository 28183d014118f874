import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Takes back service that was recorded by mistake: the allowance has it again (CON-8). The record is kept, and its source and
/// reference are not taken a second time.
struct ReverseUsage {
    struct Input: Codable, Sendable {
        var note: String
    }

    var contractId: EntityID
    var usageId: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        _ = try transaction.owned(Contract.self, contractId, for: person, .edit)
        guard
            let usage = try UsageRow.filter(Column("id") == usageId && Column("contractId") == contractId)
                .fetchOne(transaction.db)
        else { throw UsageError.unknown }
        let note = input.note.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !note.isEmpty else { throw UsageError.reasonRequired }
        guard usage.reversedAt == nil else { throw UsageError.alreadyReversed }
        return try TakeUsageBack(usage: usage, note: note).execute(in: transaction)
    }
}

/// The allowance has it again, and the record says why.
struct TakeUsageBack {
    var usage: UsageRow
    var note: String

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var reversed = usage
        (reversed.reversedAt, reversed.reversalNote) = (transaction.now, note)
        try reversed.update(transaction.db)
        let contract = try transaction.fetch(Contract.self, usage.contractId)
        var changed = contract
        changed.allowance?.used = try transaction.usedQuantity(of: contract.id)
        return try transaction.update(&changed, from: contract, event: .updated, cause: note)
    }
}
