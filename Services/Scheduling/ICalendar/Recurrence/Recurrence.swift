import Foundation

/// All starts of something that comes again: a first start, a rule, further starts and exceptions
/// (`DTSTART`, `RRULE`, `RDATE`, `EXDATE`; RFC 5545 §3.8.5).
///
/// With a rule the start itself is an occurrence only if it fits the rule, as in other libraries; the RFC leaves that
/// case undefined. `isStartOnRule` tells. Without a rule the start is the first occurrence.
public struct Recurrence: Hashable, Sendable {
    public let start: LocalDateTime
    /// Needed for instants and for an `UNTIL` in UTC.
    public let zone: Zone
    public let rule: RecurrenceRule?
    /// `RDATE`, by the clock of the zone, sorted.
    public let additions: [LocalDateTime]
    /// `EXDATE`, by the clock of the zone; wins over rule and additions.
    public let exceptions: Set<LocalDateTime>

    public init(
        start: LocalDateTime, zone: Zone = .utc, rule: RecurrenceRule? = nil, additions: [LocalDateTime] = [],
        exceptions: Set<LocalDateTime> = []
    ) {
        self.start = start
        self.zone = zone
        self.rule = rule
        self.additions = additions.sorted()
        self.exceptions = exceptions
    }

    /// Whether the start itself is an occurrence of the rule, as RFC 5545 §3.8.5.3 says it should be.
    public var isStartOnRule: Bool {
        guard let rule else { return true }
        var days = RuleIterator(rule, start: start, first: start, last: lastStart(of: rule))
        return days.next() == start
    }

    /// The starts inside a window in order, each once, worked out one by one as they are asked for. The walk ends with
    /// the year 9999 even in an open window and for a rule that never comes true.
    public func occurrences(in window: Range<LocalDateTime>) -> Occurrences {
        Occurrences(self, window: window)
    }

    /// All starts, or those from a time on, in the same way as in a window.
    public func occurrences(from first: LocalDateTime? = nil) -> Occurrences {
        Occurrences(self, window: min(first ?? .earliest, .latest)..<LocalDateTime.latest)
    }

    /// The starts inside a window as instants.
    public func instants(in window: Range<Date>) -> some Sequence<Date> {
        // Starts that fall into a gap move by its length, hence the day to either side.
        let first = zone.local(at: window.lowerBound).adding(seconds: -86_400)
        let last = max(first, zone.local(at: window.upperBound).adding(seconds: 86_400))
        return occurrences(in: first..<last).lazy.map { zone.instant(of: $0) }.filter { window.contains($0) }
    }

    /// The last local time at which an occurrence of the rule may start.
    func lastStart(of rule: RecurrenceRule) -> LocalDateTime {
        guard case .until(let bound) = rule.end else { return .latest }
        switch bound {
        case .date(let date): return LocalDateTime(date, secondOfDay: 86_399)
        case .local(let local): return local
        case .utc(let utc): return lastStart(before: Zone.utc.instant(of: utc))
        }
    }

    /// Compares instants near a change of the clock, where local times alone would be misleading.
    private func lastStart(before bound: Date) -> LocalDateTime {
        let local = zone.local(at: bound)
        let sameDay = LocalDateTime(local.date, secondOfDay: start.secondOfDay)
        let candidates = [86_400, 0, -86_400].map { sameDay.adding(seconds: $0) }
        return candidates.first { zone.instant(of: $0) <= bound } ?? local
    }
}
