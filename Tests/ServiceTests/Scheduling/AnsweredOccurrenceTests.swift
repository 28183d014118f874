import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

/// Somebody's answer to one occurrence does not take it out of its series for everybody (SCH-4). An holds a meeting at nine to
/// which Bình is invited.
@Suite struct AnsweredOccurrenceTests {
    @Test func whatWasOnlyAnsweredFollowsItsSeriesAndWhatWasMovedStays() async throws {
        try await Meeting.with("FREQ=WEEKLY;COUNT=4") { meeting in
            let chi = try await meeting.service.employee("Chi")
            try await meeting.answer("decline", "2026-12-07", #""reason":"Bận""#)
            let moved = try await meeting.service.request(
                .post, "/appointments/\(meeting.id)/reschedule",
                body: #"{"recurrenceId":"2026-12-14T02:00:00Z",\#(SeriesText.times("15:00", "16:00", "2026-12-14"))}"#)
            #expect(moved.status == 200, "\(moved.text)")
            try await meeting.put("Họp mới", [meeting.an, meeting.binh, chi], #","place":"Phòng 2""#)
            #expect(
                try await meeting.list() == [
                    "2026-11-30T02:00 Họp mới", "2026-12-07T02:00 Họp mới", "2026-12-14T08:00 Giao ban",
                    "2026-12-21T02:00 Họp mới",
                ])
            let own = try await meeting.own(at: "2026-12-07T02:00:00Z")
            #expect(own.place == "Phòng 2" && own.employeeIds == [meeting.an, meeting.binh, chi])
            let kept = try await meeting.answers(to: own)
            #expect(kept == [meeting.binh: .declined, chi: .needsAction])
            #expect(try await !meeting.isFree(chi, "09:00", "10:00", "2026-12-07"))
            #expect(try await meeting.isFree(meeting.binh, "09:00", "10:00", "2026-12-07"))
            // Another time is another question.
            try await meeting.reschedule("10:00", "11:00", "2026-11-30")
            #expect(
                try await meeting.list() == [
                    "2026-11-30T03:00 Họp mới", "2026-12-07T03:00 Họp mới", "2026-12-14T08:00 Giao ban",
                    "2026-12-21T03:00 Họp mới",
                ])
            let later = try await meeting.own(at: "2026-12-07T03:00:00Z")
            #expect(later.id == own.id && later.seriesId == meeting.id)
            let asked = try await meeting.answers(to: later)
            #expect(asked == [meeting.binh: .needsAction, chi: .needsAction])
            #expect(try await meeting.isFree(meeting.an, "09:00", "10:00", "2026-12-07"))
            #expect(try await !meeting.isFree(meeting.binh, "10:00", "11:00", "2026-12-07"))
            let told = try #require(
                try await meeting.service.published(AppointmentState.self).last { $0.state.id == own.id })
            #expect(told.event == "rescheduled" && told.state.startsAt == later.startsAt)
        }
    }

