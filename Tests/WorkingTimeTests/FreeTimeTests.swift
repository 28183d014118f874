import Testing
import WorkingTime

@Suite struct FreeTimeTests {
    private let office = WorkingCalendar.office(prepared: 2026...2026)

    @Test func whatOneHasPromisedNobodyIsFreeFor() throws {
        let span = Interval(try vietNam("2026-03-02 00:00"), try vietNam("2026-03-03 00:00"))
        let first = Attendee(office, busy: [BusyEntry(try at("09:00", "10:00"), before: 30, after: 15)])
        let second = Attendee(office, busy: [BusyEntry(try at("14:00", "16:00"))])
        let free = CommonFreeTime.of([first, second], in: span)
        #expect(
            free.intervals == [
                try at("08:00", "08:30"), try at("10:15", "12:00"), try at("13:30", "14:00"), try at("16:00", "17:30"),
            ])
        #expect(
            CommonFreeTime.of([first, second], in: span, atLeast: 60).intervals == [
                try at("10:15", "12:00"), try at("16:00", "17:30"),
            ])
    }

    /// The example of FORMAT 8.5: after a commitment to 10:00, with 15 minutes of travel, the next start is 10:15; and
    /// the travel to the first entry of the day is not bound to working hours.
    @Test func travelMustNotFallIntoWhatIsPromised() throws {
        let span = Interval(try vietNam("2026-03-02 00:00"), try vietNam("2026-03-03 00:00"))
        let one = Attendee(office, busy: [BusyEntry(try at("09:00", "10:00"), before: 30)])
        let free = CommonFreeTime.of([one], in: span, before: 15, after: 10)
        #expect(free.intervals == [try at("08:00", "08:20"), try at("10:15", "12:00"), try at("13:30", "17:30")])
        let starts = CommonFreeTime.starts(of: 60, in: free, grid: 15, clock: office.clock, limit: 3)
        #expect(
            starts == [
                try vietNam("2026-03-02 10:15"), try vietNam("2026-03-02 10:30"), try vietNam("2026-03-02 10:45"),
            ])
    }

    @Test(arguments: seeds) func freeTimeAgreesWithTryingEveryMinute(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let span = Interval(29_000_000, 29_000_000 + 3 * 1440)
        for round in 0..<10 {
            let people = try (0..<Int.random(in: 1...3, using: &random)).map { _ in
                Attendee(
                    try CountingPropertyTests.calendar("Europe/Berlin", &random), busy: Self.busy(&random, in: span))
            }
            let (before, after) = (Int.random(in: 0...40, using: &random), Int.random(in: 0...40, using: &random))
            let free = CommonFreeTime.of(people, in: span, before: before, after: after)
            let worked = people.map { $0.calendar.workingTime(in: span) }
            for minute in span.start..<span.end {
                let entry = Interval(minute - before, minute + 1 + after)
                let fits = zip(people, worked).allSatisfy { person, worked in
                    worked.contains(minute)
                        && !person.busy.contains {
                            $0.span.extended(before: $0.before, after: $0.after).overlaps(entry)
                        }
                }
                if fits != free.contains(minute) { Issue.record("seed \(seed), round \(round), minute \(minute)") }
            }
        }
    }

    @Test(arguments: [1, 7, 15, 60, 100, 1440]) func startsAreAllThoseOnTheGrid(grid: Int) throws {
        let clock = try #require(ZoneClock("Europe/Berlin"))
        let changed = try day("2026-10-25").daysSince1970 * 1440
        let free = IntervalSet([Interval(changed - 1511, changed + 607), Interval(changed + 700, changed + 3003)])
        let starts = CommonFreeTime.starts(of: 45, in: free, grid: grid, clock: clock)
        let all = ((changed - 1511)..<(changed + 3003)).filter {
            clock.minuteOfDay(at: $0) % grid == 0 && free.covers(Interval($0, $0 + 45))
        }
        #expect(starts == all)
    }

    private static func busy(_ random: inout SeededRandom, in span: Interval) -> [BusyEntry] {
        (0..<8).map { _ in
            let start = Int.random(in: (span.start - 200)..<span.end, using: &random)
            let length = Int.random(in: 5...200, using: &random)
            return BusyEntry(
                Interval(start, start + length), before: Int.random(in: 0...30, using: &random),
                after: Int.random(in: 0...30, using: &random))
        }
    }

    private func at(_ start: String, _ end: String) throws -> Interval {
        Interval(try vietNam("2026-03-02 \(start)"), try vietNam("2026-03-02 \(end)"))
    }
}
