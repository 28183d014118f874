import Foundation
import Messages
import Money

/// A line as a client gives it. What it leaves out comes from the parent document's line, else from the product (CON-4).
struct LineDraft: Codable, Sendable, Hashable {
    var id: EntityID?
    var productId: EntityID?
    var description: String?
    var unit: String?
    var quantity: Quantity
    var unitPrice: UnitPrice?
    var discount: Discount?
    var tax: TaxMark?
    /// Needed only where the parent has the product in several lines.
    var parentLineId: EntityID?
}

/// What a line takes from its product.
struct ProductFacts: Sendable, Hashable {
    var name: String
    var unit: String
    var currency: Currency
    var price: UnitPrice?
    var taxClass: String
    /// Nothing where its units are not known here: then it has those that lines say, and none goes over into another.
    var units: ProductUnits?

    /// Of one of its units; nothing for one that it has not.
    func lineUnit(named name: String) -> LineUnit? {
        guard let units, let unit = units.unit(named: name) else { return nil }
        let kept = units.kept(of: unit)
        return LineUnit(name: unit.name, factor: kept.factor, base: kept.base)
    }

    func price(in unit: LineUnit) throws(MoneyError) -> UnitPrice? {
        guard let units else { return price }
        guard let known = unit.name.flatMap({ units.unit(named: $0) }) else { return nil }
        return try units.price(in: known, currency)?.price
    }
}

/// Makes full lines of drafts.
struct LineResolver {
    /// The lines of the parent; nothing for a document that stands alone.
    var parent: [LineState]?
    var product: (EntityID) throws -> ProductFacts?
    var newID: () -> EntityID
    var taxes: TaxClass
    /// The day whose rates count.
    var day: Day
    /// Whether the person may go away from the parent's price and discount.
    var mayChangePrices: Bool
    /// A framework contract's line with quantity 0 has no limit.
    var mayBeUnlimited = false
    /// Whether a mark that the product's class never has is refused: in a contract, whose invoices would say another.
    var isHeldToClass = false
    /// What the parent's other children have taken of each of its lines.
    var taken: [EntityID: BaseQuantity] = [:]
    /// The lines that there are already: they keep their unit as it was when they were made.
    var existing: [LineState] = []

    func resolve(_ drafts: [LineDraft]) throws -> [LineState] {
        var taken = taken
        return try drafts.enumerated().map { index, draft in
            let line = try line(draft, after: taken, path: "$.lines[\(index)]")
            if let parent = line.parentLineId {
                taken[parent, default: .zero] += line.baseQuantity
            }
            return line
        }
    }

    private func line(_ draft: LineDraft, after taken: [EntityID: BaseQuantity], path: String) throws -> LineState {
        guard draft.quantity > .zero || mayBeUnlimited && draft.quantity == .zero else {
            throw LineError.quantity(path: path + ".quantity")
        }
        let parentLine = try parentLine(of: draft, path: path)
        let productId = draft.productId ?? parentLine?.productId
        let product = try productId.flatMap { try self.product($0) }
        let unit = try unit(of: draft, parentLine, productId, product, path: path + ".unit")
        let part = BaseQuantity(draft.quantity, of: unit.size)
        let discount =
            parentLine.map { $0.discount(forPart: part, after: taken[$0.id] ?? .zero) } ?? draft.discount
        var line = LineState(
            id: draft.id ?? newID(), productId: productId,
            description: try draft.description.flatMap { Self.isBlank($0) ? nil : $0 } ?? parentLine?.description
                ?? product?.name
                ?? missing(.description, path + ".description"),
            unit: unit.name, quantity: draft.quantity,
            unitPrice: try price(of: draft, parentLine, product, in: unit, path: path + ".unitPrice")
                ?? missing(Bilingual(en: "a unit price", vi: "đơn giá"), path + ".unitPrice"),
            discount: discount,
            tax: try known(draft.tax, of: product, path + ".tax") ?? exported(parentLine)
                ?? product.flatMap { taxes.mark(of: $0.taxClass, on: day) } ?? parentLine?.tax
                ?? missing(Bilingual(en: "a tax mark", vi: "thuế suất"), path + ".tax"),
            parentLineId: parentLine?.id, unitFactor: unit.factor, baseUnit: unit.base)
        if parentLine != nil { try takePrice(of: draft, into: &line, path) }
        return line
    }

    private func takePrice(of draft: LineDraft, into line: inout LineState, _ path: String) throws {
        let isOther =
            draft.unitPrice.map { $0 != line.unitPrice } ?? false
            || draft.discount.map { !$0.isAsRounded(as: line.discount) } ?? false
        guard mayChangePrices || !isOther else { throw LineError.priceFromParent(path: path) }
        line.unitPrice = draft.unitPrice ?? line.unitPrice
        line.discount = draft.discount ?? line.discount
    }

