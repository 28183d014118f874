extension LocalDate {
    /// `19970714` (RFC 5545 §3.3.4).
    public var text: String {
        let number = String(year * 10_000 + month * 100 + day)
        return String(repeating: "0", count: 8 - number.count) + number
    }

    /// Reads `19970714`; nil for anything else.
    public init?(text: some StringProtocol) {
        guard let digits = Digits.read(text, count: 8) else { return nil }
        self.init(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
    }
}

extension LocalDateTime {
    /// `19970714T133000`, the local form (RFC 5545 §3.3.5, form 1).
    public var text: String {
        let number = String(hour * 10_000 + minute * 100 + second)
        return date.text + "T" + String(repeating: "0", count: 6 - number.count) + number
    }

    /// Reads `19970714T133000`; nil for anything else.
    public init?(text: some StringProtocol) {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let date = LocalDate(text: parts[0]), let time = Digits.read(parts[1], count: 6) else {
            return nil
        }
        self.init(
            year: date.year, month: date.month, day: date.day,
            hour: time / 10_000, minute: time / 100 % 100, second: time % 100)
    }
}

/// `Int("+1234567")` is a number too, but not eight digits.
enum Digits {
    static func read(_ text: some StringProtocol, count: Int) -> Int? {
        guard text.utf8.count == count, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}
