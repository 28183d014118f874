import Foundation
import Messages
import Money

/// The lines of a document and what they sum to: the one way from lines to sums (CON-3).
struct PricedLines: Sendable, Hashable {
    let lines: [LineState]
    let sums: DocumentSums
    static let mostLines = 1000
    /// The greatest total of a document in the smallest unit, so that thousands of them can be summed.
    static let greatestTotal: Int64 = 999_999_999_999_999

    /// - Parameter root: where the document lies in the input, for the paths of errors.
    init(
        _ lines: [LineState], currency: Currency, rounding: TaxRounding, root: String = "$"
    ) throws(LineError) {
        try Self.checkCount(lines, root: root)
        var seen: Set<EntityID> = []
        for (index, line) in lines.enumerated() {
            guard line.isKeepable else { throw .sums(.overflow, path: "\(root).lines[\(index)]") }
            guard seen.insert(line.id).inserted else { throw .idTwice(path: "\(root).lines[\(index)].id") }
        }
        for (index, line) in lines.enumerated() {
            do { _ = try line.document.sums(in: currency) } catch {
                throw .sums(error, path: "\(root).lines[\(index)]")
            }
        }
        do {
            sums = try DocumentSums.of(lines: lines.map(\.document), currency: currency, rounding: rounding)
        } catch { throw .sums(error, path: root + ".lines") }
        guard sums.total >= 0 else { throw .negativeTotal(root: root) }
        guard sums.total.magnitude <= Self.greatestTotal else { throw .sums(.overflow, path: root + ".lines") }
        self.lines = lines
    }

    /// The lines of a document that adjusts another; its sums are what leads from the other as it is to what it becomes, and
    /// may be below zero.
    init(
        adjusting document: [LineState], by changes: [(index: Int, line: DocumentLine)], _ lines: [LineState],
        of sums: DocumentSums
    ) throws(LineError) {
        try Self.checkCount(lines, root: "$")
        do {
            self.sums = try DocumentSums.adjusting(
                document.map(\.document), by: changes, currency: sums.currency, rounding: sums.rounding)
        } catch { throw .sums(error, path: "$.adjustments") }
        guard self.sums.total.magnitude <= Self.greatestTotal else { throw .sums(.overflow, path: "$.adjustments") }
        self.lines = lines
    }

    private static func checkCount(_ lines: [LineState], root: String) throws(LineError) {
        guard lines.count <= mostLines else { throw .tooManyLines(most: mostLines, root: root) }
    }
}

extension Quantity {
    /// A hundred thousand million at most, so that those of any number of documents can be summed.
    var isKeepable: Bool { scaled.magnitude <= Self.greatestKeepable.scaled.magnitude }
    static let greatestKeepable = Quantity(scaled: 1_000_000_000_000_000)
}

extension BaseQuantity {
    var isKeepable: Bool { scaled.magnitude <= BaseQuantity(.greatestKeepable).scaled.magnitude }
}

extension AcceptanceState.Line {
    var isKeepable: Bool { quantity.isKeepable && baseQuantity.isKeepable }
}

extension LineState {
    /// Its quantity, and as much in the base unit.
    var isKeepable: Bool { quantity.isKeepable && baseQuantity.isKeepable }

    var document: DocumentLine {
        DocumentLine(quantity: quantity, unitPrice: unitPrice, discount: discount, tax: tax)
    }
}
