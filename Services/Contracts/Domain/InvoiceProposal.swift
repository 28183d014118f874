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
        var rest: [(line: LineState, quantity: BaseQuantity)]
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
    func due(after before: [AcceptanceState.Line], invoiced: [Draw]) -> [EntityID: BaseQuantity] {
        let now = Acceptance.quantities(acceptance.lines)
        let accepted = Acceptance.quantities(before + acceptance.lines)
        let whole = contract.lines.map { line in
            var line = line
            if isUnlimited(line) { line.quantity = .greatestKeepable }
            return line
        }
        let open = Self.byLine(Chain.left(of: whole, after: invoiced))
        return whole.reduce(into: [:]) { due, line in
            guard let now = now[line.id], let accepted = accepted[line.id] else { return }
            let invoiced = line.baseQuantity - (open[line.id] ?? .zero)
            due[line.id] = max(.zero, min(now, accepted - invoiced))
        }
    }

    /// - Parameters:
    ///   - due: see `due(after:invoiced:)`.
    ///   - orders: the oldest first.
    ///   - free: what of the contract neither orders nor invoices have taken.
    func parts(
        of due: [EntityID: BaseQuantity], from orders: [OpenOrder], free: [(line: LineState, quantity: BaseQuantity)]
    ) -> [Part] {
        var due = due
        var parts: [Part] = []
        for open in orders {
            let lines = open.rest.compactMap { of, rest -> LineDraft? in
                guard let line = contractLine(of: of, due), let left = due[line] else { return nil }
                let taken = min(left, rest)
                due[line] = left - taken
                return Self.draft(of: of, taken)
            }
            if !lines.isEmpty { parts.append(Part(order: open.order.id, lines: lines)) }
        }
        let left = Self.byLine(free)
        let direct = contract.lines.compactMap { line -> LineDraft? in
            guard let due = due[line.id] else { return nil }
            let quantity = isUnlimited(line) ? due : min(due, left[line.id] ?? .zero)
            return Self.draft(of: line, quantity)
        }
        return direct.isEmpty ? parts : parts + [Part(order: nil, lines: direct)]
    }

    /// The line that an order's line was made from; where that is not known, the first of the same product with something due.
    private func contractLine(of line: LineState, _ due: [EntityID: BaseQuantity]) -> EntityID? {
        if let parent = line.parentLineId, contract.lines.contains(where: { $0.id == parent }) { return parent }
        return contract.lines.first { $0.chainKey == line.chainKey && due[$0.id] ?? .zero > .zero }?.id
    }

    private func isUnlimited(_ line: LineState) -> Bool { contract.kind == .framework && line.quantity == .zero }

    private static func draft(of line: LineState, _ quantity: BaseQuantity) -> LineDraft? {
        let draft = line.draft(of: quantity)
        return draft.quantity > .zero ? draft : nil
    }

    private static func byLine(
        _ left: [(line: LineState, quantity: BaseQuantity)]
    ) -> [EntityID: BaseQuantity] {
        left.reduce(into: [:]) { $0[$1.line.id] = $1.quantity }
    }
}

extension Acceptance {
    /// By line of the contract, in the base unit.
    static func quantities(_ lines: [AcceptanceState.Line]) -> [EntityID: BaseQuantity] {
        lines.reduce(into: [:]) { $0[$1.contractLineId, default: .zero] += $1.baseQuantity }
    }

    /// What minutes accept together, one line for each of the contract's and each unit in which it was accepted.
    static func sums(of minutes: [Acceptance]) -> [AcceptanceState.Line] {
        struct Key: Hashable {
            var line: EntityID
            var factor: UnitFactor?
        }
        var (sums, places): ([AcceptanceState.Line], [Key: Int]) = ([], [:])
        for line in minutes.flatMap(\.lines) {
            let key = Key(line: line.contractLineId, factor: line.unitFactor)
            guard let place = places[key] else {
                places[key] = sums.count
                sums.append(
                    AcceptanceState.Line(
                        contractLineId: line.contractLineId, quantity: line.quantity, unit: line.unit,
                        unitFactor: line.unitFactor))
                continue
            }
            let sum = Int128(sums[place].quantity.scaled) + Int128(line.quantity.scaled)
            sums[place].quantity = Quantity(scaled: Int64(clamping: sum))
        }
        return sums
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
