/// Why a calculation with money has no result.
public enum MoneyError: Error, Hashable, Sendable {
    /// The result, or a total on the way to it, does not fit in 64 bits.
    case overflow
    /// Two amounts of different currencies were to be added, subtracted or compared.
    case currencyMismatch
    /// The discount of a line is greater than its amount (CON-3).
    case discountExceedsAmount
    /// A discount by value is given as a magnitude; this one is below zero.
    case negativeDiscount
    /// A discount or a tax rate is below 0 or above 100 per cent.
    case percentOutOfRange
    /// An exchange rate must be greater than zero.
    case rateNotPositive
    /// A payment or an open amount that is to be allocated is below zero.
    case negativeAllocation
}
