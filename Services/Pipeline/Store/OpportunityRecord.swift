import Foundation
import GRDB
import Messages
import Money
import Store

extension Opportunity: EntityRecord {
    static let databaseTableName = "opportunity"

    var published: OpportunityState {
        OpportunityState(
            id: id, code: code, name: name, customerId: customerId, contactId: contactId, leadId: leadId,
            status: status, stage: stage, probability: probability, currency: currency, lines: lines,
            expectedValue: expectedValue, expectedCloseOn: expectedCloseOn, startedOn: startedOn, closedOn: closedOn,
            lostReason: lostReason, lostTo: lostTo, nextStep: nextStep, source: source,
            acceptedQuoteId: acceptedQuoteId, ownership: ownership, external: external)
    }

    /// Keeps one row per product with its value, which candidates, filters and reports are found by.
    func aroundSave(_ db: Database, save: () throws -> PersistenceSuccess) throws {
        _ = try save()
        try db.execute(sql: "DELETE FROM opportunityProduct WHERE opportunityId = ?", arguments: [id])
        for (product, lines) in Dictionary(grouping: lines, by: \.productId) {
            guard let product else { continue }
            try db.execute(
                sql: "INSERT INTO opportunityProduct(opportunityId, productId, net) VALUES (?, ?, ?)",
                arguments: [id, product, try lines.net(in: currency).minorUnits])
        }
    }

    func hasQuotes(_ db: Database) throws -> Bool {
        try Quote.filter(Column("opportunityId") == id).isEmpty(db) == false
    }
}
