import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

/// The diary through the door (SCH-6). It is Monday, 2026-11-23, 09:00 in Viet Nam.
@Suite struct DiaryTests {
    private func title(_ answer: TestAnswer) -> String {
        if case .string(let title)? = answer.object["title"] { title } else { answer.text }
    }

    @Test func whatReallyHappenedIsWrittenOnceCorrectedAndKept() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let id = try await service.activity(
                "Khảo sát", [an, binh], at: [("2026-11-24", "09:00", "10:00")],
                extra: #","plannedCosts":[{"item":"Xăng","amount":{"amount":100000,"currency":"VND"}}]"#)
            let path = "/activities/\(id)/diary"
            #expect(title(try await service.request(.post, path, body: #"{"outcome":"other"}"#)) == "in-the-future")
            service.clock.advance(by: .seconds(2 * 86_400))
            #expect(try await service.items("/activities?diary=missing", "title") == ["Khảo sát"])
            let entry = """
                {"outcome":"ordered","notes":" Đặt hai máy ","startedAt":"2026-11-24T09:10:00+07:00",\
                "endedAt":"2026-11-24T11:00:00+07:00","absentIds":["\(binh)"],"customerCame":true,\
                "actualCosts":[{"item":"Xăng","amount":{"amount":120000,"currency":"VND"}}],\
                "followUp":{"activity":{"title":"Giao máy","kind":"visit","employeeIds":["\(an)"],"plannedOn":"2026-11-30"}}}
                """
            let written = try await service.request(.post, path, body: entry)
            #expect(written.status == 200, "\(written.text)")
            #expect(title(try await service.request(.post, path, body: #"{"outcome":"other"}"#)) == "diary-written")
            let read = try await service.request(.get, "/activities/\(id)")
            let diary = read.object["diary"] ?? .null
            #expect(read.object["status"] == .string("done") && diary["outcome"] == .string("ordered"))
            #expect(diary["attendedIds"] == .array([.string(an.description)]))
            #expect(diary["notes"] == .string("Đặt hai máy") && diary["revision"] == .integer(1))
            guard case .string(let next) = diary["followUp"], let nextID = next.split(separator: "/").last else {
                throw TestFailure("no follow-up")
            }
            #expect(
                try await service.request(.get, "/activities/\(nextID)").object["title"] == .string("Giao máy"))
            #expect(try await service.items("/activities?diary=missing", "title").isEmpty)
            #expect(try await service.items("/activities?diary=written", "title") == ["Khảo sát"])

