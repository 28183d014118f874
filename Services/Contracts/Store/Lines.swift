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
            product: { [db] id in
                try ProductCopy.filter(Column("id") == id).fetchOne(db)?.facts(in: currency)
            }, newID: newID, taxes: try taxClasses(), day: day, mayChangePrices: mayChangePrices)
    }
}
