extension RecurrenceRule {
    /// The value of an `RRULE`; reading it gives the same rule (RFC 5545 §3.3.10).
    public var text: String {
        var parts = ["FREQ=\(frequency.rawValue)"]
        if interval != 1 { parts.append("INTERVAL=\(interval)") }
        parts += end.parts
        add("BYMONTH", months.map { String($0) }, to: &parts)
        add("BYMONTHDAY", monthDays.map { String($0) }, to: &parts)
        add("BYDAY", weekdays.map(\.text), to: &parts)
        add("BYSETPOS", setPositions.map { String($0) }, to: &parts)
        if weekStart != .monday { parts.append("WKST=\(weekStart.rawValue)") }
        return parts.joined(separator: ";")
    }

    private func add(_ name: String, _ values: [String], to parts: inout [String]) {
        if !values.isEmpty { parts.append(name + "=" + values.joined(separator: ",")) }
    }
}

extension RecurrenceEnd {
    fileprivate var parts: [String] {
        switch self {
        case .never: []
        case .count(let count): ["COUNT=\(count)"]
        case .until(.date(let date)): ["UNTIL=\(date.text)"]
        case .until(.local(let local)): ["UNTIL=\(local.text)"]
        case .until(.utc(let utc)): ["UNTIL=\(utc.text)Z"]
        }
    }
}
