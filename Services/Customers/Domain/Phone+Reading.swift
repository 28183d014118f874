import Messages

extension Phone {
    /// Keeps `text` as written and reads it as E.164 where it is a number of Viet Nam, or of another country with its
    /// `+` or `00`. Numbers of older plans and short ones stay as written; nothing is guessed.
    init(reading text: String) {
        self.init(written: text, e164: Self.e164(text))
    }

    private static func e164(_ text: String) -> String? {
        guard text.allSatisfy({ $0.isASCII && ($0.isNumber || " .-()/+".contains($0)) }) else { return nil }
        let digits = text.filter(\.isNumber)
        if text.hasPrefix("+") { return international(digits) }
        if digits.hasPrefix("00") { return international(String(digits.dropFirst(2))) }
        if digits.hasPrefix("0") { return vietnamese(digits.dropFirst()) }
        if digits.hasPrefix("84"), digits.count >= 11 { return vietnamese(digits.dropFirst(2)) }
        return nil
    }

    private static func international(_ digits: String) -> String? {
        if digits.hasPrefix("84") {
            let national = digits.dropFirst(2)
            return vietnamese(national.hasPrefix("0") ? national.dropFirst() : national)
        }
        return (8...15).contains(digits.count) && !digits.hasPrefix("0") ? "+\(digits)" : nil
    }

    /// Mobile: 9 digits beginning with 3, 5, 7, 8 or 9; fixed: 10 digits beginning with 2.
    private static func vietnamese(_ national: Substring) -> String? {
        guard let first = national.first else { return nil }
        let isMobile = "35789".contains(first) && national.count == 9
        let isFixed = first == "2" && national.count == 10
        return isMobile || isFixed ? "+84\(national)" : nil
    }
}
