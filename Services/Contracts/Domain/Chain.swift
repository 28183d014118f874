import Foundation
import Messages
import Money

/// What one line of a child takes of its parent (CON-4).
struct Draw: Sendable, Hashable {
    /// How people name the child, such as `order ĐH0003/2026`.
    var document: String
    var childId: EntityID
    /// Counted from 1.
    var line: Int
    /// Product and unit, see `LineState.chainKey`.
    var key: String
    var quantity: Quantity
}

/// The rule of the chain (CON-4): a child holds only products of its parent, and per product the children of a document take
/// no more than it has, in its unit and summed over lines.
enum Chain {
    /// - Parameter children: in the order in which they were made; the first line that the parent cannot bear is named.
    static func check(_ parent: [LineState], _ children: [Draw], isFramework: Bool) throws(ChainError) {
        let limits = limits(of: parent, isFramework: isFramework)
        var drawn: [String: Int64] = [:]
        for draw in children {
            guard let limit = limits[draw.key] else {
                throw .notInParent(document: draw.document, line: draw.line)
            }
            guard let most = limit else { continue }
            let (sum, overflowed) = (drawn[draw.key] ?? 0).addingReportingOverflow(draw.quantity.scaled)
            guard !overflowed, sum <= most else {
                throw .exceeded(
                    document: draw.document, line: draw.line, allowed: Quantity(scaled: most),
                    drawnBefore: Quantity(scaled: drawn[draw.key] ?? 0), wanted: draw.quantity)
            }
            drawn[draw.key] = sum
        }
    }

    /// What is left of the parent's lines, as drafts of a child that takes all of it.
    static func rest(of parent: [LineState], after children: [Draw], isFramework: Bool) -> [LineDraft] {
        var drawn = children.reduce(into: [String: Int64]()) { $0[$1.key, default: 0] += $1.quantity.scaled }
        return parent.compactMap { line in
            let taken = min(drawn[line.chainKey] ?? 0, line.quantity.scaled)
            drawn[line.chainKey, default: 0] -= taken
            let left = Quantity(scaled: line.quantity.scaled - taken)
            return left > .zero ? LineDraft(quantity: left, parentLineId: line.id) : nil
        }
    }

    /// By key; nothing for a product without a limit.
    private static func limits(of parent: [LineState], isFramework: Bool) -> [String: Int64?] {
        var limits: [String: Int64?] = [:]
        for line in parent {
            if isFramework, line.quantity == .zero {
                limits.updateValue(nil, forKey: line.chainKey)
            } else if let known = limits[line.chainKey] {
                limits[line.chainKey] = known.map { $0.addingReportingOverflow(line.quantity.scaled).partialValue }
            } else {
                limits[line.chainKey] = line.quantity.scaled
            }
        }
        return limits
    }
}

extension LineState {
    /// What quantities are summed by: the product, else the words, and the unit.
    var chainKey: String { "\(productId?.description ?? "text:" + description)|\(unit ?? "")" }
}
