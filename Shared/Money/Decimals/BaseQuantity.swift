/// How much of a product in the base unit of its units (PIP-2, CON-4): a quantity times its unit's factor, exactly, so that cases
/// and cans can be summed and compared.
///
/// The product of any quantity and any factor has at most 103 bits; sums of ten million of them fit.
public struct BaseQuantity: Hashable, Sendable, Comparable {
    /// 10^-10 of the base unit: the decimals of quantity and factor together.
    public let scaled: Int128
    public static let zero = BaseQuantity(scaled: 0)

    public init(scaled: Int128) {
        self.scaled = scaled
    }

    public init(_ quantity: Quantity, of unit: UnitFactor = .one) {
        scaled = Int128(quantity.scaled) * Int128(unit.scaled)
    }

    public static func + (left: Self, right: Self) -> Self { Self(scaled: left.scaled + right.scaled) }
    public static func - (left: Self, right: Self) -> Self { Self(scaled: left.scaled - right.scaled) }
    public static func += (left: inout Self, right: Self) { left = left + right }
    public static func -= (left: inout Self, right: Self) { left = left - right }
    public static func < (left: Self, right: Self) -> Bool { left.scaled < right.scaled }

    /// The same in a unit; nil where that takes more than 4 decimals, or more than 64 bits.
    public func exactly(in unit: UnitFactor) -> Quantity? {
        let (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: Int128(unit.scaled))
        guard remainder == 0, let whole = Int64(exactly: quotient) else { return nil }
        return Quantity(scaled: whole)
    }

    /// The same in a unit, without what is beyond the fourth decimal; what is beyond 64 bits is the greatest quantity.
    public func truncated(in unit: UnitFactor) -> Quantity {
        Quantity(scaled: Int64(clamping: scaled / Int128(unit.scaled)))
    }

    /// The share of a value that falls to this part of `whole`, rounded half away from zero (CON-4).
    ///
    /// - Throws: `overflow`, also where the whole is nothing.
    public func share(of value: Int64, whole: BaseQuantity) throws(MoneyError) -> Int64 {
        try WideArithmetic.share(of: value, scaled, of: whole.scaled)
    }
}
