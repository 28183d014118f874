import Foundation
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite struct ChecklistTests {
    @Test func anActivityIsDoneOnceItsObligatoryItemsAreTicked() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let id = try await service.activity("Lắp đặt", [an, binh], at: [])
            let first = try await service.request(.get, "/activities/\(id)")
            let listed = try await service.request(
                .put, "/activities/\(id)/checklist",
                body: """
                    {"items":[{"text":"Mang máy","isObligatory":true},{"text":"Chụp ảnh"},\
                    {"text":"Ký biên bản","isObligatory":true}]}
                    """, headers: ["If-Match": first.etag])
            #expect(listed.status == 200, "\(listed.text)")
            let items = try await service.checklist(id)
            #expect(items.map(\.text) == ["Mang máy", "Chụp ảnh", "Ký biên bản"])
            let technician = SchedulingFixture.person(.technician, employee: binh)
            #expect(try await service.tick(id, done: [items[0].id], as: technician).status == 200)
            let refused = try await service.request(.post, "/activities/\(id)/done")
            #expect(refused.status == 409 && refused.object["title"] == .string("checklist-open"), "\(refused.text)")
            #expect(refused.text.contains("Ký biên bản") && !refused.text.contains("Chụp ảnh"))
            service.clock.advance(by: .seconds(60))
            // What is ticked already stays the first one's.
            let other = SchedulingFixture.person(.technician, employee: an)
            #expect(try await service.tick(id, done: [items[0].id, items[2].id], as: other).status == 200)
            let ticked = try await service.checklist(id)
            #expect(ticked[0].doneBy == binh && ticked[2].doneBy == an)
            #expect(ticked[2].doneAt == service.clock.now && ticked[0].doneAt != ticked[2].doneAt)
            #expect(try await service.request(.post, "/activities/\(id)/done").status == 200)
            let events = try await service.published(ActivityState.self)
            #expect(events.map(\.event) == ["created", "updated", "updated", "updated", "done"])
            #expect(events.last?.state.checklist?.count == 3)
            #expect(try await service.tick(id, undone: [items[0].id]).status == 409)
        }
    }

    @Test func aChecklistIsReplacedFromTheVersionThatWasReadAndKeepsTicks() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let id = try await service.activity("Khảo sát", [an], at: [])
            let first = try await service.request(.get, "/activities/\(id)")
            let path = "/activities/\(id)/checklist"
            let body = #"{"items":[{"text":"A"},{"text":"B"}]}"#
            #expect(try await service.request(.put, path, body: body).status == 428)
            #expect(try await service.request(.put, path, body: body, headers: ["If-Match": first.etag]).status == 200)
            #expect(try await service.request(.put, path, body: body, headers: ["If-Match": first.etag]).status == 412)
            let items = try await service.checklist(id)
            _ = try await service.tick(id, done: [items[1].id])
            let etag = try await service.request(.get, "/activities/\(id)").etag
            let turned = #"{"items":[{"id":"\#(items[1].id)","text":"B mới"},{"text":"C"}]}"#
            #expect(try await service.request(.put, path, body: turned, headers: ["If-Match": etag]).status == 200)
            let now = try await service.checklist(id)
            #expect(now.map(\.text) == ["B mới", "C"] && now[0].doneAt != nil && now[0].id == items[1].id)
            // A new plan of the activity leaves the checklist alone.
            let read = try await service.request(.get, "/activities/\(id)")
            let plan = #"{"title":"Khảo sát 2","kind":"survey","employeeIds":["\#(an)"]}"#
            #expect(
                try await service.request(.put, "/activities/\(id)", body: plan, headers: ["If-Match": read.etag])
                    .status == 200)
            #expect(try await service.checklist(id).count == 2)
        }
    }

    @Test func whatIsWrongIsNamedByItsPath() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let id = try await service.activity("Khảo sát", [an], at: [])
            let etag = try await service.request(.get, "/activities/\(id)").etag
            let long = String(repeating: "x", count: 301)
            let many = Array(repeating: #"{"text":"A"}"#, count: 101).joined(separator: ",")
            for (body, path) in [
                (#"{"items":[{"text":" "}]}"#, "$.items[0].text"),
                (#"{"items":[{"text":"\#(long)"}]}"#, "$.items[0].text"),
                (#"{"items":[{"text":"A"},{"id":"\#(an)","text":"B"}]}"#, "$.items[1].id"),
                (#"{"items":[\#(many)]}"#, "$.items"), ("{}", "$.items"),
            ] {
                let answer = try await service.request(
                    .put, "/activities/\(id)/checklist", body: body, headers: ["If-Match": etag])
                #expect(answer.status == 422 && answer.object["path"] == .string(path), "\(answer.text)")
            }
            let unknown = try await service.tick(id, done: [an])
            #expect(unknown.status == 422 && unknown.object["path"] == .string("$.done[0]"), "\(unknown.text)")
            let stranger = SchedulingFixture.person(.salesperson, employee: try await service.employee("Bình"))
            #expect(try await service.tick(id, done: [], as: stranger).status == 404)
        }
    }
}

extension ServiceUnderTest {
    func checklist(_ activity: EntityID) async throws -> [ChecklistItem] {
        struct Read: Decodable { var checklist: [ChecklistItem]? }
        return try await request(.get, "/activities/\(activity)").json(Read.self).checklist ?? []
    }

    func tick(
        _ activity: EntityID, done: [EntityID] = [], undone: [EntityID] = [], as person: Person = .test(.administrator)
    ) async throws -> TestAnswer {
        func list(_ ids: [EntityID]) -> String { ids.map { "\"\($0)\"" }.joined(separator: ",") }
        return try await request(
            .post, "/activities/\(activity)/checklist/ticks", as: person,
            body: #"{"done":[\#(list(done))],"undone":[\#(list(undone))]}"#)
    }
}
