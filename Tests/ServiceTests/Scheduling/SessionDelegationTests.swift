import Foundation
import HTTPTypes
import Messages
import ServiceKit
import TestKit
import Testing

@testable import Scheduling

/// Seats at sessions of activities are handed on (SCH-3, SCH-4): An is responsible, Bình sends Chi.
@Suite struct SessionDelegationTests {
    private struct Scene {
        var service: ServiceUnderTest
        var an: EntityID, binh: EntityID, chi: EntityID
        var activity: EntityID
        var sessions: [EntityID]

        func person(_ employee: EntityID) -> Person { SchedulingFixture.person(.salesperson, employee: employee) }

        func answer(_ who: EntityID, _ session: Int, _ step: String, _ body: String) async throws {
            let answer = try await service.request(
                .post, "/appointments/\(sessions[session])/invitation/\(step)", as: person(who), body: body)
            #expect(answer.status == 200, "\(answer.text)")
        }

        func attendees() async throws -> [EntityID] {
            let read = try await service.request(.get, "/activities/\(activity)")
            guard case .array(let ids) = read.object["employeeIds"] else { return [] }
            return ids.compactMap { if case .string(let text) = $0 { EntityID(text) } else { nil } }
        }

        func work(_ who: EntityID) async throws -> [String] {
            try await service.items("/work-items", "title", as: person(who))
        }
    }

    private func with(
        _ times: [(day: String, from: String, to: String)], extra: String = "",
        _ body: @escaping @Sendable (Scene) async throws -> Void
    ) async throws {
        try await SchedulingFixture.with { service in
            let (an, binh, chi) = (
                try await service.employee("An"), try await service.employee("Bình"), try await service.employee("Chi")
            )
            let id = try await service.activity(
                "Khảo sát", [an, binh], at: times, extra: #","responsibleId":"\#(an)""# + extra)
            let made = try await service.request(
                .post, "/schedule-proposals",
                body: #"{"from":"2026-12-01","to":"2026-12-05","employeeIds":["\#(an)","\#(binh)"]}"#)
            let committed = try await service.request(
                .post, "/schedule-proposals/\(try #require(made.id))/commit", body: "{}")
            #expect(committed.status == 200, "\(committed.text)")
            let read = try await service.request(.get, "/activities/\(id)")
            guard case .array(let ids) = read.object["appointmentIds"] else { return }
            let sessions = ids.compactMap { if case .string(let text) = $0 { EntityID(text) } else { nil } }
            try #require(sessions.count == times.count, "\(read.text)")
            try await body(
                Scene(service: service, an: an, binh: binh, chi: chi, activity: id, sessions: sessions))
        }
    }

    @Test func whoIsSentTakesPartInTheActivityAndHasItToDo() async throws {
        try await with([("2026-12-02", "09:00", "10:00")]) { scene in
            #expect(try await scene.work(scene.binh) == ["Khảo sát"])
            try await scene.answer(scene.binh, 0, "delegate", #"{"employeeId":"\#(scene.chi)"}"#)
            #expect(try await scene.attendees() == [scene.an, scene.chi])
            #expect(try await scene.work(scene.chi) == ["Khảo sát"])
            #expect(try await scene.work(scene.binh).isEmpty)
            let told = try #require(try await scene.service.published(ActivityState.self).last)
            #expect(told.event == "updated" && told.state.employeeIds == [scene.an, scene.chi])
            // Comes after all: whom they sent is wanted no longer.
            try await scene.answer(scene.binh, 0, "accept", "{}")
            #expect(try await scene.attendees() == [scene.an, scene.binh])
            #expect(try await scene.work(scene.chi).isEmpty)
            #expect(try await scene.work(scene.binh) == ["Khảo sát"])
            // Who was sent and declines has nothing to do.
            try await scene.answer(scene.binh, 0, "delegate", #"{"employeeId":"\#(scene.chi)"}"#)
            try await scene.answer(scene.chi, 0, "decline", #"{"reason":"Ốm"}"#)
            #expect(try await scene.attendees() == [scene.an])
            #expect(try await scene.work(scene.chi).isEmpty)
            #expect(try await scene.service.request(.post, "/activities/\(scene.activity)/reopen").status == 200)
            #expect(try await scene.attendees() == [scene.an])
        }
    }

    @Test func whoSendsAnotherToOneOfSeveralSessionsStillTakesPart() async throws {
        try await with([("2026-12-02", "09:00", "10:00"), ("2026-12-03", "09:00", "10:00")]) { scene in
            try await scene.answer(scene.binh, 1, "delegate", #"{"employeeId":"\#(scene.chi)"}"#)
            #expect(try await scene.attendees() == [scene.an, scene.binh, scene.chi])
            #expect(try await scene.work(scene.binh) == ["Khảo sát"])
            #expect(try await scene.work(scene.chi) == ["Khảo sát"])
            try await scene.answer(scene.binh, 0, "delegate", #"{"employeeId":"\#(scene.chi)"}"#)
            #expect(try await scene.attendees() == [scene.an, scene.chi])
            #expect(try await scene.work(scene.binh).isEmpty)
        }
    }

    @Test func oneOccurrenceOfAnActivityThatRecursIsHandedOnByItself() async throws {
        try await with([("2026-12-02", "09:00", "10:00")], extra: #","recurrence":{"rule":"FREQ=WEEKLY;COUNT=4"}"#) {
            scene in
            try await scene.answer(
                scene.binh, 0, "delegate", #"{"employeeId":"\#(scene.chi)","recurrenceId":"2026-12-09T02:00:00Z"}"#)
            #expect(try await scene.attendees() == [scene.an, scene.binh], "Chi comes to that one only")
            #expect(try await scene.work(scene.chi) == ["Khảo sát"])
            try await scene.answer(scene.binh, 0, "delegate", #"{"employeeId":"\#(scene.chi)"}"#)
            #expect(try await scene.attendees() == [scene.an, scene.chi])
        }
    }
}
