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
    /// Product and unit, see `LineState.chainKey`.
    var key: String
    var quantity: Quantity
    /// The line of the parent that it was made from.
    var parentLineId: EntityID?
}

/// The rule of the chain (CON-4): a child holds only products of its parent, and per product the children of a document take
/// no more than it has, in its unit and summed over lines.
enum Chain {
    /// What was given back frees its product whenever it was entered: only the sums count, not the order of the children.
    /// - Parameter children: in the order in which they were made; the first line that the parent cannot bear is named.
    static func check(_ parent: [LineState], _ children: [Draw], isFramework: Bool) throws(ChainError) {
        let limits = limits(of: parent, isFramework: isFramework)
        var drawn: [String: Int128] = [:]
        for draw in children where draw.quantity < .zero { drawn[draw.key, default: 0] += Int128(draw.quantity.scaled) }
        for draw in children {
            guard let limit = limits[draw.key] else {
                throw .notInParent(document: draw.document, line: draw.line)
            }
            guard let most = limit, draw.quantity > .zero else { continue }
            let before = drawn[draw.key] ?? 0
            let sum = before + Int128(draw.quantity.scaled)
            guard sum <= most else {
                throw .exceeded(
                    document: draw.document, line: draw.line, allowed: Quantity(scaled: Int64(clamping: most)),
                    drawnBefore: Quantity(scaled: Int64(clamping: max(before, 0))), wanted: draw.quantity)
            }
            drawn[draw.key] = sum
        }
    }

    /// What is left of the parent's lines, as drafts of a child that takes all of it. What a child took of one line is missing
    /// there; what it took by the product alone, from the first on.
    static func rest(of parent: [LineState], after children: [Draw], isFramework: Bool) -> [LineDraft] {
        let ids = Set(parent.map(\.id))
        var (ofLine, ofKey): ([EntityID: Int128], [String: Int128]) = ([:], [:])
        for draw in children {
            if let line = draw.parentLineId, ids.contains(line) {
                ofLine[line, default: 0] += Int128(draw.quantity.scaled)
            } else {
                ofKey[draw.key, default: 0] += Int128(draw.quantity.scaled)
            }
        }
        var left: [Int128] = []
        for line in parent {
            let free = Int128(line.quantity.scaled) - (ofLine[line.id] ?? 0)
            // Too much of one line, or something given back, counts for its product.
            if free < 0 || (ofLine[line.id] ?? 0) < 0 { ofKey[line.chainKey, default: 0] += max(-free, 0) }
            left.append(min(max(free, 0), Int128(line.quantity.scaled)))
        }
        return zip(parent, left).compactMap { line, free in
            let taken = min(max(ofKey[line.chainKey] ?? 0, 0), free)
            ofKey[line.chainKey, default: 0] -= taken
            let quantity = Quantity(scaled: Int64(clamping: free - taken))
            return quantity > .zero ? LineDraft(quantity: quantity, parentLineId: line.id) : nil
        }
    }

    /// By key; nothing for a product without a limit.
    private static func limits(of parent: [LineState], isFramework: Bool) -> [String: Int128?] {
        var limits: [String: Int128?] = [:]
        for line in parent {
            if isFramework, line.quantity == .zero {
                limits.updateValue(nil, forKey: line.chainKey)
            } else if let known = limits[line.chainKey] {
                limits[line.chainKey] = known.map { $0 + Int128(line.quantity.scaled) }
            } else {
                limits[line.chainKey] = Int128(line.quantity.scaled)
            }
        }
        return limits
    }
}

extension LineState {
    /// What quantities are summed by: the product, else the words, and the unit.
    var chainKey: String { "\(productId?.description ?? "text:" + description)|\(unit ?? "")" }
}
