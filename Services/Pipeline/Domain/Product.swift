import Foundation
import Messages
import Money

/// Goods or a service that the firm sells (PIP-1), with its price per unit in each currency (PIP-2).
struct Product: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var code: String
    var name: String
    var groupName: String?
    var kind: ProductKind
    var unit: String
    /// Dated tax rates hang on the class (CON-3).
    var taxClass: String
    var isActive = true
    var prices: [ProductState.Price]
    /// Its other units; `unit` is one of the group's.
    var unitGroupId: EntityID?
    /// Where the price in another unit does not follow from `prices`.
    var unitPrices: [ProductState.PriceInUnit] = []
    var externalSystem: String?
    var externalId: String?
    /// The external id as `TextRule.key` makes it: files of one system spell it with and without spaces.
    var externalKey: String?
    /// The name likewise: what an opportunity recorded elsewhere may name the product by.
    var nameKey: String
    /// Members that staff changed since the record came from elsewhere; what comes later leaves them alone.
    var staffEdited: [String] = []

    func price(in currency: Currency) -> UnitPrice? { prices.first { $0.currency == currency }?.price }

    /// Its units, with its price in each: those of its group, else its own alone.
    func units(_ group: UnitGroup?) -> ProductUnits {
        group.flatMap {
            ProductUnits(own: unit, baseUnit: $0.baseUnit, units: $0.units, prices: prices, unitPrices: unitPrices)
        } ?? ProductUnits(own: unit, prices: prices)
    }

    var external: ExternalReference? {
        guard let externalSystem, let externalId else { return nil }
        return ExternalReference(system: externalSystem, externalId: externalId)
    }

    mutating func withdraw() throws(ProductError) {
        guard isActive else { throw .alreadyWithdrawn }
        isActive = false
    }

    mutating func restore() throws(ProductError) {
        guard !isActive else { throw .notWithdrawn }
        isActive = true
    }

    /// Takes over what a person entered and remembers which members that changed.
    mutating func apply(_ content: ProductContent, code: String) {
        let old = self
        self.code = code
        name = content.name
        nameKey = TextRule.key(content.name)
        groupName = content.group
        kind = content.kind
        unit = content.unit
        taxClass = content.taxClass
        prices = content.prices ?? prices
        unitGroupId = content.unitGroupId
        unitPrices = content.unitPrices ?? unitPrices
        staffEdited = StaffEdits.adding(to: staffEdited, Self.tracked.filter { $0.differs(old, self) }.map(\.name))
    }

    private struct Tracked: Sendable {
        let name: String
        let differs: @Sendable (Product, Product) -> Bool
    }

    private static let tracked: [Tracked] = [
        Tracked(name: "code") { $0.code != $1.code }, Tracked(name: "name") { $0.name != $1.name },
        Tracked(name: "group") { $0.groupName != $1.groupName }, Tracked(name: "kind") { $0.kind != $1.kind },
        Tracked(name: "unit") { $0.unit != $1.unit }, Tracked(name: "prices") { $0.prices != $1.prices },
    ]
}

/// Which members staff changed, as a sorted list without repetition.
enum StaffEdits {
    static func adding(to edits: [String], _ names: [String]) -> [String] { Set(edits).union(names).sorted() }
}
