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

    /// - Parameters:
    ///   - root: where the document lies in the input, for the paths of errors.
    ///   - mayBeNegative: of an adjusting document.
    init(
        _ lines: [LineState], currency: Currency, rounding: TaxRounding, root: String = "$", mayBeNegative: Bool = false
    ) throws(LineError) {
        guard lines.count <= Self.mostLines else { throw .tooManyLines(most: Self.mostLines, root: root) }
        for (index, line) in lines.enumerated() {
            do { _ = try line.document.sums(in: currency) } catch {
                throw .sums(error, path: "\(root).lines[\(index)]")
            }
        }
        do {
            sums = try DocumentSums.of(lines: lines.map(\.document), currency: currency, rounding: rounding)
        } catch { throw .sums(error, path: root + ".lines") }
        guard sums.total >= 0 || mayBeNegative else { throw .negativeTotal(root: root) }
        guard sums.total.magnitude <= Self.greatestTotal else { throw .sums(.overflow, path: root + ".lines") }
        self.lines = lines
    }
}

extension LineState {
    var document: DocumentLine {
        DocumentLine(quantity: quantity, unitPrice: unitPrice, discount: discount, tax: tax)
    }
}
