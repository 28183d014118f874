/// The sums of a quote, contract, order or invoice in minor units (CON-3, PIP-4).
///
/// `amount`, `discount` and `afterDiscount` are the sums of the lines, `tax` is the sum of `perRate`, and
/// `total = afterDiscount + tax`. With `TaxRounding.perLine` tax and total are the sums of the lines as well.
public struct DocumentSums: Codable, Hashable, Sendable {
    /// In the order of the document's lines.
    public let lines: [LineSums]
    public let amount: Int64
    public let discount: Int64
    public let afterDiscount: Int64
    public let tax: Int64
    public let total: Int64
    /// One for each tax mark that occurs: rates ascending, then `KCT`, then `KKKNT`.
    public let perRate: [TaxGroup]
    public let currency: Currency
    public let rounding: TaxRounding

    /// The only way to sums of lines. Partial sums may exceed 64 bits as long as the end results do not.
    ///
    /// - Throws: `overflow`, `percentOutOfRange`, `negativeDiscount`, `discountExceedsAmount`.
    public static func of(
        lines: [DocumentLine], currency: Currency, rounding: TaxRounding
    ) throws(MoneyError) -> DocumentSums {
        var sums: [LineSums] = []
        sums.reserveCapacity(lines.count)
        for line in lines { sums.append(try line.sums(in: currency)) }
        let groups = try taxGroups(marks: lines.map(\.tax), sums: sums, rounding: rounding)
        let afterDiscount = try WideArithmetic.sum(sums.lazy.map(\.afterDiscount))
        let tax = try WideArithmetic.sum(groups.lazy.map(\.taxAmount))
        return DocumentSums(
            lines: sums, amount: try WideArithmetic.sum(sums.lazy.map(\.amount)),
            discount: try WideArithmetic.sum(sums.lazy.map(\.discount)), afterDiscount: afterDiscount, tax: tax,
            total: try WideArithmetic.sum([afterDiscount, tax]), perRate: groups, currency: currency,
            rounding: rounding)
    }

    /// What a document that adjusts another comes to: the other's lines as they are to be less what they come to now. So all
    /// that is taken back piece by piece comes to exactly what was asked for, which sums of the pieces, each rounded by
    /// itself, need not.
    ///
    /// - Parameters:
    ///   - document: all lines of the adjusted document as they are now.
    ///   - changes: which line becomes what, one after the other. The result has one line for each.
    /// - Throws: as `of`.
    public static func adjusting(
        _ document: [DocumentLine], by changes: [(index: Int, line: DocumentLine)], currency: Currency,
        rounding: TaxRounding
    ) throws(MoneyError) -> DocumentSums {
        var now = document
        var sums: [LineSums] = []
        for change in changes {
            let (old, new) = (try now[change.index].sums(in: currency), try change.line.sums(in: currency))
            sums.append(try LineSums.difference(new, old))
            now[change.index] = change.line
        }
        let before = try of(lines: document, currency: currency, rounding: rounding)
        let after = try of(lines: now, currency: currency, rounding: rounding)
        let marks = Set(changes.flatMap { [document[$0.index].tax, $0.line.tax] })
        var groups: [TaxGroup] = []
        for mark in marks.sorted() {
            let (old, new) = (before.group(mark), after.group(mark))
            groups.append(
                TaxGroup(
                    tax: mark, base: try WideArithmetic.difference(new.base, old.base),
                    taxAmount: try WideArithmetic.difference(new.taxAmount, old.taxAmount)))
        }
        return DocumentSums(
            lines: sums, amount: try WideArithmetic.difference(after.amount, before.amount),
            discount: try WideArithmetic.difference(after.discount, before.discount),
            afterDiscount: try WideArithmetic.difference(after.afterDiscount, before.afterDiscount),
            tax: try WideArithmetic.difference(after.tax, before.tax),
            total: try WideArithmetic.difference(after.total, before.total), perRate: groups, currency: currency,
            rounding: rounding)
    }

    private func group(_ mark: TaxMark) -> TaxGroup {
        perRate.first { $0.tax == mark } ?? TaxGroup(tax: mark, base: 0, taxAmount: 0)
    }

    private static func taxGroups(
        marks: [TaxMark], sums: [LineSums], rounding: TaxRounding
    ) throws(MoneyError) -> [TaxGroup] {
        let linesByMark = Dictionary(grouping: sums.indices, by: { marks[$0] })
        var groups: [TaxGroup] = []
        for (mark, indices) in linesByMark.sorted(by: { $0.key < $1.key }) {
            let base = try WideArithmetic.sum(indices.lazy.map { sums[$0].afterDiscount })
            let tax =
                switch rounding {
                case .perLine: try WideArithmetic.sum(indices.lazy.map { sums[$0].tax })
                case .perRate: try mark.tax(on: base)
                }
            groups.append(TaxGroup(tax: mark, base: base, taxAmount: tax))
        }
        return groups
    }
}
