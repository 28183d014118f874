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
