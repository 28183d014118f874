import Foundation
import Messages
import Testing
import WorkingTime

@testable import Scheduling

@Suite struct FreeTimesTests {
    private func span(_ from: String, _ to: String) throws -> TimeSpan {
        TimeSpan(
            startsAt: try #require(Instant("\(from):00+07:00")), endsAt: try #require(Instant("\(to):00+07:00")))
    }

    private func nearest(
        _ wanted: TimeSpan, busy: [TimeSpan], now: String = "2026-11-23T09:00", _ count: Int = 2,
        calendar: WorkingCalendar = FirmTime.office.calendar(2026...2026)
    ) throws -> [TimeSpan] {
        let attendee = Attendee(calendar, busy: busy.map { BusyEntry($0.interval) })
        let now = try #require(Instant("\(now):00+07:00"))
        return FreeTimes(wanted: wanted, attendees: [attendee], now: now).nearest(count)
    }

    @Test func theWantedTimeIsFirstWhereNobodyIsBusy() throws {
        let wanted = try span("2026-11-26T09:00", "2026-11-26T10:00")
        let found = try nearest(wanted, busy: [], 1)
        #expect(found == [wanted])
    }

    @Test func timesThatOnlyTouchAreFree() throws {
        let wanted = try span("2026-11-26T09:00", "2026-11-26T10:00")
        let (before, after) = (
            try span("2026-11-26T08:00", "2026-11-26T09:00"), try span("2026-11-26T10:00", "2026-11-26T11:00")
        )
        let found = try nearest(wanted, busy: [wanted])
        #expect(found == [before, after])
    }

    @Test func afterFridayEveningComesMonday() throws {
        let wanted = try span("2026-11-27T17:00", "2026-11-27T18:00")
        let week = try span("2026-11-23T08:00", "2026-11-27T17:30")
        let monday = try span("2026-11-30T08:00", "2026-11-30T09:00")
        let found = try nearest(wanted, busy: [week], 1)
        #expect(found == [monday])
    }

    @Test func nothingIsOfferedOverLunchOrOnAHoliday() throws {
        let lunch = try nearest(span("2026-11-26T12:00", "2026-11-26T13:00"), busy: [], 1)
        #expect(try lunch == [span("2026-11-26T11:00", "2026-11-26T12:00")])
        let holiday = try nearest(span("2026-11-24T16:30", "2026-11-24T17:30"), busy: [], 1)
        #expect(try holiday == [span("2026-11-25T08:00", "2026-11-25T09:00")])
    }

    @Test func whatIsPastIsNotOffered() throws {
        let wanted = try span("2026-11-23T09:00", "2026-11-23T10:00")
        let next = try span("2026-11-23T10:00", "2026-11-23T11:00")
        let found = try nearest(wanted, busy: [wanted], 1)
        #expect(found == [next])
    }

    @Test func nothingIsOfferedForWhatIsLongerThanADay() throws {
        let found = try nearest(span("2026-11-25T08:00", "2026-11-26T17:00"), busy: [])
        #expect(found.isEmpty)
    }

    @Test(arguments: [
        ("0912 345 678", "+84912345678"), ("(024) 3825-1234", "+842438251234"), ("+1 415 555 2671", "+14155552671"),
        ("84912345678", "+84912345678"), ("máy lẻ 12", nil), ("12345", nil),
    ])
    func phonesAreReadWhereTheyCanBe(written: String, e164: String?) {
        #expect(Phone(reading: written).e164 == e164)
    }
}
