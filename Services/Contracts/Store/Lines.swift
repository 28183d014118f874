import Foundation
import GRDB
import Messages
import Money
import Store

extension Transaction {
    /// Makes lines of drafts, with what the parent or the products here say.
    func resolver(
        parent: [LineState]?, currency: Currency, on day: Day, mayChangePrices: Bool,
        taken: [EntityID: Quantity] = [:]
    ) throws -> LineResolver {
        LineResolver(
            parent: parent,
            product: { id in try self.product(id, in: currency) }, newID: newID, taxes: try taxClasses(), day: day,
            mayChangePrices: mayChangePrices, taken: taken)
    }

    /// What the children of a document have taken of each of its lines, without the child that is being changed. Only a
    /// discount by value depends on it, so nothing is read where no line has one.
    func taken(of parent: EntityID?, _ lines: [LineState]?, without child: EntityID?) throws -> [EntityID: Quantity] {
        guard let parent, lines?.contains(where: \.isDiscountedByValue) == true else { return [:] }
        return try draws(on: parent).reduce(into: [:]) { taken, draw in
            guard draw.childId != child, let line = draw.parentLineId else { return }
            let sum = Int128(taken[line]?.scaled ?? 0) + Int128(draw.quantity.scaled)
            taken[line] = Quantity(scaled: Int64(clamping: sum))
        }
    }

    /// What is known of a product here.
    func product(_ id: EntityID, in currency: Currency) throws -> ProductFacts? {
        try ProductCopy.filter(Column("id") == id).fetchOne(db)?.facts(in: currency)
    }
}
