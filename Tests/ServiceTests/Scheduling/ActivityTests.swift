import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite struct ActivityTests {
    @Test func anActivityIsEnteredChangedAndDone() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let id = try await service.activity(
                "Khảo sát", [an], at: [("2026-11-25", "09:00", "10:00")],
                extra: """
                    ,"priority":"high","purpose":"new-customers","travelMinutes":30,"deadline":"2026-11-27T17:30:00+07:00",\
                    "plannedCosts":[{"item":"Đi lại","amount":{"amount":450000,"currency":"VND"}}]
                    """)
            let read = try await service.request(.get, "/activities/\(id)")
            #expect(read.object["plannedCosts"]?[0]["amount"]["amount"] == .integer(450_000))
            #expect(read.object["status"] == .string("new") && read.object["priority"] == .string("high"))
            let changed = try await service.request(
                .put, "/activities/\(id)",
                body: #"{"title":"Khảo sát kho","kind":"survey","employeeIds":["\#(an)"],"plannedOn":"2026-11-26"}"#,
                headers: ["If-Match": read.etag])
            #expect(changed.status == 200, "\(changed.text)")
            #expect(
                try await service.items("/activities?from=2026-11-26&to=2026-11-26&q=khao", "title") == ["Khảo sát kho"]
            )
            #expect(try await service.items("/activities?from=2026-11-27&to=2026-11-30", "title").isEmpty)
            #expect(try await service.items("/activities?employee=\(an)&status=new&kind=survey", "title").count == 1)
            #expect(try await service.request(.post, "/activities/\(id)/reopen").status == 409)
            #expect(try await service.request(.post, "/activities/\(id)/done").status == 200)
            let again = try await service.request(.post, "/activities/\(id)/cancel")
            #expect(again.object["title"] == .string("activity-done"))
            let events = try await service.published(ActivityState.self)
            #expect(events.map(\.event) == ["created", "updated", "done"])
            #expect(events.last?.state.ownership.responsibleId == an)
        }
    }

    @Test func whatIsWrongIsNamedByItsPath() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let base = #""kind":"call","employeeIds":["\#(an)"]"#
            let session = #"{"startsAt":"2026-11-25T09:00:00Z","endsAt":"2026-11-25T10:00:00Z"}"#
            let cost = #"{"item":"A","amount":{"amount":1,"currency":"VND"}}"#
            let cases = [
                (#"{"title":" ",\#(base)}"#, "$.title"), (#"{"title":"x","kind":"dance"}"#, "$.kind"),
                (#"{"title":"x","kind":"call","employeeIds":[]}"#, "$.employeeIds"),
                (#"{"title":"x","kind":"call","employeeIds":["\#(EntityID.quen)"]}"#, "$.employeeIds[0]"),
                (
                    #"{"title":"x",\#(base),"sessions":[{"startsAt":"2026-11-25T09:00:01Z","endsAt":"2026-11-25T10:00:00Z"}]}"#,
                    "$.sessions[0]"
                ),
                (#"{"title":"x",\#(base),"plannedOn":"2026-11-25","sessions":[\#(session)]}"#, "$.plannedOn"),
                (#"{"title":"x",\#(base),"travelMinutes":-1}"#, "$.travelMinutes"),
                (#"{"title":"x",\#(base),"contactId":"\#(an)"}"#, "$.contactId"),
                (#"{"title":"x",\#(base),"plannedCosts":[\#(cost),\#(cost)]}"#, "$.plannedCosts[1].item"),
                (
                    #"{"title":"x",\#(base),"plannedCosts":[{"item":"A","amount":{"amount":-1,"currency":"VND"}}]}"#,
                    "$.plannedCosts[0].amount"
                ),
            ]
            for (body, path) in cases {
                let answer = try await service.request(.post, "/activities", body: body)
                #expect(answer.status == 422, "\(answer.text)")
                #expect(answer.object["path"] == .string(path), "\(answer.text)")
            }
        }
    }

    @Test func peopleSeeWhatTheyOwnOrTakePartIn() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let secret = try await service.activity("Bí mật", [binh], at: [])
            _ = try await service.activity("Chung", [binh, an], at: [])
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            #expect(try await service.items("/activities", "title", as: seller) == ["Chung"])
            #expect(try await service.request(.get, "/activities/\(secret)", as: seller).status == 404)
            #expect(try await service.request(.post, "/activities/\(secret)/cancel", as: seller).status == 404)
            let body = #"{"title":"Cho Bình","kind":"call","employeeIds":["\#(binh)"]}"#
            #expect(try await service.request(.post, "/activities", as: seller, body: body).status == 403)
            let accountant = SchedulingFixture.person(.accountant, employee: an)
            #expect(try await service.request(.get, "/activities", as: accountant).status == 403)
        }
    }
}

extension ServiceUnderTest {
    /// Enters an activity with sessions on those days, from and to those hours in Viet Nam; the id.
    func activity(
        _ title: String, _ employees: [EntityID], at sessions: [(day: String, from: String, to: String)],
        kind: String = "visit", extra: String = ""
    ) async throws -> EntityID {
        let people = employees.map { "\"\($0)\"" }.joined(separator: ",")
        let times = sessions.map {
            #"{"startsAt":"\#($0.day)T\#($0.from):00+07:00","endsAt":"\#($0.day)T\#($0.to):00+07:00"}"#
        }.joined(separator: ",")
        let answer = try await request(
            .post, "/activities",
            body: #"{"title":"\#(title)","kind":"\#(kind)","employeeIds":[\#(people)],"sessions":[\#(times)]\#(extra)}"#
        )
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.id)
    }
}
