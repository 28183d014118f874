import Testing
import WorkingTime

/// Prints how long it takes; nothing is claimed of the time, as the machine is shared.
@Suite struct SpeedTests {
    @Test func fiveYearsOfFiveHundredEmployees() throws {
        let clock = ContinuousClock()
        var firm = WorkingCalendar()
        let preparing = clock.measure { firm = .office(prepared: 2024...2028) }
        let span = Interval(try vietNam("2024-01-01 00:00"), try vietNam("2029-01-01 00:00"))
        var random = SeededRandom(seed: 7)
        let people = (0..<500).map { _ in
            let leave = (0..<40).map { _ in
                let start = Int.random(in: span.start..<span.end, using: &random)
                return Interval(start, start + 1440)
            }
            return Attendee(firm.personal(exceptions: [], leave: IntervalSet(leave)))
        }
        var minutes = 0
        let counting = clock.measure {
            for person in people { minutes += person.calendar.minutes(from: span.start, to: span.end) }
        }
        var common = IntervalSet()
        let meeting = clock.measure { common = CommonFreeTime.of(people, in: span) }
        #expect(minutes > 500 * 5 * 240 * 480)
        #expect(common.minutes < minutes / 500)
        let lunar = clock.measure { for year in 2000..<2100 { minutes += LunarYear(year)?.months.count ?? 0 } }
        print("100 lunar years \(lunar)")
        print("5 years: holidays \(preparing), minutes of 500 people \(counting), common free time \(meeting)")
    }
}
