import Testing
import WorkingTime

@Suite struct CountingPropertyTests {
    private static let from = 28_900_000  // In December 2024.

    @Test(arguments: seeds, ["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
    func addingMinutesIsTheInverseOfCountingThem(seed: UInt64, zone: String) throws {
        var random = SeededRandom(seed: seed)
        for round in 0..<15 {
            let calendar = try Self.calendar(zone, &random)
            for _ in 0..<10 {
                let start = Self.from + Int.random(in: 0..<400_000, using: &random)
                let minutes = Int.random(in: -5000...5000, using: &random)
                let note: Comment = "seed \(seed), round \(round), \(zone), \(start), \(minutes)"
                let end = try #require(calendar.adding(minutes: minutes, to: start), note)
                #expect(calendar.minutes(from: start, to: end) == minutes, note)
                // It is the nearest such instant: a minute less far is too few.
                let nearer = end - minutes.signum()
                if minutes != 0 { #expect(abs(calendar.minutes(from: start, to: nearer)) == abs(minutes) - 1, note) }
                #expect(
                    calendar.adding(minutes: -minutes, to: end).map { calendar.minutes(from: $0, to: start) } == 0, note
                )
            }
        }
    }

    @Test(arguments: seeds) func minutesAddUp(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let calendar = try Self.calendar("America/New_York", &random)
        for round in 0..<100 {
            let ends = (0..<3).map { _ in Self.from + Int.random(in: 0..<500_000, using: &random) }
            let parts = calendar.minutes(from: ends[0], to: ends[1]) + calendar.minutes(from: ends[1], to: ends[2])
            #expect(parts == calendar.minutes(from: ends[0], to: ends[2]), "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: seeds) func addingWorkingDaysCountsWorkingDays(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for round in 0..<40 {
            let calendar = try Self.calendar("Asia/Ho_Chi_Minh", &random)
            let start = CivilDay(daysSince1970: 20_100 + Int.random(in: 0..<300, using: &random))
            let count = Int.random(in: 1...60, using: &random)
            let note: Comment = "seed \(seed), round \(round)"
            let end = try #require(calendar.adding(workingDays: count, to: start), note)
            let between = start.adding(days: 1)...end
            #expect(between.filter(calendar.isWorkingDay).count == count, note)
            #expect(calendar.isWorkingDay(end), note)
        }
    }

    /// With some hours on at least one weekday, exceptions and leave.
    static func calendar(_ zone: String, _ random: inout SeededRandom) throws -> WorkingCalendar {
        var hours: [Int: [Interval]] = [:]
        for weekday in 1...Int.random(in: 1...7, using: &random) {
            hours[weekday] = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                let start = Int.random(in: 0..<1400, using: &random)
                return Interval(start, start + Int.random(in: 10...400, using: &random))
            }
        }
        let exceptions = (0..<20).map { _ in
            let day = CivilDay(daysSince1970: 20_050 + Int.random(in: 0..<400, using: &random))
            return DayException(day, Bool.random(using: &random) ? .closed : .hours([Interval(100, 160)]))
        }
        let leave = (0..<10).map { _ in
            let start = from + Int.random(in: 0..<400_000, using: &random)
            return Interval(start, start + Int.random(in: 1...6000, using: &random))
        }
        return WorkingCalendar(
            clock: try #require(ZoneClock(zone)), weekly: WeeklyHours(hours),
            holidays: HolidayCalendar(prepared: 2024...2026), exceptions: exceptions, leave: IntervalSet(leave))
    }
}
