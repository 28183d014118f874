extension Amount {
    /// The amount in another currency, rounded half away from zero to its smallest unit.
    ///
    /// - Parameter rate: units of the target currency for one unit of this one.
    /// - Throws: `rateNotPositive`, `overflow`.
    public func converted(to target: Currency, rate: UnitPrice) throws(MoneyError) -> Amount {
        guard rate > .zero else { throw .rateNotPositive }
        let (dividend, overflowed) = (Int128(minorUnits) * Int128(rate.scaled))
            .multipliedReportingOverflow(by: WideArithmetic.powerOfTen(target.minorDigits))
        // The divisor is 10^10 at most, so what overflows 128 bits here is too great for 64 bits afterwards as well.
        guard !overflowed else { throw .overflow }
        let divisor = WideArithmetic.powerOfTen(UnitPrice.fractionDigits + currency.minorDigits)
        return Amount(minorUnits: try WideArithmetic.divideRounded(dividend, by: divisor), currency: target)
    }
}
