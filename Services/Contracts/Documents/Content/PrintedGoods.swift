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
        let summed = zip(lines, sums.lines).map { line, sums in
            var line = line
            line.sums = sums
            return line
        }
        self.init(lines: summed, taxGroups: sums.perRate, totals: PrintedTotals(sums))
    }
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
