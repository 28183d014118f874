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
        let contract = try transaction.owned(Contract.self, contractId, for: person, .edit)
        guard
            var usage = try UsageRow.filter(Column("id") == usageId && Column("contractId") == contractId)
                .fetchOne(transaction.db)
        else { throw UsageError.unknown }
        let note = input.note.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !note.isEmpty else { throw UsageError.reasonRequired }
        guard usage.reversedAt == nil else { throw UsageError.alreadyReversed }
        (usage.reversedAt, usage.reversalNote) = (transaction.now, note)
        try usage.update(transaction.db)
        var changed = contract
        changed.allowance?.used = try transaction.usedQuantity(of: contractId)
        return try transaction.update(&changed, from: contract, event: .updated, cause: note)
    }
}