    private func parentLine(of draft: LineDraft, path: String) throws -> LineState? {
        guard let parent else { return nil }
        let candidates = parent.filter { candidate in
            if let wanted = draft.parentLineId, wanted != candidate.id { return false }
            if let productId = draft.productId { return productId == candidate.productId }
            if draft.parentLineId != nil { return true }
            return candidate.productId == nil && draft.description == candidate.description
        }
        guard let first = candidates.first else { throw LineError.notInParent(path: path) }
        guard let unit = draft.unit else { return first }
        if let same = candidates.first(where: { $0.lineUnit.isNamed(unit) }) { return same }
        if let base = candidates.first(where: { $0.lineUnit.ofBase.isNamed(unit) }) { return base }
        // In another unit of the product, which goes over into the parent's.
        let product = try first.productId.flatMap { try self.product($0) }
        let base = product?.lineUnit(named: unit)?.comparedIn
        let found = candidates.first { base != nil && $0.lineUnit.comparedIn == base } ?? first
        _ = try found.unit(named: unit, of: product, path: path + ".unit")
        return found
    }

    /// That of the line that there is, else of the parent's, else the product's as it is now; where that is not known, the words
    /// alone.
    private func unit(
        of draft: LineDraft, _ parent: LineState?, _ productId: EntityID?, _ product: ProductFacts?, path: String
    ) throws -> LineUnit {
        let old = existing.first { $0.id == draft.id && $0.productId == productId }?.lineUnit
        if let old, draft.unit.map(old.isNamed) ?? (parent == nil || parent?.lineUnit == old) { return old }
        if let parent {
            return try draft.unit.map { try parent.unit(named: $0, of: product, path: path) } ?? parent.lineUnit
        }
        guard let name = draft.unit ?? product?.unit else { return LineUnit() }
        guard let names = product?.units?.names else { return LineUnit(name: name) }
        guard let unit = product?.lineUnit(named: name) else {
            throw LineError.unknownUnit(name, names: names, path: path)
        }
        return unit
    }

    /// The parent's by the factors, else the one given, else the product's.
    private func price(
        of draft: LineDraft, _ parent: LineState?, _ product: ProductFacts?, in unit: LineUnit, path: String
    ) throws -> UnitPrice? {
        do {
            if let parent { return try parent.unitPrice(in: unit) }
            return try draft.unitPrice ?? product?.price(in: unit)
        } catch let error as MoneyError { throw LineError.sums(error, path: path) }
    }

    private func missing<T>(_ member: Bilingual, _ path: String) throws -> T {
        throw LineError.missing(member: member, path: path)
    }

    private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

    /// What goes abroad has 0 %, whatever its class: the parent says so, no class does.
    private func exported(_ parent: LineState?) -> TaxMark? { parent?.tax == TaxClass.export ? TaxClass.export : nil }

    private func known(_ mark: TaxMark?, of product: ProductFacts?, _ path: String) throws -> TaxMark? {
        guard let mark else { return nil }
        guard TaxClass.marks.contains(mark) else { throw LineError.unknownTax(mark, path: path) }
        let permitted = product.map { TaxClass.marks(of: $0.taxClass) } ?? []
        if isHeldToClass, !permitted.isEmpty, !permitted.contains(mark) {
            throw LineError.taxOfOtherClass(mark, permitted: permitted, path: path)
        }
        return mark
    }
}

extension LineState {
    /// The discount of a part of this line: the same percentage, or a value in proportion to the quantity, rounded half
    /// away from zero so that the parts come to the whole.
    /// - Parameter before: what other parts have taken.
    func discount(forPart part: BaseQuantity, after before: BaseQuantity = .zero) -> Discount? {
        let whole = baseQuantity
        guard case .value(let value) = discount, quantity > .zero, part != whole else { return discount }
        let start = min(max(before, .zero), whole)
        let end = start + part
        // More than the whole, which the chain refuses and an adjustment may come to: in proportion.
        guard end <= whole else { return .value(share(of: value, part)) }
        return .value(share(of: value, end) - share(of: value, start))
    }

    var isDiscountedByValue: Bool { if case .value = discount { true } else { false } }

    /// The greatest where it does not fit: such a discount is above its amount, and refused.
    private func share(of value: Int64, _ part: BaseQuantity) -> Int64 {
        (try? part.share(of: value, whole: baseQuantity)) ?? .max
    }
}

extension Discount {
    /// Equal, or another rounding of the same share: what a client sends back as it got it is no change of price.
    fileprivate func isAsRounded(as other: Discount?) -> Bool {
        guard case .value(let value) = self, case .value(let expected) = other else { return self == other }
        return abs(Int128(value) - Int128(expected)) <= 1
    }
}
