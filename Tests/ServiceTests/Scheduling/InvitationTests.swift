import Foundation
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

/// Answers of those who are invited (SCH-4), through the door. The organiser is An; Bình and Chi are invited.
@Suite struct InvitationTests {
    private struct Scene {
        var service: ServiceUnderTest
        var an: EntityID, binh: EntityID, chi: EntityID
        var appointment: EntityID

        func person(_ employee: EntityID) -> Person { SchedulingFixture.person(.salesperson, employee: employee) }

        func answer(_ who: EntityID, _ step: String, _ body: String = "{}") async throws -> TestAnswer {
            try await service.request(
                .post, "/appointments/\(appointment)/invitation/\(step)", as: person(who), body: body)
        }

        func decide(_ who: EntityID, _ step: String, by person: Person, _ body: String = "{}") async throws
            -> TestAnswer
        {
            try await service.request(
                .post, "/appointments/\(appointment)/invitations/\(who)/\(step)", as: person, body: body)
        }

        func summary() async throws -> [String: JSONValue] {
            let answer = try await service.request(.get, "/appointments/\(appointment)/invitations", as: person(an))
            #expect(answer.status == 200, "\(answer.text)")
            return answer.object
        }

        /// What each has said, in the order of the appointment.
        func answers() async throws -> [String] {
            guard case .array(let items) = try await summary()["items"] else { return [] }
            return items.compactMap { if case .string(let text) = $0["participation"] { text } else { nil } }
        }

        func waiting(_ who: EntityID, _ query: String = "") async throws -> Int {
            let answer = try await service.request(.get, "/invitations\(query)", as: person(who))
            #expect(answer.status == 200, "\(answer.text)")
            return answer.object["items"]?.count ?? 0
        }

        func events() async throws -> [String] {
            try await service.published(InvitationState.self).map(\.event)
        }

        /// Whether somebody else can book that one at the appointment's time.
        func isFree(_ who: EntityID, from: String = "09:00", to: String = "10:00") async throws -> Bool {
            let answer = try await service.book("Thử", [who], from: from, to: to)
            if answer.status == 201, let id = answer.id {
                #expect(try await service.request(.post, "/appointments/\(id)/cancel").status == 200)
            }
            return answer.status == 201
        }
    }

