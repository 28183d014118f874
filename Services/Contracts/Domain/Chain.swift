import Foundation
import Messages
import Money

/// What one line of a child takes of its parent (CON-4).
struct Draw: Sendable, Hashable {
    /// How people name the child.
    var document: DocumentName
    var childId: EntityID
    /// Counted from 1.
    var line: Int
    /// Product and base unit, see `LineState.chainKey`.
    var key: String
    var quantity: Quantity
    /// Of the quantity; nothing for the base unit itself, which the key names.
    var unit: String?
    var unitFactor: UnitFactor?
    /// The line of the parent that it was made from.
    var parentLineId: EntityID?

    /// In the base unit.
    var baseQuantity: BaseQuantity { BaseQuantity(quantity, of: unitFactor ?? .one) }
    var lineUnit: LineUnit {
        let base = key.lastIndex(of: "|").map { String(key[key.index(after: $0)...]) }.flatMap { $0.isEmpty ? nil : $0 }
        return unitFactor.map { LineUnit(name: unit, factor: $0, base: base) } ?? LineUnit(name: base)
    }
}

/// The rule of the chain (CON-4): a child holds only products of its parent, and per product the children of a document take
/// no more than it has, in the base unit and summed over lines.
enum Chain {
    /// What was given back frees its product whenever it was entered: only the sums count, not the order of the children.
    /// - Parameter children: in the order in which they were made; the first line that the parent cannot bear is named.
    static func check(_ parent: [LineState], _ children: [Draw], isFramework: Bool) throws(ChainError) {
        let limits = limits(of: parent, isFramework: isFramework)
        var drawn: [String: BaseQuantity] = [:]
        for draw in children where draw.quantity < .zero { drawn[draw.key, default: .zero] += draw.baseQuantity }
        for draw in children {
            guard let limit = limits[draw.key] else {
                throw .notInParent(document: draw.document, line: draw.line)
            }
            guard let most = limit, draw.quantity > .zero else { continue }
            let before = drawn[draw.key] ?? .zero
            let sum = before + draw.baseQuantity
            guard sum <= most else {
                throw .exceeded(
                    document: draw.document, line: draw.line,
                    ChainExcess(
                        allowed: most, before: max(before, .zero), wanted: draw.quantity, wantedUnit: draw.lineUnit,
                        parentUnit: parent.first { $0.chainKey == draw.key }?.lineUnit ?? draw.lineUnit))
            }
            drawn[draw.key] = sum
        }
    }

    /// What is left of the parent's lines, as drafts of a child that takes all of it: in the parent's unit, else in the base unit
    /// where the parent's would take more than 4 decimals.
    static func rest(of parent: [LineState], after children: [Draw]) -> [LineDraft] {
        left(of: parent, after: children).compactMap { line, left in
            let draft = line.draft(of: left)
            return draft.quantity > .zero ? draft : nil
        }
    }

    /// What is left of each of the parent's lines. What a child took of one line is missing there; what it took by the product
    /// alone, from the first on. What came back is free again.
    static func left(of parent: [LineState], after children: [Draw]) -> [(line: LineState, quantity: BaseQuantity)] {
        let ids = Set(parent.map(\.id))
        var (ofLine, ofKey): ([EntityID: BaseQuantity], [String: BaseQuantity]) = ([:], [:])
        for draw in children {
            if let line = draw.parentLineId, ids.contains(line) {
                ofLine[line, default: .zero] += draw.baseQuantity
            } else {
                ofKey[draw.key, default: .zero] += draw.baseQuantity
            }
        }
        var left: [BaseQuantity] = []
        for line in parent {
            let taken = ofLine[line.id] ?? .zero
            let free = min(max(line.baseQuantity - taken, .zero), line.baseQuantity)
            // What is beyond the line, taken or given back, counts for its product.
            ofKey[line.chainKey, default: .zero] += free + taken - line.baseQuantity
            left.append(free)
        }
        return zip(parent, left).map { line, free in
            let of = ofKey[line.chainKey] ?? .zero
            let taken = max(min(of, free), free - line.baseQuantity)
            ofKey[line.chainKey] = of - taken
            return (line, free - taken)
        }
    }

    /// By key; nothing for a product without a limit.
    private static func limits(of parent: [LineState], isFramework: Bool) -> [String: BaseQuantity?] {
        var limits: [String: BaseQuantity?] = [:]
        for line in parent {
            if isFramework, line.quantity == .zero {
                limits.updateValue(nil, forKey: line.chainKey)
            } else if let known = limits[line.chainKey] {
                limits[line.chainKey] = known.map { $0 + line.baseQuantity }
            } else {
                limits[line.chainKey] = line.baseQuantity
            }
        }
        return limits
    }
}

/// By how much a line takes more than its parent has.
struct ChainExcess: Sendable, Hashable {
    var allowed: BaseQuantity
    var before: BaseQuantity
    var wanted: Quantity
    var wantedUnit: LineUnit
    var parentUnit: LineUnit

    /// Each with its unit, for sentences.
    struct Texts: Sendable {
        var wanted: String
        var allowed: String
        var before: String
        /// Also in the asked unit where that is another.
        var left: String
    }

    func texts(_ style: NumberStyle?) -> Texts {
        let inAsked = wantedUnit.size == unit.size ? "" : " (\(wantedUnit.text(left, style)))"
        return Texts(
            wanted: wantedUnit.text(wanted, style), allowed: asAgreed(style) + unit.text(allowed, style),
            before: unit.text(before, style), left: unit.text(left, style) + inAsked)
    }

    /// For programs; `before` names what was taken before.
    func details(line: Int, before name: String) -> [String: String] {
        [
            "line": String(line), "allowed": allowed.truncated(in: unit.size).description,
            name: before.truncated(in: unit.size).description, "wanted": wanted.description,
            "left": texts(nil).left,
        ]
    }

    /// `10 thùng = ` where the rest is told in cans: what a reader finds in the parent document.
    private func asAgreed(_ style: NumberStyle?) -> String {
        guard unit != parentUnit, let agreed = allowed.exactly(in: parentUnit.size) else { return "" }
        return parentUnit.text(agreed, style) + " = "
    }

    private var left: BaseQuantity { max(allowed - before, .zero) }

    /// The parent's, else the base unit where only that says what is left exactly: so that what a reader sees adds up.
    private var unit: LineUnit {
        [parentUnit, parentUnit.ofBase].first { unit in
            [allowed, before].allSatisfy { $0.exactly(in: unit.size) != nil }
        } ?? parentUnit
    }
}
