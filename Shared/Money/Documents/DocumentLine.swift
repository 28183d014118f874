/// What the sums of one line of a quote, contract, order or invoice follow from (CON-3, PIP-4).
public struct DocumentLine: Codable, Hashable, Sendable {
    /// Below zero on adjusting documents that decrease.
    public var quantity: Quantity
    /// In major units of the document's currency.
    public var unitPrice: UnitPrice
    public var discount: Discount?
    public var tax: TaxMark

    public init(quantity: Quantity, unitPrice: UnitPrice, discount: Discount? = nil, tax: TaxMark) {
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.discount = discount
        self.tax = tax
    }

    /// The line's sums; amount, then discount, then tax are each rounded half away from zero to the smallest unit.
    ///
    /// - Throws: `overflow`, `percentOutOfRange`, `negativeDiscount`, `discountExceedsAmount`.
    public func sums(in currency: Currency) throws(MoneyError) -> LineSums {
        let decimals = Quantity.fractionDigits + UnitPrice.fractionDigits - currency.minorDigits
        let amount = try WideArithmetic.divideRounded(
            Int128(quantity.scaled) * Int128(unitPrice.scaled), by: WideArithmetic.powerOfTen(decimals))
        let discounted = try discount?.discount(of: amount) ?? 0
        // The discount has the amount's sign and is not above it, so this cannot overflow.
        let afterDiscount = amount - discounted
        let tax = try tax.tax(on: afterDiscount)
        let total = try WideArithmetic.sum([afterDiscount, tax])
        return LineSums(
            amount: amount, discount: discounted, afterDiscount: afterDiscount, tax: tax, total: total)
    }
}
