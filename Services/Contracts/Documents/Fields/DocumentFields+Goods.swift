import Money

extension DocumentFields {
    /// Fields of the table of lines, of the tax per rate and of the totals.
    ///
    /// - Parameter hasTax: false on an invoice of form 2, which has no tax columns.
    func add(_ goods: PrintedGoods, hasTax: Bool = true, to fields: inout Fields) {
        fields.set("hasTax", hasTax)
        // Columns that would be empty on every line are not printed.
        fields.set("hasDiscounts", goods.lines.contains { ($0.sums?.discount ?? 0) != 0 || $0.discount != nil })
        fields.set("hasQuantities", goods.lines.contains { $0.quantity != nil })
        fields.set("isDense", goods.lines.contains { digits(of: $0) > Self.mostDigits })
        fields.set("lines", goods.lines.enumerated().map { lineFields($1, index: $0 + 1) })
        fields.set("taxGroups", hasTax ? goods.taxGroups.map(taxFields) : [])
        fields.set("totals", goods.totals.map(totalsFields))
    }

    /// As many characters of price, discount, amount and tax as leave room for a name on A4; beyond them the table is
    /// set smaller, because numbers are never broken.
    private static let mostDigits = 62

    private func digits(of line: PrintedLine) -> Int {
        let amounts = line.sums.map { [$0.discount, $0.afterDiscount, $0.tax].map(format.number) } ?? []
        return amounts.reduce(format.decimal(line.unitPrice).utf8.count) { $0 + $1.utf8.count }
    }

    private func lineFields(_ line: PrintedLine, index: Int) -> Fields {
        var fields = Fields()
        fields.set("index", String(index))
        fields.set("code", line.code)
        fields.set("name", line.name)
        fields.set("detail", line.detail)
        fields.set("lineUnit", line.unit)
        fields.set("quantity", line.quantity.map(format.decimal))
        fields.set("price", format.decimal(line.unitPrice))
        addDiscount(of: line, to: &fields)
        fields.set("amount", line.sums.map { format.number($0.afterDiscount) })
        fields.set("rate", format.tax(line.tax))
        fields.set("tax", line.sums.map { format.number($0.tax) })
        return fields
    }

    private func addDiscount(of line: PrintedLine, to fields: inout Fields) {
        if case .percent(let rate) = line.discount { fields.set("discountRate", "\(format.decimal(rate))%") }
        if let sums = line.sums, sums.discount != 0 {
            fields.set("discount", format.number(sums.discount))
        } else if case .value(let value) = line.discount, value != 0 {
            fields.set("discount", format.number(value))
        }
    }

    private func taxFields(_ group: TaxGroup) -> Fields {
        var fields = Fields()
        fields.set("rate", format.tax(group.tax))
        fields.set("base", format.number(group.base))
        fields.set("tax", format.number(group.taxAmount))
        return fields
    }

    private func totalsFields(_ totals: PrintedTotals) -> Fields {
        var fields = Fields()
        fields.set("amount", format.number(totals.amount))
        if totals.discount != 0 {
            fields.set("discount", format.number(totals.discount))
            fields.set("afterDiscount", format.number(totals.afterDiscount))
        }
        fields.set("tax", format.number(totals.tax))
        fields.set("total", format.number(totals.total))
        setWithWords("totalMoney", totals.total, in: &fields)
        return fields
    }
}
