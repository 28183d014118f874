/// One element of `BYDAY`: `MO` is every Monday, `2MO` the second and `-1MO` the last of the month or year
/// (RFC 5545 §3.3.10).
public struct WeekdayPosition: Hashable, Sendable {
    public let weekday: Weekday
    /// Nil for every such day; otherwise 1 to 53 from the beginning or -1 to -53 from the end.
    public let ordinal: Int?

    public init(_ weekday: Weekday, ordinal: Int? = nil) {
        self.weekday = weekday
        self.ordinal = ordinal
    }

    /// As in `BYDAY`.
    public var text: String {
        (ordinal.map { String($0) } ?? "") + weekday.rawValue
    }

    /// Reads `MO`, `2MO`, `+2MO` or `-1MO`; nil for anything else. The range of the ordinal is the rule's to check.
    init?(text: some StringProtocol) {
        guard (2...9).contains(text.utf8.count), let weekday = Weekday(rawValue: String(text.suffix(2))) else {
            return nil
        }
        self.weekday = weekday
        let number = text.dropLast(2)
        if number.isEmpty {
            ordinal = nil
        } else {
            guard let value = Int(number) else { return nil }
            ordinal = value
        }
    }
}
