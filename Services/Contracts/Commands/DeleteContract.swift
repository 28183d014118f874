import Foundation
import Messages
import ServiceKit
import Store

/// Takes away a contract that nobody agreed to and nothing was made from (CON-4).
struct DeleteContract {
    var id: EntityID
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let contract = try transaction.owned(Contract.self, id, for: person, .delete)
        guard Contract.deletable.contains(contract.status) else { throw ContractError.notDeletable(contract.status) }
        try transaction.requireNoChildren(of: id)
        try transaction.releasePredecessor(of: contract)
        try transaction.deleteAttachments(of: id)
        return try transaction.delete(contract, expected: expected)
    }
}