    private func with(_ body: @escaping @Sendable (Scene) async throws -> Void) async throws {
        try await SchedulingFixture.with { service in
            let (an, binh, chi) = (
                try await service.employee("An"), try await service.employee("Bình"), try await service.employee("Chi")
            )
            let booked = try await service.book(
                "Họp kế hoạch", [an, binh, chi], from: "09:00", to: "10:00",
                as: SchedulingFixture.person(.salesperson, employee: an))
            #expect(booked.status == 201, "\(booked.text)")
            try await body(
                Scene(service: service, an: an, binh: binh, chi: chi, appointment: try #require(booked.id)))
        }
    }

    private static func time(_ from: String, _ to: String) -> String {
        #""startsAt":"2026-11-24T\#(from):00+07:00","endsAt":"2026-11-24T\#(to):00+07:00""#
    }

    @Test func whoIsInvitedIsAskedAndAnswersAreTracked() async throws {
        try await with { scene in
            #expect(try await scene.answers() == ["accepted", "needs-action", "needs-action"])
            #expect(try await scene.waiting(scene.binh) == 1)
            #expect(try await scene.waiting(scene.an) == 0)
            let accepted = try await scene.answer(scene.binh, "accept")
            #expect(accepted.status == 200, "\(accepted.text)")
            let declined = try await scene.answer(scene.chi, "decline", #"{"reason":"Tôi nghỉ phép"}"#)
            #expect(declined.status == 200, "\(declined.text)")
            let summary = try await scene.summary()
            #expect(summary["counts"]?["accepted"] == .integer(2) && summary["counts"]?["declined"] == .integer(1))
            #expect(summary["items"]?[2]["comment"] == .string("Tôi nghỉ phép"))
            #expect(summary["items"]?[2]["answeredAt"] != .null)
            #expect(try await scene.waiting(scene.binh) == 0)
            #expect(try await scene.waiting(scene.chi, "?participation=declined") == 1)
            #expect(try await scene.events() == ["asked", "asked", "accepted", "declined"])
            let last = try #require(try await scene.service.published(InvitationState.self).last)
            #expect(last.state.organiserId == scene.an && last.state.employeeName == "Chi")
            // Another answer later replaces it.
            #expect(try await scene.answer(scene.chi, "accept").status == 200)
            #expect(try await scene.answers() == ["accepted", "accepted", "accepted"])
        }
    }

    @Test func whoDeclinesIsBusyNoLongerAndComesBackOnlyWhereFree() async throws {
        try await with { scene in
            #expect(try await scene.isFree(scene.binh) == false)
            #expect(try await scene.answer(scene.binh, "decline", #"{"reason":"Bận"}"#).status == 200)
            #expect(try await scene.isFree(scene.binh))
            #expect(try await scene.isFree(scene.chi) == false)
            #expect(try await scene.service.book("Khác", [scene.binh], from: "09:30", to: "10:30").status == 201)
            let clash = try await scene.answer(scene.binh, "accept")
            #expect(clash.status == 409 && clash.object["title"] == .string("appointment-clash"), "\(clash.text)")
            #expect(clash.object["freeTimes"]?.count == 3)
            // Forcing needs the right to it.
            #expect(try await scene.answer(scene.binh, "accept", #"{"force":true}"#).status == 403)
            #expect(try await scene.answers()[1] == "declined")
            // Cancelling does not make anybody busy.
            #expect(try await scene.service.request(.post, "/appointments/\(scene.appointment)/cancel").status == 200)
            #expect(try await scene.waiting(scene.chi) == 0)
            let late = try await scene.answer(scene.chi, "accept")
            #expect(late.object["title"] == .string("appointment-cancelled"))
        }
    }

    @Test func aProposedTimeIsAcceptedWithAllChecksOrTurnedDown() async throws {
        try await with { scene in
            let proposed = try await scene.answer(
                scene.binh, "propose", "{\(Self.time("14:00", "15:00")),\"comment\":\"Sáng bận\"}")
            #expect(proposed.status == 200, "\(proposed.text)")
            #expect(try await scene.summary()["proposals"] == .integer(1))
            #expect(try await scene.isFree(scene.binh) == false, "the old time stays taken")
            // Attending does not make an organiser.
            for step in ["accept-proposal", "refuse-proposal"] {
                #expect(try await scene.decide(scene.binh, step, by: scene.person(scene.chi)).status == 403)
                #expect(try await scene.decide(scene.binh, step, by: scene.person(scene.binh)).status == 403)
            }
            let organiser = scene.person(scene.an)
            let refused = try await scene.decide(
                scene.binh, "refuse-proposal", by: organiser, #"{"reason":"Khách chỉ rảnh sáng"}"#)
            #expect(refused.status == 200, "\(refused.text)")
            #expect(try await scene.answers()[1] == "needs-action")
            #expect(try await scene.summary()["items"]?[1]["refusal"] == .string("Khách chỉ rảnh sáng"))
            let again = try await scene.decide(scene.binh, "accept-proposal", by: organiser)
            #expect(again.object["title"] == .string("nothing-proposed"))

            #expect(try await scene.answer(scene.chi, "accept").status == 200)
            #expect(
                try await scene.answer(scene.binh, "propose", "{\(Self.time("14:00", "15:00"))}").status == 200)
            let blocker = try await scene.service.book("Chặn", [scene.chi], from: "14:30", to: "15:30")
            let clash = try await scene.decide(scene.binh, "accept-proposal", by: organiser)
            #expect(clash.status == 409 && clash.object["title"] == .string("appointment-clash"), "\(clash.text)")
            #expect(try await scene.answers() == ["accepted", "tentative", "accepted"])
            let blocking = try #require(blocker.id)
            #expect(try await scene.service.request(.post, "/appointments/\(blocking)/cancel").status == 200)
            let moved = try await scene.decide(scene.binh, "accept-proposal", by: organiser)
            #expect(moved.status == 200, "\(moved.text)")
            // Who proposed it has accepted it; the others are asked anew.
            #expect(try await scene.answers() == ["accepted", "accepted", "needs-action"])
            #expect(try await scene.summary()["startsAt"] == .string("2026-11-24T07:00:00.000Z"))
            let events = try await scene.service.published(AppointmentState.self)
            #expect(events.last { $0.state.id == scene.appointment }?.event == "rescheduled")
        }
    }

    @Test func movingAsksEverybodyAnewAndWhoDeclinedIsCheckedAgain() async throws {
        try await with { scene in
            #expect(try await scene.answer(scene.binh, "accept").status == 200)
            #expect(try await scene.answer(scene.chi, "decline", #"{"reason":"Bận"}"#).status == 200)
            let other = try await scene.service.book("Khác", [scene.chi], from: "13:00", to: "14:00")
            let path = "/appointments/\(scene.appointment)/reschedule"
            let clash = try await scene.service.request(.post, path, body: "{\(Self.time("13:30", "14:30"))}")
            #expect(clash.status == 409, "\(clash.text)")
            #expect(try await scene.answers() == ["accepted", "accepted", "declined"])
            let id = try #require(other.id)
            #expect(try await scene.service.request(.post, "/appointments/\(id)/cancel").status == 200)
            let moved = try await scene.service.request(
                .post, path, as: scene.person(scene.binh), body: "{\(Self.time("13:30", "14:30"))}")
            #expect(moved.status == 200, "\(moved.text)")
            #expect(try await scene.answers() == ["accepted", "accepted", "needs-action"], "who moved it has accepted")
            #expect(try await scene.isFree(scene.chi, from: "13:30", to: "14:30") == false)
            #expect(try await scene.waiting(scene.chi) == 1)
        }
    }

    @Test func aSeatIsHandedOnVisiblyAndNotForEver() async throws {
        try await with { scene in
            let service = scene.service
            let dung = try await service.employee("Dũng")
            _ = try await service.book("Bận", [dung], from: "09:30", to: "10:00")
            let busy = try await scene.answer(scene.binh, "delegate", #"{"employeeId":"\#(dung)"}"#)
            #expect(busy.status == 409 && busy.object["title"] == .string("appointment-clash"), "\(busy.text)")
            #expect(try await scene.answers().count == 3)
            for (id, code) in [
                (scene.chi, "delegate-attends"), (scene.binh, "delegate-attends"),
                (EntityID(namespace: .quen, parts: ["nobody"]), "unknown-employee"),
            ] {
                let refused = try await scene.answer(scene.binh, "delegate", #"{"employeeId":"\#(id)"}"#)
                #expect(refused.status == 422 && refused.object["title"] == .string(code), "\(refused.text)")
                #expect(refused.object["path"] == .string("$.employeeId"))
            }
            var seats = [scene.binh]
            for name in ["Giang", "Hà", "Khánh"] {
                let next = try await service.employee(name)
                let sent = try await scene.answer(
                    try #require(seats.last), "delegate", #"{"employeeId":"\#(next)","comment":"Nhờ bạn"}"#)
                #expect(sent.status == 200, "\(sent.text)")
                seats.append(next)
            }
            let more = try await service.employee("Lan")
            let tooFar = try await scene.answer(seats[3], "delegate", #"{"employeeId":"\#(more)"}"#)
            #expect(tooFar.object["title"] == .string("delegated-too-often"), "\(tooFar.text)")
            #expect(try await scene.isFree(scene.binh))
            #expect(try await scene.isFree(seats[3]) == false)
            let items = try #require(try await scene.summary()["items"])
            #expect(items[1]["participation"] == .string("delegated"))
            #expect(items[1]["delegatedTo"]["name"] == .string("Giang"))
            #expect(items[3]["delegatedFrom"]["name"] == .string("Bình"))
            #expect(try await scene.waiting(seats[3]) == 1)
            // Whom one sent must decline before one answers anew.
            let held = try await scene.answer(seats[2], "accept")
            #expect(held.status == 200, "nobody has answered for it yet: \(held.text)")
            #expect(try await scene.answers().count == 5, "who was sent is wanted no longer")
            let comes = try await scene.answer(seats[1], "accept")
            #expect(comes.object["title"] == .string("delegate-comes"), "\(comes.text)")
            #expect(try await scene.answer(seats[2], "decline", #"{"reason":"Ốm"}"#).status == 200)
            #expect(try await scene.answer(seats[1], "accept").status == 200)
        }
    }

    /// Whoever may be invited has a calendar and can answer, whatever else their work is.
    @Test(arguments: [ReadyMadeRole.accountant, .technician, .customerCare, .marketing])
    func everyRoleAnswersAndReadsItsOwnCalendar(role: ReadyMadeRole) async throws {
        try await SchedulingFixture.with { service in
            let branch = try await service.branch("HN", "Hà Nội")
            let an = try await service.employee("An", branch: branch)
            let guest = try await service.employee("Khách", branch: branch)
            let made = try await service.book("Họp", [an, guest], from: "09:00", to: "10:00", day: "2026-11-30")
            let id = try #require(made.id)
            let person = SchedulingFixture.person(role, employee: guest, branch: branch)
            let answer = try await service.request(.post, "/appointments/\(id)/invitation/accept", as: person)
            #expect(answer.status == 200, "\(answer.text)")
            for path in [
                "/calendar?view=week&date=2026-11-30&employee=\(guest)", "/employees/\(guest)/working-days",
                "/employees/\(guest)/absences", "/free-busy?employees=\(guest)", "/invitations",
            ] {
                let read = try await service.request(.get, path, as: person)
                #expect(read.status == 200, "\(path) \(read.text)")
            }
        }
    }

    @Test func onlyTheInvitedAnswerAndOnlyWhatMakesSense() async throws {
        try await with { scene in
            let organiser = try await scene.answer(scene.an, "accept")
            #expect(organiser.status == 409 && organiser.object["title"] == .string("not-invited"))
            let stranger = try await scene.service.employee("Xuân")
            #expect(try await scene.answer(stranger, "accept").status == 404)
            #expect(
                try await scene.service.request(
                    .get, "/appointments/\(scene.appointment)/invitations", as: scene.person(stranger)
                ).status == 404)
            #expect(try await scene.waiting(stranger) == 0)
            for (step, body, code, path) in [
                ("decline", #"{"reason":"  "}"#, "invalid-text", "$.reason"),
                ("decline", #"{"reason":"\#(String(repeating: "a", count: 1001))"}"#, "invalid-text", "$.reason"),
                ("propose", "{\(Self.time("15:00", "14:00"))}", "invalid-times", "$.endsAt"),
                ("propose", "{\(Self.time("09:00", "10:00"))}", "proposal-is-the-same", "$.startsAt"),
                (
                    "propose", #"{"startsAt":"2020-01-01T00:00:00Z","endsAt":"2020-01-01T01:00:00Z"}"#,
                    "proposal-in-the-past", "$.startsAt"
                ),
            ] {
                let refused = try await scene.answer(scene.binh, step, body)
                #expect(refused.status == 422 && refused.object["title"] == .string(code), "\(refused.text)")
                #expect(refused.object["path"] == .string(path))
            }
            #expect(try await scene.answer(scene.binh, "decline").status == 422)
            let nothing = try await scene.decide(stranger, "accept-proposal", by: scene.person(scene.an))
            #expect(nothing.object["title"] == .string("nothing-proposed"))
            scene.service.clock.advance(by: .seconds(3 * 86_400))
            let late = try await scene.answer(scene.binh, "accept")
            #expect(late.object["title"] == .string("appointment-over"), "\(late.text)")
            #expect(try await scene.waiting(scene.binh) == 0)
        }
    }

    @Test func whoIsAddedIsAskedAndWhoIsRemovedIsNoLonger() async throws {
        try await with { scene in
            let service = scene.service
            let path = "/appointments/\(scene.appointment)"
            let dung = try await service.employee("Dũng")
            let read = try await service.request(.get, path)
            let ids = [scene.an, scene.binh, dung].map { "\"\($0)\"" }.joined(separator: ",")
            let changed = try await service.request(
                .put, path, body: #"{"title":"Họp mới","employeeIds":[\#(ids)]}"#, headers: ["If-Match": read.etag])
            #expect(changed.status == 200, "\(changed.text)")
            #expect(try await scene.answers() == ["accepted", "needs-action", "needs-action"])
            #expect(try await scene.waiting(scene.chi) == 0)
            #expect(try await scene.waiting(dung) == 1)
            let events = try await service.published(InvitationState.self)
            #expect(events.contains { $0.event == "deleted" && $0.state.employeeId == scene.chi })
            #expect(events.contains { $0.event == "updated" && $0.state.title == "Họp mới" })
        }
    }

    @Test func ofAnswersAtOnceEachCounts() async throws {
        try await with { scene in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        number.isMultiple(of: 2)
                            ? try await scene.answer(scene.binh, "accept").status
                            : try await scene.answer(scene.chi, "decline", #"{"reason":"Bận"}"#).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.allSatisfy { $0 == 200 })
            #expect(try await scene.answers() == ["accepted", "accepted", "declined"])
        }
    }

    @Test func theFeedSaysWhatEachHasSaid() async throws {
        try await with { scene in
            let giang = try await scene.service.employee("Giang", extra: #","email":"giang@quen.example""#)
            #expect(try await scene.answer(scene.binh, "delegate", #"{"employeeId":"\#(giang)"}"#).status == 200)
            #expect(try await scene.answer(scene.chi, "decline", #"{"reason":"Bận"}"#).status == 200)
            let person = try await CalendarTests().holder(scene.service, scene.an)
            let made = try await scene.service.request(.post, "/calendar-feed", as: person)
            let feed = try await scene.service.request(.get, made.feedPath, as: nil)
            let text = feed.text.replacing("\r\n ", with: "")
            for part in [
                "ORGANIZER;CN=An:urn:uuid:\(scene.an)",
                "ATTENDEE;CN=An;ROLE=CHAIR;PARTSTAT=ACCEPTED:urn:uuid:\(scene.an)",
                "ATTENDEE;CN=Chi;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED:urn:uuid:\(scene.chi)",
                "ATTENDEE;CN=Bình;ROLE=REQ-PARTICIPANT;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:giang@quen.example\"",
                "PARTSTAT=NEEDS-ACTION;DELEGATED-FROM=\"urn:uuid:\(scene.binh)\":mailto:giang@quen.example",
            ] { #expect(text.contains(part), "\(part) is missing in \(text)") }
        }
    }
}
