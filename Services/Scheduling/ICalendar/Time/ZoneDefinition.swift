import Foundation

/// A time zone as a `VTIMEZONE` describes it (RFC 5545 §3.6.5).
public struct ZoneDefinition: Hashable, Sendable {
    public let identifier: String
    public let observances: [ZoneObservance]
    /// Worked out once: a file with ten thousand events asks some times for each.
    private let changes: [Change]

    private struct Change: Hashable, Sendable {
        let second: Int
        let offset: Int
    }

    /// Changes after this year are not foreseen; the last offset stays.
    static let horizon = LocalDateTime(LocalDate(dayNumber: DayNumber.of(year: 2101, month: 1, day: 1)))
    /// For each observance; one that changes yearly since 1601, as Outlook writes, needs 500.
    static let maximumOnsets = 600

    /// - Parameter observances: in any order; at least one.
    public init(identifier: String, observances: [ZoneObservance]) {
        self.identifier = identifier
        self.observances = observances.sorted { $0.start < $1.start }
        changes = observances.flatMap { observance in
            observance.onsets().map {
                Change(second: $0.secondNumber - observance.offsetFrom, offset: observance.offsetTo)
            }
        }
        .sorted { $0.second < $1.second }
    }

    /// When the offset changes, in seconds since 1970.
    var changeSeconds: [Int] { changes.map(\.second) }

    /// Seconds east of UTC.
    public func offset(at instant: Date) -> Int {
        let second = instant.timeIntervalSince1970
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if TimeInterval(changes[middle].second) <= second { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? changes[low - 1].offset : observances.first?.offsetFrom ?? 0
    }
}

extension ZoneObservance {
    /// The local times, before each change, at which the offset changes.
    func onsets() -> [LocalDateTime] {
        // An `UNTIL` is in UTC, the onsets by the clock before the change.
        let zone = TimeZone(secondsFromGMT: offsetFrom).map { Zone.iana($0) } ?? .utc
        let recurrence = Recurrence(start: start, zone: zone, rule: rule, additions: dates)
        // The start is an onset also where the rule does not fall on it.
        let rest = recurrence.occurrences(in: start..<max(start, ZoneDefinition.horizon))
            .prefix(ZoneDefinition.maximumOnsets)
        return [start] + rest.filter { $0 != start }
    }
}
