/// The sums of one line in minor units (CON-3): `afterDiscount = amount - discount`, `total = afterDiscount + tax`.
public struct LineSums: Codable, Hashable, Sendable {
    public let amount: Int64
    public let discount: Int64
    public let afterDiscount: Int64
    /// Rounded for this line alone, also where the document rounds once per rate.
    public let tax: Int64
    public let total: Int64

    public init(amount: Int64, discount: Int64, afterDiscount: Int64, tax: Int64, total: Int64) {
        self.amount = amount
        self.discount = discount
        self.afterDiscount = afterDiscount
        self.tax = tax
        self.total = total
    }

    /// What leads from `right` to `left`.
    static func difference(_ left: LineSums, _ right: LineSums) throws(MoneyError) -> LineSums {
        LineSums(
            amount: try WideArithmetic.difference(left.amount, right.amount),
            discount: try WideArithmetic.difference(left.discount, right.discount),
            afterDiscount: try WideArithmetic.difference(left.afterDiscount, right.afterDiscount),
            tax: try WideArithmetic.difference(left.tax, right.tax),
            total: try WideArithmetic.difference(left.total, right.total))
    }
}
