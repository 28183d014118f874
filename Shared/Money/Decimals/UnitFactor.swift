/// How many base units one of a unit is (PIP-2): `24` for a case of 24 cans, `0.001` for a gram where kilograms are the base.
/// Exact, with up to 6 decimals.
public struct UnitFactor: ExactDecimal {
    public static let fractionDigits = 6
    public static let one = UnitFactor(scaled: 1_000_000)
    /// A million base units: so quantities times factors can be summed without end.
    public static let greatest = UnitFactor(scaled: 1_000_000_000_000)
    public static let form = "a decimal string above 0, up to 1000000, with up to 6 decimals"
    /// Millionths of the base unit.
    public let scaled: Int64

    public init(scaled: Int64) {
        self.scaled = scaled
    }

    /// Nil unless above zero and not above `greatest`.
    public init?(_ description: String) {
        let parsed = DecimalText.parse(description, fractionDigits: Self.fractionDigits, integerDigits: 7)
        guard let parsed, parsed > 0, parsed <= Self.greatest.scaled else { return nil }
        self.init(scaled: parsed)
    }
}

extension UnitPrice {
    /// The price of one `unit`, where this is that of one `of` (CON-3): exact where it has up to 6 decimals, else rounded half
    /// away from zero at the sixth.
    ///
    /// - Throws: `overflow`.
    public func converted(of: UnitFactor, to unit: UnitFactor) throws(MoneyError) -> UnitPrice {
        guard of != unit else { return self }
        return UnitPrice(
            scaled: try WideArithmetic.share(of: scaled, Int128(unit.scaled), of: Int128(of.scaled)))
    }
}
