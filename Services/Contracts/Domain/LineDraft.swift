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
    var price: UnitPrice?
    var taxClass: String
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
    var taken: [EntityID: Quantity] = [:]

    func resolve(_ drafts: [LineDraft]) throws -> [LineState] {
        var taken = taken
        return try drafts.enumerated().map { index, draft in
            let line = try line(draft, after: taken, path: "$.lines[\(index)]")
            if let parent = line.parentLineId {
                let sum = Int128(taken[parent]?.scaled ?? 0) + Int128(line.quantity.scaled)
                taken[parent] = Quantity(scaled: Int64(clamping: sum))
            }
            return line
        }
    }

    private func line(_ draft: LineDraft, after taken: [EntityID: Quantity], path: String) throws -> LineState {
        guard draft.quantity > .zero || mayBeUnlimited && draft.quantity == .zero else {
            throw LineError.quantity(path: path + ".quantity")
        }
        let parentLine = try parentLine(of: draft, path: path)
        let productId = draft.productId ?? parentLine?.productId
        let product = try productId.flatMap { try self.product($0) }
        let discount =
            parentLine.map { $0.discount(forPart: draft.quantity, after: taken[$0.id] ?? .zero) } ?? draft.discount
        var line = LineState(
            id: draft.id ?? newID(), productId: productId,
            description: try draft.description.flatMap { Self.isBlank($0) ? nil : $0 } ?? parentLine?.description
                ?? product?.name
                ?? missing(.description, path + ".description"),
            unit: draft.unit ?? parentLine?.unit ?? product?.unit, quantity: draft.quantity,
            unitPrice: try parentLine?.unitPrice ?? draft.unitPrice ?? product?.price
                ?? missing(Bilingual(en: "a unit price", vi: "đơn giá"), path + ".unitPrice"),
            discount: discount,
            tax: try known(draft.tax, of: product, path + ".tax") ?? exported(parentLine)
                ?? product.flatMap { taxes.mark(of: $0.taxClass, on: day) } ?? parentLine?.tax
                ?? missing(Bilingual(en: "a tax mark", vi: "thuế suất"), path + ".tax"),
            parentLineId: parentLine?.id)
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
        let found = parent.first { candidate in
            if let wanted = draft.parentLineId, wanted != candidate.id { return false }
            if let unit = draft.unit, unit != candidate.unit { return false }
            if let productId = draft.productId { return productId == candidate.productId }
            if draft.parentLineId != nil { return true }
            return candidate.productId == nil && draft.description == candidate.description
        }
        guard let found else { throw LineError.notInParent(path: path) }
        return found
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
    func discount(forPart part: Quantity, after before: Quantity = .zero) -> Discount? {
        guard case .value(let value) = discount, quantity > .zero, part != quantity else { return discount }
        let start = min(max(Int128(before.scaled), 0), Int128(quantity.scaled))
        let end = start + Int128(part.scaled)
        // More than the whole, which the chain refuses and an adjustment may come to: in proportion.
        guard end <= Int128(quantity.scaled) else {
            return .value(Int64(clamping: share(of: value, Int128(part.scaled))))
        }
        return .value(Int64(clamping: share(of: value, end) - share(of: value, start)))
    }

    var isDiscountedByValue: Bool { if case .value = discount { true } else { false } }

    private func share(of value: Int64, _ part: Int128) -> Int128 {
        let (whole, share) = (Int128(quantity.scaled), Int128(value) * part)
        return (share * 2 + whole) / (whole * 2)
    }
}

extension Discount {
    /// Equal, or another rounding of the same share: what a client sends back as it got it is no change of price.
    fileprivate func isAsRounded(as other: Discount?) -> Bool {
        guard case .value(let value) = self, case .value(let expected) = other else { return self == other }
        return abs(Int128(value) - Int128(expected)) <= 1
    }
}
