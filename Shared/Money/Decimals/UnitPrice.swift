/// A price of one unit in major units of its currency (đồng, dollars), with up to 6 decimals (CON-3). Also an
/// exchange rate: units of the target currency for one unit of the source.
public struct UnitPrice: ExactDecimal {
    public static let fractionDigits = 6
    /// Millionths of the major unit.
    public let scaled: Int64

    public init(scaled: Int64) {
        self.scaled = scaled
    }
}
