import Foundation
import HTTPTypes
import Messages
import ServiceKit
import TestKit
import Testing

@testable import Scheduling

/// What calendars and feeds say of who declined, and of what takes nobody's time (SCH-4, SCH-8).
@Suite struct CalendarEntryTests {
    /// The feed of an employee, unfolded, as whoever has the address reads it.
    static func feed(_ service: ServiceUnderTest, of employee: EntityID) async throws -> String {
        let person = try await CalendarTests().holder(service, employee)
        let made = try await service.request(.post, "/calendar-feed", as: person)
        let answer = try await service.request(.get, try made.feedPath, as: nil)
        #expect(answer.status == 200, "\(answer.text)")
        return answer.text.replacing("\r\n ", with: "")
    }

    /// The lines of the events with that text in them.
    static func events(_ feed: String, with text: String) -> [String] {
        feed.components(separatedBy: "BEGIN:VEVENT").dropFirst().filter { $0.contains(text) }
    }

    private func entries(_ service: ServiceUnderTest, _ query: String) async throws -> JSONValue {
        let answer = try await service.request(.get, "/calendar?view=week&date=2026-11-24&\(query)")
        #expect(answer.status == 200, "\(answer.text)")
        return answer.object["entries"] ?? .null
    }

    @Test func wholeDaysLeaveAsWholeDays() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let person = SchedulingFixture.person(.salesperson, employee: an)
            for (title, from, to) in [
                ("Hội chợ", "2026-12-07T00:00", "2026-12-09T00:00"),
                ("Qua đêm", "2026-12-10T00:00", "2026-12-10T08:00"),
            ] {
                let answer = try await service.request(
                    .post, "/appointments", as: person,
                    body: """
                        {"title":"\(title)","employeeIds":["\(an)"],"startsAt":"\(from):00+07:00","endsAt":"\(to):00+07:00"}
                        """)
                #expect(answer.status == 201, "\(answer.text)")
            }
            let file = try await Self.feed(service, of: an)
            #expect(file.contains("DTSTART;VALUE=DATE:20261207\r\nDTEND;VALUE=DATE:20261209\r\n"), "\(file)")
            #expect(file.contains("DTSTART;TZID=Asia/Ho_Chi_Minh:20261210T000000"))
            // A birthday as another program writes it comes back as it was.
            let birthday = """
                BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:b1\r\nDTSTAMP:20261101T000000Z\r\n\
                SUMMARY:Sinh nhật\r\nDTSTART;VALUE=DATE:20270301\r\nDTEND;VALUE=DATE:20270302\r\nRRULE:FREQ=YEARLY;UNTIL=20300301\r\n\
                EXDATE;VALUE=DATE:20280301\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n
                """
            let taken = try await service.request(.post, "/calendar-imports", as: person, body: birthday)
            #expect(taken.object["items"]?[0]["result"] == .string("created"), "\(taken.text)")
            let lines = try await Self.feed(service, of: an)
            let event = try #require(Self.events(lines, with: "Sinh nhật").first)
            for line in [
                "DTSTART;VALUE=DATE:20270301", "DTEND;VALUE=DATE:20270302", "RRULE:FREQ=YEARLY;UNTIL=20300301",
                "EXDATE;VALUE=DATE:20280301",
            ] { #expect(event.contains(line + "\r\n"), "\(event)") }
        }
    }

    @Test func whatOneDeclinedIsSeenInTheCalendarAndTheFeedAndKeepsNobodyBusy() async throws {
        try await SchedulingFixture.with { service in
            let team = try await service.request(.post, "/teams", body: #"{"code":"KD","name":"Kinh doanh"}"#)
            let an = try await service.employee("An", extra: #","teams":["KD"]"#)
            let binh = try await service.employee("Bình", extra: #","teams":["KD"]"#)
            let organiser = SchedulingFixture.person(.salesperson, employee: an)
            let person = SchedulingFixture.person(.salesperson, employee: binh)
            let declined = try #require(
                try await service.book("Họp", [an, binh], from: "09:00", to: "10:00", as: organiser).id)
            let open = try #require(
                try await service.book("Gặp", [an, binh], from: "11:00", to: "12:00", as: organiser).id)
            let series = try #require(
                try await service.book(
                    "Giao ban", [an, binh], from: "14:00", to: "15:00", day: "2026-11-25", as: organiser,
                    extra: SeriesText.rule("FREQ=WEEKLY;COUNT=3")
                ).id)
            for id in [declined, series] {
                let answer = try await service.request(
                    .post, "/appointments/\(id)/invitation/decline", as: person, body: #"{"reason":"Bận"}"#)
                #expect(answer.status == 200, "\(answer.text)")
            }
            let own = try await entries(service, "employee=\(binh)")
            #expect((0..<3).map { own[$0]["title"] } == [.string("Họp"), .string("Gặp"), .string("Giao ban")])
            #expect(
                (0..<3).map { own[$0]["participation"] } == [
                    .string("declined"), .string("needs-action"), .string("declined"),
                ])
            #expect(own[0]["participations"] == .array([.string("accepted"), .string("declined")]))
            let others = try await entries(service, "employee=\(an)")
            #expect(others[0]["participation"] == .string("accepted"))
            let shared = try await entries(service, "team=\(try #require(team.id))")
            #expect(shared[0]["participation"] == .null && shared[0]["participations"].count == 2)

            let busy = try await service.request(
                .get, "/free-busy?employees=\(binh)&from=2026-11-24&to=2026-11-25", as: .test(.administrator))
            let spans = try #require(busy.object["employees"]?[0]["busy"])
            #expect(spans.count == 1 && spans[0]["startsAt"] == .string("2026-11-24T04:00:00.000Z"), "\(busy.text)")
            #expect(try await service.book("Khác", [binh], from: "09:00", to: "10:00").status == 201)
            #expect(
                try await service.book("Khác", [binh], from: "14:00", to: "15:00", day: "2026-12-02").status == 201)

            let feed = try await Self.feed(service, of: binh)
            for (id, isTransparent) in [(declined, true), (open, false), (series, true)] {
                let event = try #require(Self.events(feed, with: "appointment-\(id)@quen").first)
                #expect(event.contains("TRANSP:TRANSPARENT") == isTransparent, "\(event)")
                let said = isTransparent ? "DECLINED" : "NEEDS-ACTION"
                #expect(event.contains("ATTENDEE;CN=Bình;ROLE=REQ-PARTICIPANT;PARTSTAT=\(said):"), "\(event)")
            }
            let theirs = try await Self.feed(service, of: an)
            #expect(!theirs.contains("TRANSP:"))
        }
    }

    @Test func whoIsTheOnlyOneInvitedIsNamedInTheFeedToo() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let id = try #require(
                try await service.book(
                    "Đi thay", [binh], from: "09:00", to: "10:00", extra: #","responsibleId":"\#(an)""#
                ).id)
            let answer = try await service.request(
                .post, "/appointments/\(id)/invitation/decline",
                as: SchedulingFixture.person(.salesperson, employee: binh), body: #"{"reason":"Bận"}"#)
            #expect(answer.status == 200, "\(answer.text)")
            let feed = try await Self.feed(service, of: binh)
            #expect(feed.contains("PARTSTAT=DECLINED") && feed.contains("TRANSP:TRANSPARENT"), "\(feed)")
        }
    }

    @Test func whatIsFreeTakesNobodysTimeButItsRoom() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let person = SchedulingFixture.person(.salesperson, employee: an)
            let made = try await service.request(
                .post, "/rooms", body: #"{"code":"P1","name":"Phòng 1","places":8}"#)
            let room = try #require(made.id, "\(made.text)")
            let free = try await service.book(
                "Sinh nhật", [an], from: "09:00", to: "10:00", extra: #","isFree":true,"roomId":"\#(room)""#)
            #expect(free.status == 201, "\(free.text)")
            #expect(try await service.book("Họp", [an], from: "09:00", to: "10:00").status == 201)
            let taken = try await service.book(
                "Phòng", [an], from: "09:30", to: "09:45", extra: #","isFree":true,"roomId":"\#(room)""#)
            #expect(taken.status == 409, "\(taken.text)")
            #expect(try await service.items("/work-items", "title", as: person) == ["Họp"])
            let id = try #require(free.id)
            let read = try await service.request(.get, "/appointments/\(id)")
            #expect(read.object["isFree"] == .bool(true))
            #expect(try await Self.feed(service, of: an).contains("TRANSP:TRANSPARENT"))
            // What takes time again must be free to.
            let again = try await service.request(
                .put, "/appointments/\(id)", body: #"{"title":"Sinh nhật","employeeIds":["\#(an)"],"isFree":false}"#,
                headers: ["If-Match": read.etag])
            #expect(again.status == 409 && again.object["title"] == .string("appointment-clash"), "\(again.text)")
            let kept = try await service.request(
                .put, "/appointments/\(id)", body: #"{"title":"Sinh nhật An","employeeIds":["\#(an)"]}"#,
                headers: ["If-Match": read.etag])
            #expect(kept.status == 200 && kept.object["id"] != nil, "\(kept.text)")
            #expect(try await service.request(.get, "/appointments/\(id)").object["isFree"] == .bool(true))
        }
    }

    // MARK: SEQUENCE

    private func sequences(_ service: ServiceUnderTest, of employee: EntityID, _ uid: String) async throws -> [Int] {
        let feed = try await Self.feed(service, of: employee)
        return Self.events(feed, with: uid).sorted { !$0.contains("RECURRENCE-ID") && $1.contains("RECURRENCE-ID") }
            .compactMap { event in
                event.components(separatedBy: "\r\n").first { $0.hasPrefix("SEQUENCE:") }
                    .flatMap { Int($0.dropFirst("SEQUENCE:".count)) }
            }
    }

    @Test func whatIsMovedHasAHigherNumberThanBefore() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let id = try #require(
                try await service.book(
                    "Giao ban", [an], from: "09:00", to: "10:00", day: "2026-11-30",
                    extra: SeriesText.rule("FREQ=WEEKLY;COUNT=8")
                ).id)
            let uid = "UID:appointment-\(id)@quen"
            #expect(try await sequences(service, of: an, uid) == [0])
            func move(_ more: String, _ from: String, _ day: String) async throws {
                let to = "\(Int(from.prefix(2)).map { $0 + 1 } ?? 0):00"
                let answer = try await service.request(
                    .post, "/appointments/\(id)/reschedule", body: "{\(more)\(SeriesText.times(from, to, day))}")
                #expect(answer.status == 200, "\(answer.text)")
            }
            try await move("", "10:00", "2026-11-30")
            let moved = try await sequences(service, of: an, uid)
            #expect(moved[0] > 0)
            // One occurrence, twice; each time it and its series rise.
            let occurrence = #""recurrenceId":"2026-12-14T03:00:00Z","#
            try await move(occurrence, "15:00", "2026-12-15")
            let first = try await sequences(service, of: an, uid)
            #expect(first.count == 2 && first[1] > moved[0] && first[0] > moved[0], "\(first)")
            try await move(occurrence, "16:00", "2026-12-15")
            let second = try await sequences(service, of: an, uid)
            #expect(second[1] > first[1], "\(second)")
            // The rest from an occurrence on has an UID of its own, and goes on counting all the same.
            let read = try await service.request(.get, "/appointments/\(id)")
            let split = try await service.request(
                .put, "/appointments/\(id)/series",
                body: """
                    {"from":"2026-12-28T03:00:00Z","title":"Giao ban","employeeIds":["\(an)"],\
                    \(SeriesText.times("13:00", "14:00", "2026-12-28"))}
                    """, headers: ["If-Match": read.etag])
            #expect(split.status == 200, "\(split.text)")
            let next = try #require(SeriesText.id(split))
            let rest = try await sequences(service, of: an, "UID:appointment-\(next)@quen")
            #expect(rest.count == 1 && rest[0] > second[0], "\(rest)")
        }
    }

    // MARK: Years

    @Test func timesLieInTheYearsThatTheFirmCounts() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let person = SchedulingFixture.person(.salesperson, employee: an)
            for year in ["0001", "1899", "2199", "9999"] {
                let booked = try await service.book("Xa", [an], from: "09:00", to: "10:00", day: "\(year)-06-01")
                #expect(booked.status == 422 && booked.object["title"] == .string("invalid-times"), "\(booked.text)")
                #expect(booked.object["path"] == .string("$.startsAt"))
            }
            for year in ["1901", "2198"] {
                let day = "\(year)-06-01"
                #expect(try await service.book("Được", [an], from: "09:00", to: "10:00", day: day).status == 201)
            }
            let id = try #require(
                try await service.book("Họp", [an, binh], from: "09:00", to: "10:00", as: person).id)
            let moved = try await service.request(
                .post, "/appointments/\(id)/reschedule", body: "{\(SeriesText.times("09:00", "10:00", "9999-01-01"))}")
            #expect(moved.status == 422, "\(moved.text)")
            let proposed = try await service.request(
                .post, "/appointments/\(id)/invitation/propose",
                as: SchedulingFixture.person(.salesperson, employee: binh),
                body: "{\(SeriesText.times("09:00", "10:00", "9999-01-01"))}")
            #expect(proposed.status == 422 && proposed.object["path"] == .string("$.startsAt"), "\(proposed.text)")
        }
    }
}

extension TestAnswer {
    /// The service's own part of a feed's path through the Gateway.
    var feedPath: String {
        get throws {
            let path = try #require(string("path"), "\(text)")
            let prefix = "/api/scheduling"
            #expect(path.hasPrefix(prefix + "/calendar-feeds/"))
            return String(path.dropFirst(prefix.count))
        }
    }
}
