/// Per cent with up to 4 decimals: `8` is 8 %.
public struct Rate: ExactDecimal {
    public static let fractionDigits = 4
    public static let hundred = Rate(scaled: 1_000_000)
    /// Ten-thousandths of one per cent, which are millionths of the whole.
    public let scaled: Int64

    public init(scaled: Int64) {
        self.scaled = scaled
    }

    /// True within 0…100 %, all that a discount or a tax may be.
    public var isShareOfWhole: Bool { self >= .zero && self <= .hundred }

    /// This share of a value, rounded half away from zero (CON-3).
    ///
    /// - Throws: `percentOutOfRange` outside 0…100 %.
    func share(of value: Int64) throws(MoneyError) -> Int64 {
        guard isShareOfWhole else { throw .percentOutOfRange }
        return try WideArithmetic.divideRounded(Int128(value) * Int128(scaled), by: Int128(Self.hundred.scaled))
    }
}
