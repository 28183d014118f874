import Foundation
import Messages
import ServiceKit
import Store

/// PIP-3: to another stage.
struct MoveOpportunity {
    var id: EntityID
    var stage: String
    /// In percent; the stage's own where none is given.
    var probability: Int?
    var reason: String?
    var person: Person
    var expected: EventSequence?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var opportunity = try transaction.opportunity(id, for: person)
        let old = opportunity
        guard let stage = try StageTable.list(transaction.db).stage(stage) else {
            throw OpportunityError.unknownStage(stage)
        }
        guard probability.map({ (0...100).contains($0) }) != false else { throw OpportunityError.badProbability }
        let reason = try TextRule.optional(reason, at: "$.reason", max: 1000)
        try opportunity.move(to: stage, probability: probability, at: transaction.now)
        let version = try transaction.update(
            &opportunity, from: old, event: "stage-changed", expected: expected, cause: reason)
        try StageChange.note(opportunity, from: old, reason: reason, in: transaction)
        return version
    }
}
