/// Reads and writes scaled integers as plain decimal text: digits, an optional minus and an optional point.
enum DecimalText {
    /// The number × 10^`fractionDigits`; nil unless the text is exactly such a number.
    ///
    /// Refused are a plus, an exponent, blanks, separators, needless leading zeros, a point without digits on both
    /// sides, more decimals or integer digits than allowed (even zeros: `1.000` đồng may mean a thousand), and
    /// whatever does not fit in 64 bits.
    static func parse(_ text: some StringProtocol, fractionDigits: Int, integerDigits: Int) -> Int64? {
        let isNegative = text.utf8.first == minus
        let parts = text.utf8.dropFirst(isNegative ? 1 : 0)
            .split(separator: point, maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, (1...integerDigits).contains(whole.count),
            whole.count == 1 || whole.first != zero
        else { return nil }
        let fraction = parts.count == 2 ? Array(parts[1]) : []
        guard parts.count == 1 || (1...max(1, fractionDigits)).contains(fraction.count),
            fraction.count <= fractionDigits
        else { return nil }
        let padding = repeatElement(zero, count: fractionDigits - fraction.count)
        return scaled(whole + fraction + padding, isNegative: isNegative)
    }

    /// Plain decimal text of `scaled` ÷ 10^`fractionDigits`; `keepsZeros` writes every decimal (`1234.00`), otherwise
    /// trailing zeros and a bare point are left out (`0.5`).
    static func render(_ scaled: Int64, fractionDigits: Int, keepsZeros: Bool) -> String {
        let sign = scaled < 0 ? "-" : ""
        let digits = String(scaled.magnitude)
        let padded = String(repeating: "0", count: max(0, fractionDigits + 1 - digits.count)) + digits
        let whole = padded.dropLast(fractionDigits)
        var fraction = padded.suffix(fractionDigits)
        while !keepsZeros, fraction.last == "0" { fraction.removeLast() }
        return fraction.isEmpty ? sign + whole : "\(sign)\(whole).\(fraction)"
    }

    private static let minus = UInt8(ascii: "-")
    private static let point = UInt8(ascii: ".")
    private static let zero = UInt8(ascii: "0")
    private static let nine = UInt8(ascii: "9")

    private static func scaled(_ digits: some Sequence<UInt8>, isNegative: Bool) -> Int64? {
        var value: Int64 = 0
        for digit in digits {
            guard (zero...nine).contains(digit) else { return nil }
            // Counted downwards for negatives, so that the least Int64 can be read.
            let (tenfold, overflowed) = value.multipliedReportingOverflow(by: 10)
            let step = Int64(digit - zero)
            let next =
                isNegative ? tenfold.subtractingReportingOverflow(step) : tenfold.addingReportingOverflow(step)
            guard !overflowed, !next.overflow else { return nil }
            value = next.partialValue
        }
        return value
    }
}
