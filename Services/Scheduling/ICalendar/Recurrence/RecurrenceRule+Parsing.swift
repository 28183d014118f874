extension RecurrenceRule {
    /// Far above what the parts can hold in earnest; keeps a hostile file from making expansion slow.
    static let maximumLength = 2000

    /// Reads the value of an `RRULE`, such as `FREQ=MONTHLY;BYDAY=-1FR`, in any case of letters.
    public init(text: String) throws(RecurrenceRuleError) {
        guard text.utf8.count <= Self.maximumLength else { throw .tooLong }
        let parts = try Self.parts(of: text.uppercased())
        try self.init(
            Self.frequency(parts["FREQ"]),
            interval: Self.number("INTERVAL", parts) ?? 1,
            end: Self.end(parts),
            weekdays: Self.list("BYDAY", parts) { WeekdayPosition(text: $0) },
            monthDays: Self.numbers("BYMONTHDAY", parts),
            months: Self.numbers("BYMONTH", parts),
            setPositions: Self.numbers("BYSETPOS", parts),
            weekStart: Self.weekStart(parts))
    }

    private static func parts(of text: String) throws(RecurrenceRuleError) -> [String: String] {
        var parts: [String: String] = [:]
        // A semicolon at the end is wrong, but common.
        for part in text.split(separator: ";") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(sides[0])
            guard sides.count == 2, !sides[1].isEmpty else { throw .noValue(name) }
            try checkName(name)
            guard parts.updateValue(String(sides[1]), forKey: name) == nil else { throw .repeatedPart(name) }
        }
        return parts
    }

    private static func checkName(_ name: String) throws(RecurrenceRuleError) {
        switch name {
        case "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST": return
        case "BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO", "RSCALE", "SKIP": throw .unsupportedPart(name)
        default: throw .unknownPart(name)
        }
    }

    private static func frequency(_ value: String?) throws(RecurrenceRuleError) -> Frequency {
        guard let value else { throw .missingFrequency }
        if let frequency = Frequency(rawValue: value) { return frequency }
        guard ["HOURLY", "MINUTELY", "SECONDLY"].contains(value) else { throw .malformed(part: "FREQ", value: value) }
        throw .unsupportedFrequency(value)
    }

    private static func end(_ parts: [String: String]) throws(RecurrenceRuleError) -> RecurrenceEnd {
        let count = try number("COUNT", parts)
        guard let until = parts["UNTIL"] else { return count.map { .count($0) } ?? .never }
        guard count == nil else { throw .countAndUntil }
        if let date = LocalDate(text: until) { return .until(.date(date)) }
        if let local = LocalDateTime(text: until) { return .until(.local(local)) }
        guard until.hasSuffix("Z"), let utc = LocalDateTime(text: until.dropLast()) else {
            throw .malformed(part: "UNTIL", value: until)
        }
        return .until(.utc(utc))
    }

    private static func weekStart(_ parts: [String: String]) throws(RecurrenceRuleError) -> Weekday {
        guard let value = parts["WKST"] else { return .monday }
        guard let weekday = Weekday(rawValue: value) else { throw .malformed(part: "WKST", value: value) }
        return weekday
    }

    private static func number(_ name: String, _ parts: [String: String]) throws(RecurrenceRuleError) -> Int? {
        guard let value = parts[name] else { return nil }
        guard let number = Int(value) else { throw .malformed(part: name, value: value) }
        return number
    }

    private static func numbers(_ name: String, _ parts: [String: String]) throws(RecurrenceRuleError) -> [Int] {
        // Beyond nine digits nothing is in range, and the smallest Int has no absolute value.
        try list(name, parts) { $0.utf8.count <= 9 ? Int($0) : nil }
    }

    private static func list<Element>(
        _ name: String, _ parts: [String: String], read: (Substring) -> Element?
    ) throws(RecurrenceRuleError) -> [Element] {
        guard let value = parts[name] else { return [] }
        var elements: [Element] = []
        for item in value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let element = read(item) else { throw .malformed(part: name, value: String(item)) }
            elements.append(element)
        }
        return elements
    }
}