            let better = """
                {"outcome":"promising","startedAt":"2026-11-24T09:10:00+07:00","endedAt":"2026-11-24T11:00:00+07:00",\
                "actualCosts":[{"item":"Xăng","amount":{"amount":125000,"currency":"VND"}}]}
                """
            let fixed = try await service.request(.put, path, body: better, headers: ["If-Match": read.etag])
            #expect(fixed.status == 200, "\(fixed.text)")
            #expect(
                try await service.request(.put, path, body: better, headers: ["If-Match": read.etag]).status == 412)
            #expect(try await service.request(.put, path, body: better).status == 428)
            let history = try await service.request(.get, path)
            #expect(history.object["items"]?.count == 2)
            #expect(history.object["items"]?[1]["entry"]["outcome"] == .string("ordered"))
            #expect(history.object["items"]?[0]["entry"]["followUp"] == .string(next))
            #expect(history.object["items"]?[0]["entry"]["attendedIds"].count == 2)
            let events = try await service.published(ActivityState.self).filter { $0.state.id == id }
            #expect(events.map(\.event) == ["created", "diary-recorded", "diary-corrected"])
            #expect(events.last?.state.diary?.actualCosts.first?.amount.minorUnits == 125_000)
            let costs = try await service.request(.get, "/reports/costs")
            #expect(costs.object["rows"]?[0]["planned"] == .string("100000"), "\(costs.text)")
            #expect(costs.object["rows"]?[0]["actual"] == .string("125000"))
        }
    }

    @Test func anAppointmentsDiaryGoesWithItsOutcome() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let booked = try await service.book("Gặp", [an], from: "09:00", to: "10:00")
            let id = try #require(booked.id)
            let path = "/appointments/\(id)"
            service.clock.advance(by: .seconds(2 * 86_400))
            let read = try await service.request(.get, path)
            #expect(
                title(
                    try await service.request(
                        .put, "\(path)/diary", body: #"{"outcome":"other"}"#, headers: ["If-Match": read.etag]))
                    == "diary-missing")
            let clashing = """
                {"outcome":"promising","followUp":{"appointment":{"title":"Gặp lại","employeeIds":["\(an)"],\
                "startsAt":"2026-12-01T09:00:00+07:00","endsAt":"2026-12-01T08:00:00+07:00"}}}
                """
            let refused = try await service.request(.post, "\(path)/outcome", body: clashing)
            #expect(refused.object["path"] == .string("$.followUp.appointment.endsAt"), "\(refused.text)")
            #expect(try await service.request(.get, path).object["status"] == .string("scheduled"))
            let fine = clashing.replacing("08:00:00", with: "10:00:00")
            #expect(try await service.request(.post, "\(path)/outcome", body: fine).status == 200)
            #expect(try await service.items("/appointments?from=2026-12-01", "title") == ["Gặp lại"])
            let done = try await service.request(.get, path)
            #expect(done.object["outcome"] == .string("promising"))
            #expect(done.object["diary"]?["startedAt"] == .string("2026-11-24T02:00:00.000Z"))
            let corrected = try await service.request(
                .put, "\(path)/diary", body: #"{"outcome":"ordered","notes":"Đã chốt"}"#,
                headers: ["If-Match": done.etag])
            #expect(corrected.status == 200, "\(corrected.text)")
            let events = try await service.published(AppointmentState.self).filter { $0.state.id == id }
            #expect(events.map(\.event) == ["scheduled", "outcome-recorded", "diary-corrected"])
            #expect(events.last?.state.outcome == .ordered && events.last?.state.outcomeNotes == "Đã chốt")
            #expect(try await service.request(.get, "\(path)/diary").object["items"]?.count == 2)
        }
    }

    @Test func anActivitysDiaryTellsItsSessions() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let id = try await service.activity(
                "Hai buổi", [an], at: [("2026-11-24", "09:00", "10:00"), ("2026-11-26", "09:00", "10:00")])
            let proposed = try await service.request(
                .post, "/schedule-proposals",
                body: #"{"from":"2026-11-23","to":"2026-11-27","employeeIds":["\#(an)"]}"#)
            let proposal = try #require(proposed.id)
            #expect(try await service.request(.post, "/schedule-proposals/\(proposal)/commit").status == 200)
            service.clock.advance(by: .seconds(2 * 86_400))
            let path = "/activities/\(id)/diary"
            let entry = #"{"outcome":"failed","notes":"Không gặp","endedAt":"2026-11-24T10:00:00+07:00"}"#
            #expect(title(try await service.request(.post, path, body: entry)) == "sessions-ahead")
            service.clock.advance(by: .seconds(3 * 86_400))
            #expect(try await service.request(.post, path, body: entry).status == 200)
            let appointments = try await service.published(AppointmentState.self)
            #expect(appointments.filter { $0.event == "outcome-recorded" }.map(\.state.outcome) == [.failed, .failed])
            #expect(try await service.items("/activities?diary=missing", "title").isEmpty)
        }
    }

    @Test func whatIsWrongIsNamedByItsPath() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let id = try await service.activity("Việc", [an], at: [])
            let cost = #"{"item":"Lạ","amount":{"amount":1,"currency":"VND"}}"#
            let times = #""startedAt":"2026-11-22T09:00:00+07:00","endedAt":"2026-11-22T10:00:00+07:00""#
            let cases = [
                ("{}", "$.outcome"), (#"{"outcome":"other"}"#, "$.startedAt"),
                (
                    #"{"outcome":"other","startedAt":"2026-11-22T09:00:00Z","endedAt":"2026-11-22T08:00:00Z"}"#,
                    "$.endedAt"
                ),
                (#"{"outcome":"other","startedAt":"2026-12-22T09:00:00Z"}"#, "$.startedAt"),
                (#"{"outcome":"other",\#(times),"absentIds":["\#(EntityID.quen)"]}"#, "$.absentIds[0]"),
                (#"{"outcome":"other",\#(times),"attendedIds":["\#(EntityID.quen)"]}"#, "$.attendedIds[0]"),
                (#"{"outcome":"other",\#(times),"attendedIds":["\#(an)"],"absentIds":["\#(an)"]}"#, "$.attendedIds[0]"),
                (#"{"outcome":"other",\#(times),"actualCosts":[\#(cost)]}"#, "$.actualCosts[0].item"),
                (#"{"outcome":"other",\#(times),"followUp":{}}"#, "$.followUp"),
                (
                    #"{"outcome":"other",\#(times),"followUp":{"activity":{"title":"x","kind":"call","travelMinutes":-1}}}"#,
                    "$.followUp.activity.travelMinutes"
                ),
            ]
            for (body, path) in cases {
                let answer = try await service.request(.post, "/activities/\(id)/diary", body: body)
                #expect(answer.status == 422, "\(body): \(answer.text)")
                #expect(answer.object["path"] == .string(path), "\(body): \(answer.text)")
            }
            let stranger = SchedulingFixture.person(.salesperson, employee: try await service.employee("Lan"))
            let fine = #"{"outcome":"other",\#(times)}"#
            #expect(
                try await service.request(.post, "/activities/\(id)/diary", as: stranger, body: fine).status == 404)
            #expect(try await service.request(.get, "/activities/\(id)/diary", as: stranger).status == 404)
            let whoTakesPart = SchedulingFixture.person(.salesperson, employee: an)
            #expect(
                try await service.request(.post, "/activities/\(id)/diary", as: whoTakesPart, body: fine).status == 200)
        }
    }
}
