/// `UTC-OFFSET` values (RFC 5545 §3.3.14).
enum UTCOffset {
    /// `+0700`, with seconds only where there are any.
    static func text(_ seconds: Int) -> String {
        let size = Int(seconds.magnitude)
        let number = [size / 3600, size / 60 % 60] + (size % 60 == 0 ? [] : [size % 60])
        return (seconds < 0 ? "-" : "+") + number.map { $0 < 10 ? "0\($0)" : String($0) }.joined()
    }

    /// `+07`, as the IANA database itself names zones without an abbreviation. Foundation's depend on the language of the
    /// machine.
    static func name(_ seconds: Int) -> String {
        seconds % 3600 == 0 ? String(text(seconds).prefix(3)) : text(seconds)
    }

    /// Seconds east of UTC; nil for anything else than `+0700` or `+070000`.
    static func read(_ text: some StringProtocol) -> Int? {
        let digits = text.dropFirst()
        guard text.hasPrefix("+") || text.hasPrefix("-"), let number = Digits.read(digits, count: digits.count),
            digits.count == 4 || digits.count == 6
        else { return nil }
        let full = digits.count == 4 ? number * 100 : number
        let (hours, minutes, seconds) = (full / 10_000, full / 100 % 100, full % 100)
        guard hours < 24, minutes < 60, seconds < 60 else { return nil }
        return (text.hasPrefix("-") ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds)
    }
}
