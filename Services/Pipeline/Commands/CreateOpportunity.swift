import Foundation
import Messages
import Money
import ServiceKit
import Store

/// PIP-3: a new opportunity, after the customer's open ones that share a product have been shown.
struct CreateOpportunity {
    var content: OpportunityContent
    /// The first stage where none is given.
    var stage: String?
    var allowSimilar: Bool
    var person: Person

    /// Throws `OpportunityError.similar` with the candidates unless `allowSimilar`.
    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.opportunities, .create)
        let content = try content.checked()
        let customer = try transaction.customer(content.customerId, for: person)
        let lines = try transaction.lines(content.lines ?? [], in: content.currency ?? .vnd)
        if !allowSimilar {
            try SimilarOpportunities(customerId: content.customerId, productIds: Set(lines.compactMap(\.productId)))
                .requireNone(for: person, transaction.db)
        }
        let stage = try firstStage(StageTable.list(transaction.db))
        var opportunity = Opportunity(
            id: transaction.newID(), code: try transaction.nextCode("CH-", counter: "opportunity"), name: content.name,
            customerId: content.customerId, stage: stage.code, probability: stage.probability,
            currency: content.currency ?? .vnd, startedOn: content.startedOn ?? transaction.today,
            createdAt: transaction.now, stageSince: transaction.now)
        try opportunity.apply(content, lines: lines)
        opportunity.ownership = try NewOwnership(
            given: content.ownership, parent: customer?.ownership, person: person,
            scope: RowScope(person, .opportunity, .create)
        ).decide(transaction.db)
        let version = try transaction.insert(&opportunity)
        try StageChange.note(opportunity, from: nil, in: transaction)
        return version
    }

    private func firstStage(_ list: StageList) throws -> Stage {
        guard let stage else { return list.first }
        guard let found = list.stage(stage) else { throw OpportunityError.unknownStage(stage) }
        return found
    }
}

extension OpportunityContent {
    var ownership: Ownership {
        Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
    }
}
