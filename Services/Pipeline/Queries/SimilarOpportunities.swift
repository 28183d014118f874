import Foundation
import GRDB
import Messages
import ServiceKit

/// The customer's open opportunities that share a product with one to be made (PIP-3).
struct SimilarOpportunities {
    var customerId: EntityID
    var productIds: Set<EntityID>

    /// Throws `OpportunityError.similar` with those within the person's scope, and how many more there are.
    func requireNone(for person: Person, _ db: Database) throws {
        let all = try fetch("1", db)
        guard !all.isEmpty else { return }
        let seen = try fetch(RowScope(person, .opportunity).condition("o"), db)
        throw OpportunityError.similar(seen, unseen: all.count - seen.count)
    }

    private func fetch(_ scope: SQL, _ db: Database) throws -> [OpportunityError.Similar] {
        let request: SQLRequest<Row> = """
            SELECT o.id, o.code, o.name, o.stage FROM opportunity o
            WHERE o.customerId = \(customerId) AND o.status = 'open' AND \(scope) AND EXISTS (
              SELECT 1 FROM opportunityProduct p WHERE p.opportunityId = o.id AND p.productId IN \(Array(productIds)))
            ORDER BY o.code LIMIT 20
            """
        return try request.fetchAll(db).map { row in
            OpportunityError.Similar(id: row["id"], code: row["code"], name: row["name"], stage: row["stage"])
        }
    }
}
