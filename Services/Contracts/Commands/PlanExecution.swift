import Foundation
import Messages
import Money
import ServiceKit
import Store

/// Who does what until when on a contract in force, the visits of maintenance, and which guarantees are released (CON-2,
/// CON-7). A list that is given takes the place of the one before.
struct PlanExecution {
    struct Input: Codable, Sendable {
        var workItems: [WorkItemDraft]?
        var visits: [VisitDraft]?
        /// The days on which guarantees were released, by their ids; all else of a guarantee is agreed.
        var releases: [Release]?

        struct Release: Codable, Sendable, Hashable {
            var guaranteeId: EntityID
            /// Not released after all, where it is left out.
            var on: Day?
        }
    }

    static let carriedOut: Set<ContractStatus> = [.signed, .inProgress, .suspended, .accepted, .ended]

    var id: EntityID
    var input: Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.owned(Contract.self, id, for: person, .edit)
        guard Self.carriedOut.contains(old.status) else { throw UsageError.notCarriedOut(old.status) }
        var contract = old
        if let drafts = input.workItems { contract.workItems = drafts.map { $0.made(transaction.newID) } }
        if let drafts = input.visits { contract.visits = drafts.map { $0.made(transaction.newID) } }
        for (index, release) in (input.releases ?? []).enumerated() {
            guard let place = contract.guarantees.firstIndex(where: { $0.id == release.guaranteeId }) else {
                throw ContractError.invalidPart(
                    path: "$.releases[\(index)].guaranteeId",
                    needs: Bilingual(en: "a guarantee of the contract", vi: "cần một bảo lãnh của hợp đồng"))
            }
            contract.guarantees[place].releasedOn = release.on
        }
        for (index, item) in contract.workItems.enumerated() where item.title.isEmpty {
            throw ContractError.invalidPart(
                path: "$.workItems[\(index)].title", needs: Bilingual(en: "a title", vi: "cần tên công việc"))
        }
        for (list, days) in [
            ("visits", contract.visits.map(\.doneOn)), ("workItems", contract.workItems.map(\.doneOn)),
        ] {
            if let index = days.firstIndex(where: { $0.map { $0 > transaction.today } ?? false }) {
                throw ContractError.inFuture(path: "$.\(list)[\(index)].doneOn")
            }
        }
        try contract.checkParts()
        return try transaction.update(&contract, from: old, expected: expected)
    }
}
