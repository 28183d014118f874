/// An amount in words, as it is printed on quotes and invoices (CON-5). The first letter is a capital.
public enum AmountInWords: Sendable {
    /// The word between hundreds and units where the tens are zero.
    public enum ZeroTens: String, Codable, Hashable, Sendable {
        /// "lẻ": một trăm lẻ năm.
        case le
        /// "linh": một trăm linh năm.
        case linh
    }

    /// "Một triệu hai trăm nghìn đồng", "Năm đô la Mỹ và hai mươi mốt xu", "Năm EUR và 21/100".
    public static func vietnamese(_ amount: Amount, tens: ZeroTens = .le) -> String {
        let numerals = VietnameseNumerals(zeroTens: tens == .le ? "lẻ" : "linh")
        let (major, minor) = split(amount)
        let whole = numerals.words(major)
        let text =
            switch amount.currency {
            case .vnd: "\(whole) đồng"
            case .usd: "\(whole) đô la Mỹ" + (minor == 0 ? "" : " và \(numerals.words(minor)) xu")
            default: "\(whole) \(amount.currency)" + fraction(minor, of: amount.currency, joinedBy: "và")
            }
        return capitalized(amount.minorUnits < 0 ? "âm \(text)" : text)
    }

    /// "One million two hundred thousand dong", "One US dollar and twenty-one cents", "Five EUR and 21/100"; short
    /// scale.
    public static func english(_ amount: Amount) -> String {
        let (major, minor) = split(amount)
        let whole = EnglishNumerals.words(major)
        let text =
            switch amount.currency {
            case .vnd: "\(whole) dong"
            case .usd:
                "\(whole) US \(major == 1 ? "dollar" : "dollars")"
                    + (minor == 0 ? "" : " and \(EnglishNumerals.words(minor)) \(minor == 1 ? "cent" : "cents")")
            default: "\(whole) \(amount.currency)" + fraction(minor, of: amount.currency, joinedBy: "and")
            }
        return capitalized(amount.minorUnits < 0 ? "minus \(text)" : text)
    }

    private static func split(_ amount: Amount) -> (major: UInt64, minor: UInt64) {
        let (major, minor) = amount.minorUnits.magnitude.quotientAndRemainder(
            dividingBy: minorPerMajor(amount.currency))
        return (major, minor)
    }

    private static func minorPerMajor(_ currency: Currency) -> UInt64 {
        (0..<currency.minorDigits).reduce(1) { power, _ in power * 10 }
    }

    /// " và 21/100": currencies without a word for their smallest unit show it as a fraction, as on cheques.
    private static func fraction(_ minor: UInt64, of currency: Currency, joinedBy conjunction: String) -> String {
        guard minor > 0 else { return "" }
        let digits = String(minor)
        let padding = String(repeating: "0", count: currency.minorDigits - digits.count)
        return " \(conjunction) \(padding)\(digits)/\(minorPerMajor(currency))"
    }

    private static func capitalized(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
