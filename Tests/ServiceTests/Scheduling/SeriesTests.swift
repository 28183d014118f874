import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

/// What tests of series often say.
enum SeriesText {
    static func rule(_ text: String, _ more: String = "") -> String {
        #","recurrence":{"rule":"\#(text)"\#(more)}"#
    }

    static func times(_ from: String, _ to: String, _ day: String) -> String {
        #""startsAt":"\#(day)T\#(from):00+07:00","endsAt":"\#(day)T\#(to):00+07:00""#
    }

    /// The local starts and titles of what an answer lists.
    static func entries(_ answer: TestAnswer, _ member: String = "items") -> [String] {
        guard case .array(let items) = answer.object[member] else { return ["\(answer.status) \(answer.text)"] }
        return items.map { item in
            guard case .string(let start) = item["startsAt"], case .string(let title) = item["title"] else {
                return "?"
            }
            return "\(start.prefix(16)) \(title)"
        }
    }

    /// A PUT has no `Location`: which appointment came of it stands in the answer.
    static func id(_ answer: TestAnswer) -> EntityID? {
        if case .string(let text) = answer.object["id"] { EntityID(text) } else { nil }
    }
}

@Suite struct SeriesTests {
    // MARK: Entering

    @Test func aSeriesIsOneRowAndShowsItsOccurrences() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let booked = try await service.book(
                "Giao ban", [an], from: "09:00", to: "10:00", day: "2026-11-30",
                extra: SeriesText.rule("FREQ=WEEKLY;BYDAY=MO", #","exceptions":["2026-12-07T02:00:00Z"]"#))
            #expect(booked.status == 201, "\(booked.text)")
            let id = try #require(booked.id)
            let read = try await service.request(.get, "/appointments/\(id)")
            #expect(read.object["recurrence"]?["rule"] == .string("FREQ=WEEKLY;BYDAY=MO"))
            #expect(read.object["recurrence"]?["exceptions"] == .array([.string("2026-12-07T02:00:00.000Z")]))
            #expect(read.object["recurrence"]?["coming"].count == Series.mostComing)
            let rows = try await service.store.read {
                try Int.fetchOne($0, sql: "SELECT (SELECT count(*) FROM appointment) + (SELECT count(*) FROM booking)")
            }
            #expect(rows == 1)
            let listed = try await service.request(
                .get, "/appointments/\(id)/occurrences?from=2026-11-30&to=2026-12-21")
            #expect(
                SeriesText.entries(listed) == [
                    "2026-11-30T02:00 Giao ban", "2026-12-14T02:00 Giao ban", "2026-12-21T02:00 Giao ban",
                ])
            #expect(listed.object["items"]?[1]["recurrenceId"] == .string("2026-12-14T02:00:00.000Z"))
            #expect(listed.object["items"]?[1]["id"] == .string(id.description))
            #expect(listed.object["cancelled"] == .array([.string("2026-12-07T02:00:00.000Z")]))
            #expect(try await service.items("/appointments?from=2027-02-01&employee=\(an)", "title") == ["Giao ban"])
            #expect(
                try await service.request(.get, "/appointments/\(id)/occurrences?from=2026-11-30&to=2028-12-21").status
                    == 422)
        }
    }

    @Test func whatCannotRecurIsNamedByItsPath() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let cases = [
                (SeriesText.rule("FREQ=HOURLY"), "$.recurrence.rule", "invalid-recurrence"),
                (SeriesText.rule("FREQ=WEEKLY", #","zone":"Asia/Quen""#), "$.recurrence.zone", "unknown-zone"),
                (SeriesText.rule("FREQ=WEEKLY;BYDAY=FR"), "$.startsAt", "start-not-on-rule"),
                (SeriesText.rule("FREQ=DAILY;COUNT=5000"), "$.recurrence.rule", "recurrence-too-long"),
                (SeriesText.rule("mỗi thứ hai"), "$.recurrence.rule", "invalid-recurrence"),
                (
                    SeriesText.rule("FREQ=WEEKLY;COUNT=1", #","exceptions":["2026-11-30T02:00:00Z"]"#),
                    "$.recurrence.exceptions", "no-occurrence-left"
                ),
                (#","recurrence":{}"#, "$.recurrence.rule", "missing"),
            ]
            for (extra, path, code) in cases {
                let answer = try await service.book(
                    "Họp", [an], from: "09:00", to: "10:00", day: "2026-11-30", extra: extra)
                #expect(answer.status == 422, "\(answer.text)")
                #expect(answer.object["path"] == .string(path), "\(answer.text)")
                #expect(answer.object["title"] == .string(code), "\(answer.text)")
            }
        }
    }

    // MARK: Clashes

    @Test func aSingleBookingMeetsTheOccurrencesOfASeries() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let series = try await service.book(
                "Giao ban", [an], from: "09:00", to: "10:00", day: "2026-11-30", extra: SeriesText.rule("FREQ=WEEKLY"))
            let clash = try await service.book("Gọi", [binh, an], from: "09:30", to: "10:30", day: "2027-03-15")
            #expect(clash.status == 409, "\(clash.text)")
            #expect(clash.object["clashes"]?[0]["appointmentId"] == .string(series.id?.description ?? ""))
            #expect(clash.object["clashes"]?[0]["recurrenceId"] == .string("2027-03-15T02:00:00.000Z"))
            #expect(clash.object["clashes"]?[0]["startsAt"] == .string("2027-03-15T02:00:00.000Z"))
            #expect(clash.object["freeTimes"]?[0]["startsAt"] == .string("2027-03-15T03:00:00.000Z"))
            #expect(clash.object["checkedOccurrences"] == nil)
            #expect(
                try await service.book("Gọi", [binh, an], from: "10:00", to: "11:00", day: "2027-03-15").status == 201)
            #expect(
                try await service.book("Gọi", [an], from: "09:00", to: "10:00", day: "2027-03-16").status == 201)
        }
    }

    @Test func everyOccurrenceIsCheckedAndTheAnswerNamesThoseThatClash() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let single = try await service.book("Gặp khách", [an], from: "09:30", to: "10:30", day: "2026-12-14")
            let away = #"{"startsAt":"2027-01-04T00:00:00+07:00","endsAt":"2027-01-05T00:00:00+07:00","kind":"leave"}"#
            #expect(try await service.request(.post, "/employees/\(an)/absences", body: away).status == 201)
            // The last Friday of each month, which a weekly series on Fridays meets each time.
            let monthly = try await service.book(
                "Tổng kết", [an], from: "15:00", to: "16:00", day: "2026-11-27",
                extra: SeriesText.rule("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3"))
            #expect(monthly.status == 201, "\(monthly.text)")
            let weekly = try await service.book(
                "Giao ban", [an], from: "09:00", to: "10:00", day: "2026-11-30",
                extra: SeriesText.rule("FREQ=WEEKLY;COUNT=8")
            )
            #expect(weekly.status == 409, "\(weekly.text)")
            #expect(weekly.object["checkedOccurrences"] == .integer(8))
            #expect(weekly.object["clashingOccurrences"] == .integer(2))
            #expect(weekly.object["clashes"]?.count == 1)
            #expect(weekly.object["clashes"]?[0]["appointmentId"] == .string(single.id?.description ?? ""))
            #expect(weekly.object["clashes"]?[0]["occurrence"] == .string("2026-12-14T02:00:00.000Z"))
            #expect(weekly.object["absences"]?.count == 1)
            let fridays = try await service.book(
                "Thứ sáu", [an], from: "15:30", to: "16:30", day: "2026-11-27", extra: SeriesText.rule("FREQ=WEEKLY"))
            #expect(fridays.object["clashingOccurrences"] == .integer(3), "\(fridays.text)")
            #expect(fridays.object["clashes"]?[1]["recurrenceId"] == .string("2026-12-25T08:00:00.000Z"))
            #expect(fridays.object["clashes"]?[1]["occurrence"] == .string("2026-12-25T08:30:00.000Z"))
            // Without the occurrences that clash it fits.
            let without = #","exceptions":["2026-12-14T02:00:00Z","2027-01-04T02:00:00Z"]"#
            let fits = try await service.book(
                "Giao ban", [an], from: "09:00", to: "10:00", day: "2026-11-30",
                extra: SeriesText.rule("FREQ=WEEKLY;COUNT=8", without))
            #expect(fits.status == 201, "\(fits.text)")
        }
    }

    @Test func ofManyClashesTheFirstAreNamedAndTheRestCounted() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            #expect(
                try await service.book(
                    "Sáng", [an], from: "09:00", to: "10:00", day: "2026-11-30", extra: SeriesText.rule("FREQ=DAILY")
                ).status == 201)
            let again = try await service.book(
                "Nữa", [an], from: "09:00", to: "09:30", day: "2026-11-30",
                extra: SeriesText.rule("FREQ=DAILY;COUNT=100"))
            #expect(again.status == 409)
            #expect(again.object["clashes"]?.count == ClashSearch.most)
            #expect(again.object["moreClashes"] == .integer(80) && again.object["hiddenClashes"] == .integer(0))
            let other = SchedulingFixture.person(.salesperson, employee: try await service.employee("Bình"))
            let binh = try #require(other.employee)
            let hidden = try await service.book(
                "Nữa", [binh, an], from: "09:00", to: "09:30", day: "2026-11-30", as: other,
                extra: SeriesText.rule("FREQ=DAILY;COUNT=100"))
            #expect(hidden.object["hiddenClashes"] == .integer(100), "\(hidden.text)")
            #expect(hidden.object["clashes"]?.count == 0 && !hidden.text.contains("Sáng"))
            let forced = try await service.book(
                "Nữa", [an], from: "09:00", to: "09:30", day: "2026-11-30",
                extra: SeriesText.rule("FREQ=DAILY;COUNT=100") + #","force":true"#)
            #expect(forced.status == 201, "\(forced.text)")
        }
    }

    @Test func seriesOfACustomerAndThoseOfOthersAreSeenInCalendarsAndFreeTimes() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let customer = CustomerState(
                id: EntityID(namespace: .quen, parts: ["cty"]), code: "K", kind: .organisation, name: "Cty Hoa Sen",
                status: .potential, isActive: true, ownership: Ownership())
            try await service.publish(customer, .created)
            try await service.wait("the copy") {
                try await service.store.read { try CustomerCopy.exists($0, key: customer.id) }
            }
            let series = try await service.book(
                "Chăm sóc", [an], from: "08:00", to: "10:00", day: "2026-12-02",
                extra: SeriesText.rule("FREQ=WEEKLY") + #","customerId":"\#(customer.id)""#)
            #expect(series.status == 201, "\(series.text)")
            for query in ["employee=\(an)", "customer=\(customer.id)"] {
                let week = try await service.request(.get, "/calendar?view=month&date=2026-12-10&\(query)")
                #expect(
                    SeriesText.entries(week, "entries")
                        == [2, 9, 16, 23, 30].map {
                            "2026-12-\($0 < 10 ? "0" : "")\($0)T01:00 Chăm sóc"
                        }, "\(query)")
                #expect(week.object["entries"]?[0]["customerName"] == .string("Cty Hoa Sen"))
            }
            let free = try await service.request(.get, "/free-busy?employees=\(an)&from=2027-01-06&to=2027-01-06")
            #expect(free.object["employees"]?[0]["busy"][0]["startsAt"] == .string("2027-01-06T01:00:00.000Z"))
            #expect(free.object["free"]?[0]["startsAt"] == .string("2027-01-06T03:00:00.000Z"))
            // The customer is busy, whoever comes.
            let clash = try await service.book(
                "Gọi", [binh], from: "09:00", to: "09:30", day: "2027-01-06",
                extra: #","customerId":"\#(customer.id)""#)
            #expect(clash.status == 409)
            #expect(clash.object["clashes"]?[0]["customerId"] == .string(customer.id.description))
            let attends = SchedulingFixture.person(.salesperson, employee: an)
            let stranger = SchedulingFixture.person(.salesperson, employee: binh)
            let id = try #require(series.id)
            #expect(try await service.request(.get, "/appointments/\(id)/occurrences", as: attends).status == 200)
            #expect(try await service.request(.get, "/appointments/\(id)/occurrences", as: stranger).status == 404)
        }
    }

    // MARK: One occurrence

    @Test func anOccurrenceIsMovedCalledOffAndConcludedWhileTheSeriesGoesOn() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let booked = try await service.book(
                "Giao ban", [an], from: "14:00", to: "15:00", day: "2026-11-24",
                extra: SeriesText.rule("FREQ=DAILY;COUNT=5"))
            let id = try #require(booked.id)
            let update = """
                {"recurrenceId":"2026-11-25T14:00:00+07:00","title":"Giao ban sớm","employeeIds":["\(an)","\(binh)"],\
                \(SeriesText.times("08:00", "09:00", "2026-11-25"))}
                """
            let moved = try await service.request(
                .put, "/appointments/\(id)/occurrence", body: update, headers: ["If-Match": booked.etag])
            #expect(moved.status == 200, "\(moved.text)")
            let own = try #require(SeriesText.id(moved))
            #expect(own != id)
            #expect(
                try await service.request(
                    .put, "/appointments/\(id)/occurrence", body: update, headers: ["If-Match": booked.etag]
                ).status == 412)
            let shown = try await service.request(.get, "/appointments/\(own)")
            #expect(shown.object["seriesId"] == .string(id.description))
            #expect(shown.object["recurrenceId"] == .string("2026-11-25T07:00:00.000Z"))
            let cancelled = try await service.request(
                .post, "/appointments/\(id)/cancel",
                body: #"{"recurrenceId":"2026-11-26T07:00:00Z","reason":"Nghỉ"}"#)
            #expect(cancelled.status == 200, "\(cancelled.text)")
            #expect(
                try await service.request(
                    .post, "/appointments/\(id)/cancel", body: #"{"recurrenceId":"2026-11-26T07:00:00Z"}"#
                ).object["title"] == .string("no-such-occurrence"))
            let early = try await service.request(
                .post, "/appointments/\(id)/outcome",
                body: #"{"outcome":"promising","recurrenceId":"2026-11-27T07:00:00Z"}"#)
            #expect(early.object["title"] == .string("appointment-not-begun"), "\(early.text)")
            service.clock.advance(by: .seconds(2 * 86_400))
            #expect(
                try await service.request(.post, "/appointments/\(id)/outcome", body: #"{"outcome":"promising"}"#)
                    .object["title"] == .string("occurrence-missing"))
            let outcome = try await service.request(
                .post, "/appointments/\(id)/outcome",
                body: #"{"outcome":"promising","recurrenceId":"2026-11-24T07:00:00Z"}"#)
            #expect(outcome.status == 200, "\(outcome.text)")
            let listed = try await service.request(
                .get, "/appointments/\(id)/occurrences?from=2026-11-24&to=2026-11-30")
            #expect(
                SeriesText.entries(listed) == [
                    "2026-11-24T07:00 Giao ban", "2026-11-25T01:00 Giao ban sớm", "2026-11-27T07:00 Giao ban",
                    "2026-11-28T07:00 Giao ban",
                ])
            #expect(listed.object["items"]?[0]["status"] == .string("done"))
            #expect(listed.object["cancelled"] == .array([.string("2026-11-26T07:00:00.000Z")]))
            // Where the occurrence was, and on the day that is off, there is time again; where it is now there is none.
            #expect(try await service.book("A", [an], from: "14:00", to: "15:00", day: "2026-11-25").status == 201)
            #expect(try await service.book("B", [an], from: "14:00", to: "15:00", day: "2026-11-26").status == 201)
            #expect(try await service.book("C", [binh], from: "08:30", to: "09:30", day: "2026-11-25").status == 409)
            let events = try await service.published(AppointmentState.self)
            let outcomes = events.filter { $0.event == "outcome-recorded" }
            #expect(outcomes.count == 1 && outcomes.first?.state.seriesId == id)
            #expect(events.last { $0.state.id == id }?.state.status == .scheduled)
            #expect(try await service.items("/appointments?series=\(id)", "title").count == 2)
        }
    }

    @Test func anOccurrenceIsNotMovedOntoAnother() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let booked = try await service.book(
                "Giao ban", [an], from: "14:00", to: "15:00", day: "2026-11-24",
                extra: SeriesText.rule("FREQ=DAILY;COUNT=5"))
            let id = try #require(booked.id)
            func move(_ day: String, force: String = "") async throws -> TestAnswer {
                try await service.request(
                    .post, "/appointments/\(id)/reschedule",
                    body: """
                        {"recurrenceId":"2026-11-25T07:00:00Z",\(SeriesText.times("14:30", "15:30", day))\(force)}
                        """)
            }
            let clash = try await move("2026-11-26")
            #expect(clash.object["title"] == .string("appointment-clash"), "\(clash.text)")
            #expect(clash.object["clashes"]?[0]["recurrenceId"] == .string("2026-11-26T07:00:00.000Z"))
            #expect(try await move("2026-11-25").status == 200)
            #expect(try await move("2026-11-26", force: #","force":true"#).status == 200)
            let listed = try await service.request(
                .get, "/appointments/\(id)/occurrences?from=2026-11-24&to=2026-11-30")
            #expect(listed.object["items"]?.count == 5)
            #expect(listed.object["items"]?[2]["isForced"] == .bool(true))
        }
    }
}
