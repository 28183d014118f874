import Foundation
import GRDB
import Messages
import Money
import Store

extension Transaction {
    /// Makes lines of drafts, with what the parent or the products here say.
    func resolver(
        parent: [LineState]?, currency: Currency, on day: Day, mayChangePrices: Bool,
        taken: [EntityID: BaseQuantity] = [:], existing: [LineState] = []
    ) throws -> LineResolver {
        LineResolver(
            parent: parent,
            product: { id in try self.product(id, in: currency) }, newID: newID, taxes: try taxClasses(), day: day,
            mayChangePrices: mayChangePrices, taken: taken, existing: existing)
    }

    /// What the children of a document have taken of each of its lines, without the child that is being changed. Only a
    /// discount by value depends on it, so nothing is read where no line has one.
    func taken(
        of parent: EntityID?, _ lines: [LineState]?, without child: EntityID?
    ) throws -> [EntityID: BaseQuantity] {
        guard let parent, lines?.contains(where: \.isDiscountedByValue) == true else { return [:] }
        return try draws(on: parent).reduce(into: [:]) { taken, draw in
            guard draw.childId != child, let line = draw.parentLineId else { return }
            taken[line, default: .zero] += draw.baseQuantity
        }
    }

    /// What is known of a product here.
    func product(_ id: EntityID, in currency: Currency) throws -> ProductFacts? {
        guard let copy = try ProductCopy.filter(Column("id") == id).fetchOne(db) else { return nil }
        let group = try copy.unitGroupId.flatMap { try UnitGroupCopy.filter(Column("id") == $0).fetchOne(db) }
        return copy.facts(in: currency, group)
    }
}
