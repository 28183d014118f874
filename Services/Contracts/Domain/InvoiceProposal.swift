import Foundation
import Messages
import Money

/// Which part of what minutes accept is invoiced on which document (CON-2, CON-4): of the orders that it was ordered with first,
/// the oldest first, then of the contract directly. What was invoiced before it was accepted is not invoiced again.
struct InvoiceProposal {
    var acceptance: Acceptance
    var contract: Contract

    /// An order that can be invoiced, and what is still to be invoiced from it.
    struct OpenOrder {
        var order: Order
        var rest: [LineDraft]
    }

    /// The lines of one draft: of an order, or of the contract.
    struct Part: Sendable, Hashable {
        var order: EntityID?
        var lines: [LineDraft]
    }

    /// How much of each line of the contract was accepted with these or earlier minutes and is not invoiced yet, at most what
    /// these accept.
    /// - Parameters:
    ///   - before: what was accepted earlier.
    ///   - invoiced: what invoices took, of the contract or of its orders, by lines of the contract.
    func due(after before: [AcceptanceState.Line], invoiced: [Draw]) -> [EntityID: Quantity] {
        let now = Acceptance.quantities(acceptance.lines)
        let accepted = Acceptance.quantities(before + acceptance.lines)
        let whole = contract.lines.map { line in
            var line = line
            if isUnlimited(line) { line.quantity = .greatestKeepable }
            return line
        }
        let open = Self.byLine(Chain.rest(of: whole, after: invoiced, isFramework: false))
        return whole.reduce(into: [:]) { due, line in
            guard let now = now[line.id], let accepted = accepted[line.id] else { return }
            let invoiced = line.quantity.scaled - (open[line.id]?.scaled ?? 0)
            due[line.id] = Quantity(scaled: max(0, min(now.scaled, accepted.scaled - invoiced)))
        }
    }

    /// - Parameters:
    ///   - due: see `due(after:invoiced:)`.
    ///   - orders: the oldest first.
    ///   - free: what of the contract neither orders nor invoices have taken.
    func parts(of due: [EntityID: Quantity], from orders: [OpenOrder], free: [LineDraft]) -> [Part] {
        var due = due
        var parts: [Part] = []
        for open in orders {
            let lines = open.rest.compactMap { rest -> LineDraft? in
                guard let of = open.order.lines.first(where: { $0.id == rest.parentLineId }),
                    let line = contractLine(of: of, due), let left = due[line]
                else { return nil }
                let taken = min(left, rest.quantity)
                due[line] = Quantity(scaled: left.scaled - taken.scaled)
                return taken > .zero ? LineDraft(quantity: taken, parentLineId: of.id) : nil
            }
            if !lines.isEmpty { parts.append(Part(order: open.order.id, lines: lines)) }
        }
        let left = Self.byLine(free)
        let direct = contract.lines.compactMap { line -> LineDraft? in
            guard let due = due[line.id] else { return nil }
            let quantity = isUnlimited(line) ? due : min(due, left[line.id] ?? .zero)
            return quantity > .zero ? LineDraft(quantity: quantity, parentLineId: line.id) : nil
        }
        return direct.isEmpty ? parts : parts + [Part(order: nil, lines: direct)]
    }

    /// The line that an order's line was made from; where that is not known, the first of the same product with something due.
    private func contractLine(of line: LineState, _ due: [EntityID: Quantity]) -> EntityID? {
        if let parent = line.parentLineId, contract.lines.contains(where: { $0.id == parent }) { return parent }
        return contract.lines.first { $0.chainKey == line.chainKey && due[$0.id] ?? .zero > .zero }?.id
    }

    private func isUnlimited(_ line: LineState) -> Bool { contract.kind == .framework && line.quantity == .zero }

    private static func byLine(_ drafts: [LineDraft]) -> [EntityID: Quantity] {
        drafts.reduce(into: [:]) { lines, draft in
            if let line = draft.parentLineId { lines[line] = draft.quantity }
        }
    }
}

extension Acceptance {
    /// By line of the contract.
    static func quantities(_ lines: [AcceptanceState.Line]) -> [EntityID: Quantity] {
        lines.reduce(into: [:]) { sums, line in
            let sum = Int128(sums[line.contractLineId]?.scaled ?? 0) + Int128(line.quantity.scaled)
            sums[line.contractLineId] = Quantity(scaled: Int64(clamping: sum))
        }
    }

    /// What minutes accept together, one line for each of the contract's.
    static func sums(of minutes: [Acceptance]) -> [AcceptanceState.Line] {
        let lines = minutes.flatMap(\.lines)
        var sums = quantities(lines)
        return lines.compactMap { line in
            sums.removeValue(forKey: line.contractLineId).map {
                AcceptanceState.Line(contractLineId: line.contractLineId, quantity: $0)
            }
        }
    }

    /// Throws where there are more serial numbers than units, and where one is empty or occurs twice of one product.
    func checkSerials() throws(AcceptanceError) {
        var seen: Set<[String]> = []
        for (index, line) in lines.enumerated() {
            let path = "$.lines[\(index)].serials"
            guard line.serials.count <= 10_000, !line.serials.contains(where: { $0.allSatisfy(\.isWhitespace) }) else {
                throw .serials(path: path)
            }
            guard Int64(line.serials.count) * 10_000 <= line.quantity.scaled else {
                throw .tooManySerials(count: line.serials.count, quantity: line.quantity, path: path)
            }
            let product = contractLines.first { $0.id == line.contractLineId }?.chainKey ?? ""
            for serial in line.serials {
                guard seen.insert([product, serial.lowercased()]).inserted else { throw .serials(path: path) }
            }
        }
    }
}
