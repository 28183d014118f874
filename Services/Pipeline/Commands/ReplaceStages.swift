import Foundation
import Messages
import ServiceKit
import Store

/// PIP-3: the firm's list of stages. An opportunity keeps its probability until it moves.
struct ReplaceStages {
    var stages: [Stage]
    var person: Person
    var expected: EventSequence

    /// Throws `StageError.inUse` where open opportunities stand in a stage that is to go.
    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.catalogues, .edit)
        let current = try StageTable.version(transaction.db)
        guard expected == current else { throw CommonError.changedSince(current: current) }
        let list = try StageList(stages)
        for (code, count) in try StageTable.usage(transaction.db).sorted(by: { $0.key < $1.key })
        where list.stage(code) == nil {
            throw StageError.inUse(code: code, count: count)
        }
        let version = try StageTable.replace(by: list, transaction.db)
        try transaction.audit(
            "stages", subject: nil,
            details: ["stages": list.stages.map { "\($0.code) \($0.probability)" }.joined(separator: ", ")])
        return RecordVersion(
            source: transaction.source, subject: Subject("stage-list", StageTable.id), sequence: version)
    }
}