    @Test func whereItClashesItIsNamedAndOnlyForceMovesIt() async throws {
        try await Meeting.with("FREQ=WEEKLY;COUNT=4") { meeting in
            try await meeting.answer("decline", "2026-12-07", #""reason":"Bận""#)
            #expect(
                try await meeting.service.book("Khách", [meeting.an], from: "16:00", to: "17:00", day: "2026-12-07")
                    .status == 201)
            let path = "/appointments/\(meeting.id)/reschedule"
            let times = SeriesText.times("16:00", "17:00", "2026-11-30")
            let refused = try await meeting.service.request(.post, path, body: "{\(times)}")
            #expect(refused.object["title"] == .string("appointment-clash"), "\(refused.text)")
            #expect(refused.object["clashingOccurrences"] == .integer(1), "\(refused.text)")
            #expect(refused.object["clashes"]?[0]["occurrence"] == .string("2026-12-07T09:00:00.000Z"))
            #expect(try await meeting.list().contains("2026-12-07T02:00 Giao ban"))
            let forced = try await meeting.service.request(.post, path, body: #"{\#(times),"force":true}"#)
            #expect(forced.status == 200, "\(forced.text)")
            #expect(try await meeting.own(at: "2026-12-07T09:00:00Z").isForced)
        }
    }

    @Test func theyGoAlongWhenEachTakesThePlaceOfTheNext() async throws {
        try await Meeting.with("FREQ=DAILY;COUNT=5") { meeting in
            for day in ["2026-12-01", "2026-12-02", "2026-12-04"] {
                try await meeting.answer("decline", day, #""reason":"Bận""#)
            }
            try await meeting.reschedule("09:00", "10:00", "2026-12-01")
            #expect(try await meeting.list() == (1...5).map { "2026-12-0\($0)T02:00 Giao ban" })
            try await meeting.reschedule("09:30", "10:30", "2026-11-30")
            #expect(
                try await meeting.list()
                    == ["2026-11-30T02:30 Giao ban"] + (1...4).map { "2026-12-0\($0)T02:30 Giao ban" })
            #expect(try await meeting.own(at: "2026-12-04T02:30:00Z").seriesId == meeting.id)
        }
    }

    @Test func whoWasSentComesAlongAsLongAsTheirSenderAttends() async throws {
        try await Meeting.with("FREQ=WEEKLY;COUNT=4") { meeting in
            let chi = try await meeting.service.employee("Chi")
            try await meeting.answer("delegate", "2026-12-07", #""employeeId":"\#(chi)""#)
            try await meeting.put("Họp mới", [meeting.an, meeting.binh])
            let own = try await meeting.own(at: "2026-12-07T02:00:00Z")
            #expect(own.title == "Họp mới" && own.employeeIds == [meeting.an, meeting.binh, chi])
            #expect(try await meeting.answers(to: own) == [meeting.binh: .delegated, chi: .needsAction])
            try await meeting.put("Họp mới", [meeting.an])
            let alone = try await meeting.own(at: "2026-12-07T02:00:00Z")
            #expect(alone.employeeIds == [meeting.an])
            #expect(try await meeting.answers(to: alone).isEmpty)
            #expect(try await meeting.isFree(chi, "09:00", "10:00", "2026-12-07"))
        }
    }

    @Test func whoIsAskedAboutOneThatIsMovedHearsOfItsNewTimeOnly() async throws {
        try await Meeting.with("FREQ=WEEKLY;COUNT=4") { meeting in
            func told() async throws -> [(event: String, startsAt: Instant)] {
                try await meeting.service.published(InvitationState.self).map { ($0.event, $0.state.startsAt) }
            }
            let before = try await told().count
            let moved = try await meeting.service.request(
                .post, "/appointments/\(meeting.id)/reschedule",
                body: #"{"recurrenceId":"2026-12-14T02:00:00Z",\#(SeriesText.times("15:00", "16:00", "2026-12-14"))}"#)
            #expect(moved.status == 200, "\(moved.text)")
            let since = try await told().dropFirst(before)
            #expect(since.map(\.event) == ["asked"])
            #expect(since.map(\.startsAt) == [Instant("2026-12-14T08:00:00Z")])
        }
    }

    @Test func fromAnOccurrenceOnItFollowsTheNewSeriesAndIsCancelledWithWhatTheRuleNoLongerGives() async throws {
        try await Meeting.with("FREQ=WEEKLY;COUNT=6") { meeting in
            for day in ["2026-12-14", "2027-01-04"] { try await meeting.answer("decline", day, #""reason":"Bận""#) }
            let split = try await meeting.change(
                "series", "Giao ban chiều", [meeting.an, meeting.binh],
                #","from":"2026-12-07T02:00:00Z",\#(SeriesText.times("14:00", "15:00", "2026-12-07"))"#)
            let next = try #require(SeriesText.id(split))
            let own = try await meeting.own(at: "2026-12-14T07:00:00Z")
            #expect(own.seriesId == next && own.title == "Giao ban chiều")
            #expect(own.startsAt == Instant("2026-12-14T07:00:00Z"))
            let last = try await meeting.own(at: "2027-01-04T07:00:00Z")
            _ = try await meeting.change(
                "series", "Giao ban chiều", [meeting.an, meeting.binh],
                #","recurrence":{"rule":"FREQ=WEEKLY;COUNT=3"},\#(SeriesText.times("14:00", "15:00", "2026-12-07"))"#,
                of: next)
            let dropped = try await meeting.service.store.read { try Appointment.fetchOne($0, key: last.id) }
            #expect(dropped?.status == .cancelled && dropped?.seriesId == nil)
            #expect(try await meeting.own(at: "2026-12-14T07:00:00Z").id == own.id)
        }
    }
}

/// A series with what the tests say to it.
private struct Meeting: Sendable {
    let service: ServiceUnderTest
    let an: EntityID
    let binh: EntityID
    let id: EntityID

    static func with(_ rule: String, _ body: @escaping @Sendable (Meeting) async throws -> Void) async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let booked = try await service.book(
                "Giao ban", [an, binh], from: "09:00", to: "10:00", day: "2026-11-30",
                as: SchedulingFixture.person(.salesperson, employee: an), extra: SeriesText.rule(rule))
            try await body(
                Meeting(service: service, an: an, binh: binh, id: try #require(booked.id, "\(booked.text)")))
        }
    }

    func answer(_ step: String, _ day: String, _ more: String) async throws {
        let answer = try await service.request(
            .post, "/appointments/\(id)/invitation/\(step)",
            as: SchedulingFixture.person(.salesperson, employee: binh),
            body: #"{"recurrenceId":"\#(day)T02:00:00Z",\#(more)}"#)
        #expect(answer.status == 200, "\(answer.text)")
    }

    func put(_ title: String, _ people: [EntityID], _ more: String = "") async throws {
        _ = try await change(nil, title, people, more)
    }

    func change(
        _ part: String?, _ title: String, _ people: [EntityID], _ more: String, of series: EntityID? = nil
    ) async throws -> TestAnswer {
        let path = "/appointments/\(series ?? id)"
        let read = try await service.request(.get, path)
        let list = people.map { "\"\($0)\"" }.joined(separator: ",")
        let answer = try await service.request(
            .put, path + (part.map { "/" + $0 } ?? ""),
            body: #"{"title":"\#(title)","employeeIds":[\#(list)]\#(more)}"#,
            headers: ["If-Match": read.etag])
        #expect(answer.status == 200, "\(answer.text)")
        return answer
    }

    func reschedule(_ from: String, _ to: String, _ day: String) async throws {
        let answer = try await service.request(
            .post, "/appointments/\(id)/reschedule", body: "{\(SeriesText.times(from, to, day))}")
        #expect(answer.status == 200, "\(answer.text)")
    }

    func list() async throws -> [String] {
        SeriesText.entries(
            try await service.request(.get, "/appointments/\(id)/occurrences?from=2026-11-01&to=2027-02-01"))
    }

    /// The appointment of the occurrence with that start, of whichever series.
    func own(at start: String) async throws -> Appointment {
        let start = try #require(Instant(start))
        return try #require(
            try await service.store.read {
                try Appointment.fetchOne(
                    $0, sql: "SELECT * FROM appointment WHERE recurrenceId = ?", arguments: [start])
            })
    }

    func answers(to own: Appointment) async throws -> [EntityID: Participation] {
        try await service.store.read { try Invitation.to([own.id], $0)[own.id] ?? [:] }.mapValues(\.participation)
    }

    func isFree(_ who: EntityID, _ from: String, _ to: String, _ day: String) async throws -> Bool {
        let tried = try await service.book("Thử", [who], from: from, to: to, day: day)
        if let id = tried.id { _ = try await service.request(.post, "/appointments/\(id)/cancel") }
        return tried.status == 201
    }
}
