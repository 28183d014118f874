import Foundation
import ICalendar
import Messages
import Testing

@testable import Scheduling

@Suite struct SeriesRuleTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var rule: String
        var zone: String?
        var first: String
        var minutes = 60
        var exceptions: [String] = []
        var from: String
        var to: String
        var starts: [String]
        var testDescription: String { name }
    }

    static let rows = [
        Row(
            name: "every Monday, but one", rule: "FREQ=WEEKLY;BYDAY=MO", first: "2026-11-30T09:00:00+07:00",
            exceptions: ["2026-12-07T09:00:00+07:00"], from: "2026-12-01T00:00:00+07:00",
            to: "2026-12-22T00:00:00+07:00", starts: ["2026-12-14T02:00:00.000Z", "2026-12-21T02:00:00.000Z"]),
        Row(
            name: "the last Friday of the month", rule: "FREQ=MONTHLY;BYDAY=-1FR", first: "2026-11-27T15:00:00+07:00",
            from: "2026-11-01T00:00:00+07:00", to: "2027-03-01T00:00:00+07:00",
            starts: [
                "2026-11-27T08:00:00.000Z", "2026-12-25T08:00:00.000Z", "2027-01-29T08:00:00.000Z",
                "2027-02-26T08:00:00.000Z",
            ]),
        Row(
            name: "three times, by the clock of Bangkok", rule: "FREQ=DAILY;INTERVAL=90;COUNT=3", zone: "Asia/Bangkok",
            first: "2027-01-01T08:00:00+07:00", from: "2027-01-01T00:00:00+07:00", to: "2028-01-01T00:00:00+07:00",
            starts: ["2027-01-01T01:00:00.000Z", "2027-04-01T01:00:00.000Z", "2027-06-30T01:00:00.000Z"]),
        Row(
            name: "by the clock of Berlin, which is put forward", rule: "FREQ=WEEKLY;UNTIL=20270405",
            zone: "Europe/Berlin",
            first: "2027-03-22T09:00:00+01:00", from: "2027-03-01T00:00:00+07:00", to: "2027-05-01T00:00:00+07:00",
            starts: ["2027-03-22T08:00:00.000Z", "2027-03-29T07:00:00.000Z", "2027-04-05T07:00:00.000Z"]),
        Row(
            name: "one that reaches into the window", rule: "FREQ=WEEKLY", first: "2026-11-30T20:00:00+07:00",
            minutes: 600, from: "2026-12-08T05:00:00+07:00", to: "2026-12-08T23:00:00+07:00",
            starts: ["2026-12-07T13:00:00.000Z"]),
        Row(
            name: "on the 31st, in the months that have one", rule: "FREQ=MONTHLY;BYMONTHDAY=31",
            first: "2026-12-31T09:00:00+07:00", from: "2027-01-01T00:00:00+07:00", to: "2027-06-01T00:00:00+07:00",
            starts: ["2027-01-31T02:00:00.000Z", "2027-03-31T02:00:00.000Z", "2027-05-31T02:00:00.000Z"]),
    ]

    private static func instant(_ text: String) throws -> Instant { try #require(Instant(text)) }

    private static func appointment(
        _ rule: String, _ zone: String? = nil, first: String, minutes: Int = 60, exceptions: [String] = []
    ) throws -> Appointment {
        let start = try instant(first)
        let span = TimeSpan(startsAt: start, endsAt: start.adding(.seconds(Int64(minutes) * 60)))
        var appointment = try Appointment(
            id: .quen, details: AppointmentDetails(title: "Họp", employeeIds: [.quen]), span: span,
            ownership: Ownership())
        appointment.recur(
            try SeriesInput(rule: rule, zone: zone, exceptions: exceptions.map(instant))
                .series(first: span, now: instant("2026-11-23T09:00:00+07:00")))
        return appointment
    }

    @Test(arguments: rows) func theOccurrencesOfAWindowAreThoseOfTheRule(_ row: Row) throws {
        let appointment = try Self.appointment(
            row.rule, row.zone, first: row.first, minutes: row.minutes, exceptions: row.exceptions)
        let window = TimeSpan(startsAt: try Self.instant(row.from), endsAt: try Self.instant(row.to))
        let found = appointment.occurrences(in: window)
        #expect(found.compactMap(\.recurrenceId).map(\.description) == row.starts)
        #expect(found.allSatisfy { $0.span.duration == .seconds(Int64(row.minutes) * 60) })
    }

    @Test func aSeriesIsKeptAsItsRuleAndReadBack() throws {
        for row in Self.rows {
            let series = try #require(
                try Self.appointment(row.rule, row.zone, first: row.first, minutes: row.minutes).recurrence)
            #expect(try JSONDecoder().decode(Series.self, from: JSONEncoder().encode(series)) == series)
        }
    }

    @Test func whatWouldHaveNoEndOrNoSenseIsRefused() throws {
        let cases: [(rule: String, zone: String?, minutes: Int, error: SeriesError)] = [
            ("FREQ=HOURLY", nil, 60, .ruleInvalid(.unsupportedFrequency("HOURLY"))),
            ("", nil, 60, .ruleInvalid(.missingFrequency)),
            ("FREQ=WEEKLY", "Asia/Quen", 60, .zoneUnknown),
            ("FREQ=WEEKLY;BYDAY=TU", nil, 60, .startNotOnRule),
            ("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", nil, 60, .startNotOnRule),
            ("FREQ=DAILY;COUNT=1001", nil, 60, .tooLong),
            ("FREQ=YEARLY;UNTIL=20990101", nil, 60, .tooLong),
            ("FREQ=DAILY;UNTIL=99991231", nil, 60, .tooLong),
            ("FREQ=DAILY;COUNT=2", nil, 1441, .overlapsItself),
        ]
        for (rule, zone, minutes, error) in cases {
            #expect(throws: error, "\(rule)") {
                try Self.appointment(rule, zone, first: "2026-11-30T09:00:00+07:00", minutes: minutes)
            }
        }
        #expect(throws: Never.self) {
            try Self.appointment("FREQ=DAILY;COUNT=1000", first: "2026-11-30T09:00:00+07:00", minutes: 1440)
        }
    }

    @Test func aSeriesThatIsCutKeepsWhatWasBeforeAndTheRestHasSoManyFewer() throws {
        let appointment = try Self.appointment("FREQ=WEEKLY;COUNT=5", first: "2026-11-30T09:00:00+07:00")
        let series = try #require(appointment.recurrence)
        let third = try Self.instant("2026-12-14T09:00:00+07:00")
        var cut = appointment
        cut.recur(series.ended(before: third, first: appointment.startsAt))
        #expect(cut.publishedRecurrence?.rule == "FREQ=WEEKLY;UNTIL=20261207T020000Z")
        #expect(cut.occurrences(in: cut.extent).count == 2)
        let next = TimeSpan(startsAt: third, endsAt: third.adding(.seconds(3600)))
        let rest = try Series(
            rule: series.remaining(from: third, first: appointment.startsAt), zone: series.zone, first: next, now: third
        )
        #expect(rest.ruled(from: third, in: third, to: .distantFuture).count == 3)
        #expect(series.ended(before: appointment.startsAt, first: appointment.startsAt) == nil)
    }

    @Test func eventsTellOfTheNextOnesAndWhenToTellOfMore() throws {
        let daily = try Self.appointment("FREQ=DAILY", first: "2026-11-24T09:00:00+07:00")
        let told = try #require(daily.publishedRecurrence)
        #expect(told.coming.count == Series.mostComing && told.coming.first == daily.startsAt)
        #expect(daily.refreshAt == told.coming[Series.mostComing / 2])
        let twice = try Self.appointment("FREQ=DAILY;COUNT=2", first: "2026-11-24T09:00:00+07:00")
        #expect(twice.refreshAt == nil && twice.publishedRecurrence?.coming.count == 2)
        // It is booked two years ahead, and further when a year of them is left.
        let rare = try Self.appointment("FREQ=YEARLY;INTERVAL=3", first: "2026-11-24T09:00:00+07:00")
        #expect(rare.publishedRecurrence?.coming.count == 1)
        #expect(rare.refreshAt == rare.recurrence?.bookedUntil.adding(.seconds(-365 * 86_400)))
    }
}
