import Foundation
import GRDB
import Messages
import Money
import Store

extension Transaction {
    /// Makes lines of drafts, with what the parent or the products here say.
    func resolver(parent: [LineState]?, currency: Currency, on day: Day, mayChangePrices: Bool) throws -> LineResolver {
        LineResolver(
            parent: parent,
            product: { id in try self.product(id, in: currency) }, newID: newID, taxes: try taxClasses(), day: day,
            mayChangePrices: mayChangePrices)
    }

    /// What is known of a product here.
    func product(_ id: EntityID, in currency: Currency) throws -> ProductFacts? {
        try ProductCopy.filter(Column("id") == id).fetchOne(db)?.facts(in: currency)
    }
}
