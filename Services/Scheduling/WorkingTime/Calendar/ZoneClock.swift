import Foundation

/// What a wall clock in one time zone shows. Instants are minutes since 1970-01-01T00:00Z.
public struct ZoneClock: Sendable {
    public let identifier: String
    private let zone: TimeZone
    /// Where the clocks are not changed any more from some instant on: most of Asia, and the whole use of this module.
    private let settled: (since: Int, offset: Int)?

    /// Nothing where the system's zone data does not know the name.
    public init?(_ identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        (self.identifier, self.zone) = (identifier, zone)
        let since = Date(timeIntervalSince1970: Double(Self.settledFrom) * 60)
        let changes = zone.nextDaylightSavingTimeTransition(after: since) != nil
        settled = changes ? nil : (Self.settledFrom, floorDivide(zone.secondsFromGMT(for: since), by: 60))
    }

    /// A fixed distance from UTC.
    public init(identifier: String, minutesFromUTC: Int) {
        self.identifier = identifier
        zone = TimeZone(secondsFromGMT: minutesFromUTC * 60) ?? .gmt
        settled = (.min, minutesFromUTC)
    }

    /// UTC+7, also where the system has no zone data.
    public static let vietNam =
        ZoneClock("Asia/Ho_Chi_Minh") ?? ZoneClock(identifier: "Asia/Ho_Chi_Minh", minutesFromUTC: 420)

    /// Minutes to add to an instant. Seconds, as offsets had them long ago, are cut off.
    public func offset(at instant: Int) -> Int {
        if let settled, instant >= settled.since { return settled.offset }
        return floorDivide(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant) * 60)), by: 60)
    }

    public func day(at instant: Int) -> CivilDay {
        CivilDay(daysSince1970: floorDivide(instant + offset(at: instant), by: 1440))
    }

    /// Minutes since midnight, as the clock shows them.
    public func minuteOfDay(at instant: Int) -> Int {
        let local = instant + offset(at: instant)
        return local - floorDivide(local, by: 1440) * 1440
    }

    /// All instants of a day at which the clock shows one of the times: where clocks go back, both passes through the
    /// repeated hour; of skipped times, none (FORMAT 1.4, 1.6).
    public func instants(on day: CivilDay, at times: IntervalSet) -> IntervalSet {
        let midnight = day.daysSince1970 * 1440
        if let settled, midnight - Self.farthest >= settled.since {
            return times.shifted(by: midnight - settled.offset)
        }
        let around = Interval(midnight - Self.farthest, midnight + 1440 + Self.farthest)
        return stretches(in: around).reduce(IntervalSet()) { found, stretch in
            found.union(times.shifted(by: midnight - stretch.offset).clipped(to: stretch.span))
        }
    }

    /// The first instant at or after which the clock shows the time on the day or a later one.
    public func firstInstant(on day: CivilDay, minuteOfDay: Int = 0) -> Int {
        for later in 0...2 {
            let times = IntervalSet(Interval(later == 0 ? minuteOfDay : 0, 1440))
            if let found = instants(on: day.adding(days: later), at: times).bounds { return found.start }
        }
        return day.daysSince1970 * 1440 + minuteOfDay
    }
}

extension ZoneClock {
    /// 1976-01-01: the clocks of Viet Nam were last changed in June 1975.
    private static let settledFrom = 2191 * 1440
    /// No zone is farther from UTC.
    private static let farthest = 15 * 60

    /// The spans of one offset each, in order. Offsets never change twice within twelve hours.
    private func stretches(in span: Interval) -> [(span: Interval, offset: Int)] {
        var found: [(span: Interval, offset: Int)] = []
        var (start, known, offset) = (span.start, span.start, offset(at: span.start))
        while known < span.end {
            let probe = min(known + 720, span.end)
            let next = self.offset(at: probe)
            if next != offset {
                let change = firstChange(after: known, upTo: probe)
                found.append((Interval(start, change), offset))
                (start, offset) = (change, next)
            }
            known = probe
        }
        return found + [(Interval(start, span.end), offset)]
    }

    /// The first instant with the new offset, by halving.
    private func firstChange(after known: Int, upTo probe: Int) -> Int {
        let old = offset(at: known)
        var (before, after) = (known, probe)
        while after - before > 1 {
            let middle = before + (after - before) / 2
            if offset(at: middle) == old { before = middle } else { after = middle }
        }
        return after
    }
}
