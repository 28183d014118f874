import Foundation
import HTTPTypes
import Messages
import ServiceKit
import TestKit
import Testing

@testable import Scheduling

/// Answers to a series and to one of its occurrences (SCH-4). An holds a weekly meeting to which Bình is invited.
@Suite struct InvitationSeriesTests {
    @Test func aSeriesIsListedWhileAnOccurrenceLiesAheadAndSaysWhenItEnds() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let organiser = SchedulingFixture.person(.salesperson, employee: an)
            let person = SchedulingFixture.person(.salesperson, employee: binh)
            let id = try #require(
                try await service.book(
                    "Giao ban", [an, binh], from: "09:00", to: "10:00", day: "2026-11-30", as: organiser,
                    extra: SeriesText.rule("FREQ=WEEKLY;COUNT=6")
                ).id)
            #expect(
                try await service.book(
                    "Mãi mãi", [an, binh], from: "11:00", to: "12:00", day: "2026-11-30", as: organiser,
                    extra: SeriesText.rule("FREQ=WEEKLY")
                ).status == 201)
            func listed(_ query: String) async throws -> [String] {
                let answer = try await service.request(.get, "/invitations?\(query)", as: person)
                guard case .array(let items) = answer.object["items"] else { return [answer.text] }
                return items.compactMap { if case .string(let text) = $0["appointment"]["title"] { text } else { nil } }
            }
            func told() async throws -> [InvitationState] {
                try await service.published(InvitationState.self).map(\.state).filter { $0.appointmentId == id }
            }
            #expect(try await listed("from=2027-01-04") == ["Giao ban", "Mãi mãi"])
            #expect(try await listed("from=2027-01-05") == ["Mãi mãi"])
            #expect(try await listed("from=2026-12-01&to=2026-11-29") == [])
            #expect(try await told().last?.recurs == true)
            #expect(try await told().last?.lastEndsAt == Instant("2027-01-04T03:00:00Z"))
            let open = try await service.published(InvitationState.self).map(\.state).last { $0.title == "Mãi mãi" }
            #expect(open?.recurs == true && open?.lastEndsAt == nil)
            // It ends earlier.
            let ended = try await service.request(
                .post, "/appointments/\(id)/cancel", body: #"{"recurrenceId":"2026-12-21T02:00:00Z","following":true}"#)
            #expect(ended.status == 200, "\(ended.text)")
            #expect(try await told().last?.lastEndsAt == Instant("2026-12-14T03:00:00Z"))
            #expect(try await listed("from=2026-12-15") == ["Mãi mãi"])
            // One occurrence that was answered for itself does not recur.
            let one = try await service.request(
                .post, "/appointments/\(id)/invitation/decline", as: person,
                body: #"{"recurrenceId":"2026-12-07T02:00:00Z","reason":"Bận"}"#)
            #expect(one.status == 200, "\(one.text)")
            let last = try #require(try await service.published(InvitationState.self).last?.state)
            #expect(last.participation == .declined && last.recurs == nil)
            #expect(last.startsAt == Instant("2026-12-07T02:00:00Z"))
        }
    }

    @Test func oneOccurrenceIsDeclinedProposedAnewOrHandedOnByItself() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh, chi) = (
                try await service.employee("An"), try await service.employee("Bình"), try await service.employee("Chi")
            )
            let booked = try await service.book(
                "Giao ban", [an, binh], from: "09:00", to: "10:00", day: "2026-11-30",
                as: SchedulingFixture.person(.salesperson, employee: an),
                extra: SeriesText.rule("FREQ=WEEKLY;BYDAY=MO"))
            let series = try #require(booked.id, "\(booked.text)")
            let person = SchedulingFixture.person(.salesperson, employee: binh)
            func answer(_ step: String, _ day: String, _ more: String) async throws -> TestAnswer {
                try await service.request(
                    .post, "/appointments/\(series)/invitation/\(step)", as: person,
                    body: #"{"recurrenceId":"\#(day)T02:00:00Z",\#(more)}"#)
            }
            func isFree(_ who: EntityID, on day: String) async throws -> Bool {
                let tried = try await service.book("Thử", [who], from: "09:00", to: "10:00", day: day)
                if let id = tried.id { _ = try await service.request(.post, "/appointments/\(id)/cancel") }
                return tried.status == 201
            }
            let declined = try await answer("decline", "2026-12-07", #""reason":"Bận đi công tác""#)
            #expect(declined.status == 200, "\(declined.text)")
            #expect(try await isFree(binh, on: "2026-12-07"))
            #expect(try await !isFree(binh, on: "2026-12-14"))
            #expect(try await !isFree(an, on: "2026-12-07"))
            let sent = try await answer("delegate", "2026-12-14", #""employeeId":"\#(chi)""#)
            #expect(sent.status == 200, "\(sent.text)")
            #expect(try await isFree(binh, on: "2026-12-14"))
            #expect(try await !isFree(chi, on: "2026-12-14"))
            #expect(try await isFree(chi, on: "2026-12-21"))
            let times = SeriesText.times("14:00", "15:00", "2026-12-21")
            #expect(try await answer("propose", "2026-12-21", times).status == 200)
            let whole = try await service.request(
                .post, "/appointments/\(series)/invitation/propose", as: person, body: "{\(times)}")
            #expect(whole.status == 422, "\(whole.text)")
            let none = try await answer("decline", "2026-12-08", #""reason":"x""#)
            #expect(none.status == 409, "no occurrence is on that day: \(none.text)")
            let all = try await service.request(
                .post, "/appointments/\(series)/invitation/decline", as: person, body: #"{"reason":"Đổi việc"}"#)
            #expect(all.status == 200, "\(all.text)")
            #expect(try await isFree(binh, on: "2026-12-28"))
        }
    }
}
