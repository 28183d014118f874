extension CalendarDuration {
    /// `P15DT5H0M20S`, `-PT15M` (RFC 5545 §3.3.6).
    public var text: String {
        let (days, seconds) = (days.magnitude, seconds.magnitude)
        let time = [(seconds / 3600, "H"), (seconds / 60 % 60, "M"), (seconds % 60, "S")]
            .filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
        let date = days > 0 ? "\(days)D" : ""
        if date.isEmpty && time.isEmpty { return "PT0S" }
        return (isNegative ? "-P" : "P") + date + (time.isEmpty ? "" : "T" + time)
    }

    /// Reads `P2W`, `P15DT5H0M20S`, `-PT15M`; nil for anything else and for numbers of more than eight digits.
    public init?(text: some StringProtocol) {
        var rest = text[...]
        let sign = rest.hasPrefix("-") ? -1 : 1
        if rest.hasPrefix("-") || rest.hasPrefix("+") { rest.removeFirst() }
        guard rest.hasPrefix("P") else { return nil }
        let halves = rest.dropFirst().split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let date = Self.sum(halves[0], units: [("W", 7), ("D", 1)]),
            let time = halves.count == 1 ? 0 : Self.sum(halves[1], units: [("H", 3600), ("M", 60), ("S", 1)]),
            rest.count > 1, halves.last?.isEmpty == false
        else { return nil }
        self.init(days: sign * date, seconds: sign * time)
    }

    private static func sum(_ text: some StringProtocol, units: [(letter: Character, size: Int)]) -> Int? {
        var total = 0
        var digits = ""
        var units = units[...]
        for character in text {
            if let unit = units.firstIndex(where: { $0.letter == character }) {
                guard digits.count <= 8, let number = Int(digits) else { return nil }
                total += number * units[unit].size
                digits = ""
                units = units[(unit + 1)...]
            } else {
                guard ("0"..."9").contains(character) else { return nil }
                digits.append(character)
            }
        }
        return digits.isEmpty ? total : nil
    }
}
