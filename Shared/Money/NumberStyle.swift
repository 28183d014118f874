/// How numbers are written where people read them: digits by threes, and the decimal mark of the language.
public enum NumberStyle: Sendable {
    /// `-1.234.567,5`
    case vietnamese
    /// `-1,234,567.5`
    case english

    /// Of plain decimal text such as `-1234567.5`.
    fileprivate func text(_ plain: String) -> String {
        let (separator, point) = self == .vietnamese ? (".", ",") : (",", ".")
        let parts = plain.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
        let whole = parts.first ?? "0"
        var text = plain.hasPrefix("-") ? "-" : ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3) { text += separator }
            text.append(digit)
        }
        return parts.count == 2 ? text + point + parts[1] : text
    }
}

extension ExactDecimal {
    /// Without trailing zeros: `1.250,5`.
    public func text(_ style: NumberStyle) -> String { style.text(description) }
}

extension Amount {
    /// Major units with every decimal of the currency, without its name: `1.234,50`.
    public func text(_ style: NumberStyle) -> String { style.text(decimalString) }
}
