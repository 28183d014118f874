import Foundation

extension ZoneDefinition {
    /// Writes down what Foundation knows of a zone for some years, change by change: readers that know the identifier
    /// use their own data, the others need only the years in use (RFC 5545 §3.6.5).
    public init(_ zone: TimeZone, years: ClosedRange<Int>) {
        let known = Zone.iana(zone)
        let start = LocalDateTime(LocalDate(dayNumber: DayNumber.clamped(Self.newYear(years.lowerBound))))
        let beginning = known.instant(of: start)
        let end = known.instant(of: LocalDateTime(LocalDate(dayNumber: Self.newYear(years.upperBound + 1))))
        let changes = Self.changes(of: zone, after: beginning, before: end)
        let offset = zone.secondsFromGMT(for: beginning)
        let first = ZoneObservance(
            isDaylight: zone.isDaylightSavingTime(for: beginning), start: start, offsetFrom: offset, offsetTo: offset,
            name: UTCOffset.name(offset))
        self.init(identifier: zone.identifier, observances: [first] + Self.grouped(changes))
    }

    private static func newYear(_ year: Int) -> Int {
        DayNumber.of(year: min(max(year, 1), 9999), month: 1, day: 1)
    }

    private static func changes(of zone: TimeZone, after start: Date, before end: Date) -> [ZoneObservance] {
        var changes: [ZoneObservance] = []
        var last = start
        while let next = zone.nextDaylightSavingTimeTransition(after: last), next > last, next < end {
            // Foundation also lists changes of the name alone.
            let before = zone.secondsFromGMT(for: next.addingTimeInterval(-1))
            let after = zone.secondsFromGMT(for: next)
            let local = LocalDateTime(secondNumber: Int(next.timeIntervalSince1970) + before)
            changes.append(
                ZoneObservance(
                    isDaylight: zone.isDaylightSavingTime(for: next), start: local, offsetFrom: before,
                    offsetTo: after, name: UTCOffset.name(after)))
            last = next
        }
        return changes
    }

    /// Changes of the same kind become one observance with the later ones as `RDATE`.
    private static func grouped(_ changes: [ZoneObservance]) -> [ZoneObservance] {
        var groups: [[ZoneObservance]] = []
        for change in changes {
            if let index = groups.firstIndex(where: { $0[0].isSameKind(as: change) }) {
                groups[index].append(change)
            } else {
                groups.append([change])
            }
        }
        return groups.map { group in
            ZoneObservance(
                isDaylight: group[0].isDaylight, start: group[0].start, offsetFrom: group[0].offsetFrom,
                offsetTo: group[0].offsetTo, name: group[0].name, dates: group.dropFirst().map(\.start))
        }
    }
}

extension ZoneObservance {
    fileprivate func isSameKind(as other: ZoneObservance) -> Bool {
        (isDaylight, offsetFrom, offsetTo, name) == (other.isDaylight, other.offsetFrom, other.offsetTo, other.name)
    }
}
