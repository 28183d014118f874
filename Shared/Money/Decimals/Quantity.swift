/// How much of a product, in some unit, with up to 4 decimals (CON-3); below zero on decreasing adjustments.
public struct Quantity: ExactDecimal {
    public static let fractionDigits = 4
    /// Ten-thousandths of the unit.
    public let scaled: Int64

    public init(scaled: Int64) {
        self.scaled = scaled
    }

    /// - Throws: `overflow`.
    public func adding(_ other: Quantity) throws(MoneyError) -> Quantity {
        let (sum, overflowed) = scaled.addingReportingOverflow(other.scaled)
        guard !overflowed else { throw .overflow }
        return Quantity(scaled: sum)
    }

    /// - Throws: `overflow`.
    public func subtracting(_ other: Quantity) throws(MoneyError) -> Quantity {
        let (difference, overflowed) = scaled.subtractingReportingOverflow(other.scaled)
        guard !overflowed else { throw .overflow }
        return Quantity(scaled: difference)
    }
}
