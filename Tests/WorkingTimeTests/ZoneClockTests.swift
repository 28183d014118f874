import Foundation
import Testing
import WorkingTime

@Suite struct ZoneClockTests {
    private static let zones = [
        "Asia/Ho_Chi_Minh", "Asia/Singapore", "Asia/Pyongyang", "Asia/Kathmandu", "Europe/Berlin", "America/New_York",
        "America/Sao_Paulo", "America/Caracas", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "UTC",
    ]

    /// Minute by minute over days with changes and without, and the settled offset over two centuries.
    @Test(arguments: zones) func aDayHasTheInstantsAtWhichTheClockShowsItsTimes(identifier: String) throws {
        let clock = try #require(ZoneClock(identifier))
        let zone = try #require(TimeZone(identifier: identifier))
        let times = IntervalSet([Interval(0, 45), Interval(70, 200), Interval(600, 700), Interval(1380, 1440)])
        for day in try Self.days(of: zone) {
            let midnight = day.daysSince1970 * 1440
            var shown: [Interval] = []
            for minute in (midnight - 900)..<(midnight + 2400) {
                let local = minute + Self.offset(zone, minute)
                if local >= midnight, local < midnight + 1440, times.contains(local - midnight) {
                    shown.append(Interval(minute, minute + 1))
                }
            }
            #expect(clock.instants(on: day, at: times) == IntervalSet(shown), "\(day)")
        }
    }

    @Test(arguments: zones) func theOffsetIsThatOfTheZoneData(identifier: String) throws {
        let clock = try #require(ZoneClock(identifier))
        let zone = try #require(TimeZone(identifier: identifier))
        for minute in stride(from: -3_000_000, to: 120_000_000, by: 99_773) {
            if clock.offset(at: minute) != Self.offset(zone, minute) { Issue.record("\(identifier) at \(minute)") }
        }
    }

    @Test func inBerlinTheRepeatedHourIsWorkedTwiceAndTheSkippedOneNotAtAll() throws {
        let berlin = WorkingCalendar(clock: try #require(ZoneClock("Europe/Berlin")), weekly: .always)
        #expect(berlin.workingTime(on: try day("2026-03-29")).minutes == 23 * 60)
        #expect(berlin.workingTime(on: try day("2026-10-25")).minutes == 25 * 60)
        let night = WeeklyHours(weekdays: [7], [Interval(120, 180)])
        let shift = WorkingCalendar(clock: berlin.clock, weekly: night)
        #expect(shift.workingTime(on: try day("2026-03-29")).isEmpty)
        #expect(shift.workingTime(on: try day("2026-10-25")).minutes == 120)
    }

    @Test func aZoneThatIsNotKnownIsNothing() {
        #expect(ZoneClock("Asia/Nowhere") == nil)
        #expect(ZoneClock.vietNam.offset(at: 29_000_000) == 420)
    }

    private static func offset(_ zone: TimeZone, _ minute: Int) -> Int {
        Int((Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(minute) * 60))) / 60).rounded(.down))
    }

    /// The days about each change of some years, and some days without.
    private static func days(of zone: TimeZone) throws -> [CivilDay] {
        var days = [try day("2008-02-29"), try day("2026-02-17"), try day("2045-07-01")]
        for year in [2008, 2011, 2018, 2026] {
            let first = try day("\(year)-01-01")
            for day in first...first.adding(days: 365) {
                let number = day.daysSince1970
                guard offset(zone, number * 1440) != offset(zone, (number - 1) * 1440) else { continue }
                days += (-2...1).map { day.adding(days: $0) }
            }
        }
        return Set(days).sorted()
    }
}
