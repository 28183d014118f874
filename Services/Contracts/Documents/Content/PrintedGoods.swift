import Money

/// The lines of a contract, order or invoice with what follows from them.
public struct PrintedGoods: Hashable, Sendable {
    public var lines: [PrintedLine]
    /// One for each tax mark, in the order they are to be listed.
    public var taxGroups: [TaxGroup]
    /// Nil for a framework contract, which binds prices and no amounts (CON-1).
    public var totals: PrintedTotals?

    public init(lines: [PrintedLine], taxGroups: [TaxGroup] = [], totals: PrintedTotals? = nil) {
        (self.lines, self.taxGroups, self.totals) = (lines, taxGroups, totals)
    }

    /// Lines, groups and totals as `DocumentSums` has them; `lines` must be those the sums were made of.
    public init(lines: [PrintedLine], sums: DocumentSums) {
        let printed = sums.rounding == .perRate ? Self.spread(sums, over: lines.map(\.tax)) : sums.lines
        let summed = zip(lines, printed).map { line, sums in
            var line = line
            line.sums = sums
            return line
        }
        self.init(lines: summed, taxGroups: sums.perRate, totals: PrintedTotals(sums))
    }

    /// Where tax is rounded once for each rate, the lines' own taxes need not come to it: what is missing is given to the
    /// lines whose rounding took most from them, a smallest unit each, so that the column adds up.
    private static func spread(_ sums: DocumentSums, over marks: [TaxMark]) -> [LineSums] {
        var taxes = sums.lines.map(\.tax)
        let indices = 0..<min(marks.count, taxes.count)
        for group in sums.perRate {
            guard case .rate(let rate) = group.tax else { continue }
            let own = indices.filter { marks[$0] == group.tax }
            let missing = Int128(group.taxAmount) - own.reduce(Int128(0)) { $0 + Int128(taxes[$1]) }
            // A difference that rounding cannot have made, as of an adjustment's lines, is not explained away.
            guard missing != 0, missing.magnitude <= own.count else { continue }
            let step: Int64 = missing > 0 ? 1 : -1
            let left = own.map { index in
                let exact = Int128(sums.lines[index].afterDiscount) * Int128(rate.scaled)
                return (index, (exact - Int128(taxes[index]) * Self.whole) * Int128(step))
            }
            let first = left.sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
            for (index, _) in first.prefix(Int(missing.magnitude)) { taxes[index] &+= step }
        }
        return zip(sums.lines, taxes).map { line, tax in
            LineSums(
                amount: line.amount, discount: line.discount, afterDiscount: line.afterDiscount, tax: tax,
                total: line.afterDiscount &+ tax)
        }
    }

    /// 100 % as a scaled rate.
    private static let whole = (0..<Rate.fractionDigits).reduce(Int128(100)) { whole, _ in whole * 10 }
}

/// One product or service.
public struct PrintedLine: Hashable, Sendable {
    public var code: String?
    public var name: String
    /// In small print below the name: serial numbers, origin, warranty.
    public var detail: String?
    public var unit: String?
    /// Nil on the line of a framework contract.
    public var quantity: Quantity?
    public var unitPrice: UnitPrice
    public var discount: Discount?
    public var tax: TaxMark
    /// Nil where `quantity` is.
    public var sums: LineSums?

    public init(
        code: String? = nil, name: String, detail: String? = nil, unit: String? = nil, quantity: Quantity? = nil,
        unitPrice: UnitPrice, discount: Discount? = nil, tax: TaxMark, sums: LineSums? = nil
    ) {
        (self.code, self.name, self.detail, self.unit) = (code, name, detail, unit)
        (self.quantity, self.unitPrice, self.discount) = (quantity, unitPrice, discount)
        (self.tax, self.sums) = (tax, sums)
    }
}

/// A document's totals in minor units of its currency.
public struct PrintedTotals: Hashable, Sendable {
    public var amount: Int64
    public var discount: Int64
    public var afterDiscount: Int64
    public var tax: Int64
    public var total: Int64

    public init(amount: Int64, discount: Int64, afterDiscount: Int64, tax: Int64, total: Int64) {
        (self.amount, self.discount, self.afterDiscount) = (amount, discount, afterDiscount)
        (self.tax, self.total) = (tax, total)
    }

    public init(_ sums: DocumentSums) {
        self.init(
            amount: sums.amount, discount: sums.discount, afterDiscount: sums.afterDiscount, tax: sums.tax,
            total: sums.total)
    }
}
