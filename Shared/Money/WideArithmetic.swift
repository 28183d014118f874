/// 128-bit steps of a calculation whose result must fit in 64 bits. Overflow is an error, never a trap.
enum WideArithmetic {
    /// Powers of ten up to 10^10, the most that quantity × unit price can carry as decimals.
    static func powerOfTen(_ exponent: Int) -> Int128 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }

    /// The quotient rounded half away from zero. The divisor is a power of ten or a hundredfold of one, so above zero.
    static func divideRounded(_ dividend: Int128, by divisor: Int128) throws(MoneyError) -> Int64 {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        // |remainder| < divisor ≤ 10^15, so doubling cannot overflow.
        let isHalfOrMore = remainder.magnitude * 2 >= divisor.magnitude
        return try narrow(isHalfOrMore ? quotient + dividend.signum() : quotient)
    }

    /// `value` × `part` ÷ `whole`, rounded half away from zero; the product may have more than 128 bits.
    static func share(of value: Int64, _ part: Int128, of whole: Int128) throws(MoneyError) -> Int64 {
        let divisor = whole.magnitude
        let product = UInt128(value.magnitude).multipliedFullWidth(by: part.magnitude)
        guard divisor > 0, product.high < divisor else { throw .overflow }
        let (quotient, remainder) = divisor.dividingFullWidth(product)
        let isNegative = (value < 0) != ((part < 0) != (whole < 0))
        // The remainder is below the divisor, whose double may not fit.
        let isHalfOrMore = remainder >= divisor - remainder
        guard let narrow = Int64(exactly: quotient), narrow < .max || !isHalfOrMore else { throw .overflow }
        let rounded = isHalfOrMore ? narrow + 1 : narrow
        return isNegative ? -rounded : rounded
    }

    static func narrow(_ value: Int128) throws(MoneyError) -> Int64 {
        guard let narrow = Int64(exactly: value) else { throw .overflow }
        return narrow
    }

    static func difference(_ left: Int64, _ right: Int64) throws(MoneyError) -> Int64 {
        try narrow(Int128(left) - Int128(right))
    }

    /// The sum, whatever the order: only the end result has to fit.
    static func sum(_ values: some Sequence<Int64>) throws(MoneyError) -> Int64 {
        try narrow(values.reduce(into: Int128(0)) { $0 += Int128($1) })
    }
}
