import Foundation
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite struct ProcedureTests {
    /// Today is Monday, 23 November 2026; Tuesday is a holiday.
    static let steps = """
        {"key":"goi","title":"Gọi điện","kind":"call","checklist":[{"text":"Hỏi nhu cầu","isObligatory":true}]},\
        {"key":"khao-sat","title":"Khảo sát","kind":"survey","after":"goi","offsetDays":2,"durationDays":2},\
        {"key":"bao-gia","title":"Báo giá","kind":"email","after":"khao-sat","offsetDays":1,"dayUnit":"calendar",\
        "isObligatory":false},\
        {"key":"cham-soc","title":"Chăm sóc","kind":"visit","offsetDays":10,"dayUnit":"calendar","startTime":"09:00",\
        "minutes":60,"isObligatory":false}
        """

    @Test func aChainIsEnteredWithItsDatesAndMovesWithWhatIsDone() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let procedure = try await service.procedure("Khách mới", Self.steps)
            let run = try await service.start(procedure, for: an)
            #expect(
                try await service.dates(run) == [
                    "2026-11-23/2026-11-23", "2026-11-26/2026-11-27", "2026-11-28/2026-11-28",
                    "2026-12-03/2026-12-03",
                ])
            #expect(try await service.progress(run) == ["next", "waiting", "waiting", "next"])
            let activities = try await service.steps(run)
            #expect(try await service.items("/procedure-runs?activity=\(activities[2])", "id") == ["\(run)"])
            #expect(try await service.items("/procedure-runs?activity=\(an)", "id").isEmpty)
            let care = try await service.request(.get, "/activities/\(activities[3])")
            #expect(care.object["sessions"]?[0]["startsAt"] == .string("2026-12-03T02:00:00.000Z"), "\(care.text)")
            let survey = try await service.request(.get, "/activities/\(activities[1])")
            #expect(survey.string("plannedOn") == "2026-11-26" && survey.object["isHeld"] == .bool(true))
            #expect(survey.string("deadline") == "2026-11-27T16:59:00.000Z")
            let tooEarly = try await service.request(.post, "/activities/\(activities[1])/done")
            #expect(tooEarly.string("title") == "step-held", "\(tooEarly.text)")
            #expect(try await service.request(.post, "/activities/\(activities[0])/done").status == 409)
            let items = try await service.checklist(activities[0])
            #expect(items.map(\.text) == ["Hỏi nhu cầu"])
            _ = try await service.tick(activities[0], done: items.map(\.id))
            // Two days late: late is what should be over, and the rest moves.
            service.clock.advance(by: .seconds(2 * 86_400))
            let late = try await service.request(.get, "/procedure-runs/\(run)")
            #expect(late.object["lateCount"] == .integer(1) && late.object["steps"]?[0]["isLate"] == .bool(true))
            #expect(try await service.items("/procedure-runs?late=true", "procedureName") == ["Khách mới"])
            #expect(try await service.request(.post, "/activities/\(activities[0])/done").status == 200)
            #expect(
                try await service.dates(run) == [
                    "2026-11-23/2026-11-23", "2026-11-27/2026-11-30", "2026-12-01/2026-12-01",
                    "2026-12-03/2026-12-03",
                ])
            #expect(try await service.progress(run) == ["done", "next", "waiting", "next"])
            let moved = try await service.request(.get, "/activities/\(activities[1])")
            #expect(moved.string("plannedOn") == "2026-11-27" && moved.object["isHeld"] == nil, "\(moved.text)")
            let events = try await service.published(ProcedureRunState.self)
            #expect(events.map(\.event) == ["started", "progressed"])
        }
    }

    @Test func whatSomebodyPlannedOtherwiseKeepsItsTime() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let steps = """
                {"key":"a","title":"A","kind":"call"},{"key":"b","title":"B","kind":"visit","after":"a","offsetDays":1}
                """
            let run = try await service.start(try await service.procedure("Hai bước", steps), for: an)
            let activities = try await service.steps(run)
            let read = try await service.request(.get, "/activities/\(activities[1])")
            let body = #"{"title":"B","kind":"visit","employeeIds":["\#(an)"],"plannedOn":"2026-12-15"}"#
            #expect(
                try await service.request(
                    .put, "/activities/\(activities[1])", body: body, headers: ["If-Match": read.etag]
                ).status == 200)
            #expect(try await service.request(.post, "/activities/\(activities[0])/done").status == 200)
            let kept = try await service.request(.get, "/activities/\(activities[1])")
            #expect(kept.string("plannedOn") == "2026-12-15" && kept.object["isHeld"] == nil, "\(kept.text)")
            #expect(try await service.request(.post, "/activities/\(activities[1])/done").status == 200)
            let over = try await service.request(.get, "/procedure-runs/\(run)")
            #expect(over.string("status") == "finished" && over.object["doneCount"] == .integer(2))
            #expect(try await service.published(ProcedureRunState.self).last?.event == "finished")
        }
    }

    @Test func aLaterChangeOfTheTemplateChangesNoChain() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let procedure = try await service.procedure("Khách mới", Self.steps)
            let run = try await service.start(procedure, for: an)
            let before = try await service.request(.get, "/procedure-runs/\(run)")
            let read = try await service.request(.get, "/procedures/\(procedure)")
            let body = #"{"name":"Khách mới","steps":[{"key":"x","title":"Khác","kind":"fax"}]}"#
            let changed = try await service.request(
                .put, "/procedures/\(procedure)", body: body, headers: ["If-Match": read.etag])
            #expect(changed.status == 200, "\(changed.text)")
            let stale = try await service.request(
                .put, "/procedures/\(procedure)", body: body, headers: ["If-Match": read.etag])
            #expect(stale.status == 412)
            #expect(try await service.request(.get, "/procedures/\(procedure)").object["edition"] == .integer(2))
            let after = try await service.request(.get, "/procedure-runs/\(run)")
            #expect(after.object["steps"] == before.object["steps"] && after.object["edition"] == .integer(1))
            let activities = try await service.steps(run)
            #expect(try await service.request(.post, "/activities/\(activities[3])/cancel").status == 200)
            #expect(try await service.steps(try await service.start(procedure, for: an)).count == 1)
            #expect(try await service.published(ProcedureState.self).map(\.event) == ["created", "updated"])
        }
    }

    @Test func theRestIsCancelledAsAWholeAndAnObligatoryStepNotByItself() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let team = try await service.team("ky-thuat")
            let steps = """
                {"key":"a","title":"A","kind":"call"},\
                {"key":"b","title":"B","kind":"visit","after":"a","assignee":"employee","employeeId":"\(binh)"},\
                {"key":"c","title":"C","kind":"other","after":"a","assignee":"team","teamId":"\(team)","isObligatory":false},\
                {"key":"d","title":"D","kind":"other","after":"c","isObligatory":false}
                """
            let procedure = try await service.procedure("Bốn bước", steps)
            let run = try await service.start(procedure, for: an)
            let activities = try await service.steps(run)
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            // It is not yet their turn.
            #expect(try await service.items("/queues/\(team)/activities", "title").isEmpty)
            let held = try await service.items("/work-items?list=waiting", "title", as: seller)
            #expect(held.sorted() == ["B", "C", "D"])
            #expect(try await service.request(.post, "/activities/\(activities[0])/done", as: seller).status == 200)
            #expect(try await service.items("/queues/\(team)/activities", "title") == ["C"])
            let other = SchedulingFixture.person(.salesperson, employee: binh)
            #expect(try await service.items("/work-items", "title", as: other) == ["B"])
            let refused = try await service.request(.post, "/activities/\(activities[1])/cancel")
            #expect(refused.status == 409 && refused.string("title") == "step-obligatory", "\(refused.text)")
            #expect(try await service.request(.post, "/activities/\(activities[2])/cancel").status == 200)
            #expect(try await service.progress(run) == ["done", "next", "cancelled", "next"])
            let cancelled = try await service.request(
                .post, "/procedure-runs/\(run)/cancel", as: seller, body: #"{"reason":"Khách đổi ý"}"#)
            #expect(cancelled.status == 200, "\(cancelled.text)")
            #expect(try await service.progress(run) == ["done", "cancelled", "cancelled", "cancelled"])
            #expect(try await service.request(.get, "/activities/\(activities[1])").string("status") == "cancelled")
            #expect(try await service.request(.get, "/activities/\(activities[0])").string("status") == "done")
            let again = try await service.request(.post, "/procedure-runs/\(run)/cancel")
            #expect(again.status == 409 && again.string("title") == "procedure-over")
            #expect(try await service.items("/work-items?employee=any", "title").isEmpty)
        }
    }

    @Test func aChainIsStartedOnceForAKeyAndWholeOrNotAtAll() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let steps = """
                {"key":"a","title":"A","kind":"call"},\
                {"key":"b","title":"B","kind":"visit","assignee":"employee","employeeId":"\(binh)"}
                """
            let procedure = try await service.procedure("Hai bước", steps)
            let body = #"{"procedureId":"\#(procedure)","responsibleId":"\#(an)"}"#
            let key = ["Idempotency-Key": "start-once-0001"]
            let first = try await service.request(.post, "/procedure-runs", body: body, headers: key)
            let second = try await service.request(.post, "/procedure-runs", body: body, headers: key)
            #expect(first.status == 201 && first.id == second.id, "\(second.text)")
            #expect(try await service.items("/activities", "title").count == 2)
            #expect(try await service.request(.post, "/employees/\(binh)/left").status == 200)
            let refused = try await service.request(.post, "/procedure-runs", body: body)
            #expect(refused.status == 409 && refused.string("title") == "step-without-anybody", "\(refused.text)")
            #expect(try await service.items("/activities", "title").count == 2)
            #expect(try await service.published(ProcedureRunState.self).count == 1)
            for (body, code) in [
                (#"{"procedureId":"\#(an)","responsibleId":"\#(an)"}"#, "unknown-procedure"),
                (#"{"procedureId":"\#(procedure)","responsibleId":"\#(binh)"}"#, "nobody-responsible"),
                (#"{"procedureId":"\#(procedure)","responsibleId":"\#(an)","startsOn":"2020-01-01"}"#, "invalid-start"),
            ] {
                let answer = try await service.request(.post, "/procedure-runs", body: body)
                #expect(answer.status == 422 && answer.string("title") == code, "\(answer.text)")
            }
        }
    }

    @Test func whoIsResponsibleForTheCustomerDoesTheSteps() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let customer = try await service.customer("Hoa Sen", phone: nil, of: an)
            let procedure = try await service.procedure("Một bước", #"{"key":"a","title":"A","kind":"call"}"#)
            let body = #"{"procedureId":"\#(procedure)","customerId":"\#(customer)"}"#
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            #expect(try await service.request(.post, "/procedure-runs", as: seller, body: body).status == 201)
            let path = "/procedure-runs?customer=\(customer)"
            #expect(try await service.items(path, "responsibleName", as: seller) == ["An"])
            #expect(try await service.items("/work-items", "customerName", as: seller) == ["Hoa Sen"])
            let other = SchedulingFixture.person(.salesperson, employee: binh)
            #expect(try await service.request(.post, "/procedure-runs", as: other, body: body).status == 403)
            #expect(try await service.items("/procedure-runs", "id", as: other).isEmpty)
            let run = try #require(try await service.items("/procedure-runs", "id", as: seller).first)
            #expect(try await service.request(.get, "/procedure-runs/\(run)", as: other).status == 404)
            #expect(try await service.request(.post, "/procedure-runs/\(run)/cancel", as: other).status == 404)
            #expect(try await service.request(.get, "/procedures", as: seller).status == 200)
            let template = #"{"name":"X","steps":[{"key":"a","title":"A","kind":"call"}]}"#
            let create = try await service.request(.post, "/procedures", as: seller, body: template)
            #expect(create.status == 403)
        }
    }

    @Test func whatIsWrongWithATemplateIsNamedByItsPath() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            _ = try await service.procedure("Khách mới", #"{"key":"a","title":"A","kind":"call"}"#)
            func step(_ rest: String) -> String { #"{"key":"a","title":"A","kind":"call"\#(rest)}"# }
            let twice = step("") + "," + step("")
            let cases = [
                (step(#","after":"a""#), "$.steps[0].after"), (twice, "$.steps[1].key"),
                (step(#","offsetDays":1001"#), "$.steps[0].offsetDays"),
                (step(#","durationDays":0"#), "$.steps[0].durationDays"), (step(#","minutes":10"#), "$.steps[0]"),
                (step(#","startTime":"24:00","minutes":10"#), "$.steps[0].startTime"),
                (step(#","assignee":"employee""#), "$.steps[0].employeeId"),
                (step(#","teamId":"\#(an)""#), "$.steps[0].teamId"),
                (step(#","assignee":"team","teamId":"\#(an)""#), "$.steps[0].teamId"),
                (step(#","assignee":"employee","employeeId":"\#(EntityID.quen)""#), "$.steps[0].employeeId"),
                (step(#","checklist":[{"text":""}]"#), "$.steps[0].checklist[0].text"),
                (#"{"key":"A b","title":"A","kind":"call"}"#, "$.steps[0].key"),
                (#"{"key":"a","title":" ","kind":"call"}"#, "$.steps[0].title"), ("", "$.steps"),
                (Array(repeating: step(""), count: 51).joined(separator: ","), "$.steps"),
            ]
            for (steps, path) in cases {
                let answer = try await service.request(
                    .post, "/procedures", body: #"{"name":"Mẫu","steps":[\#(steps)]}"#)
                #expect(answer.status == 422 && answer.object["path"] == .string(path), "\(path): \(answer.text)")
            }
            let taken = try await service.request(
                .post, "/procedures", body: #"{"name":"KHACH MOI","steps":[\#(step(""))]}"#)
            #expect(taken.status == 409 && taken.string("title") == "procedure-name-taken", "\(taken.text)")
            #expect(try await service.items("/procedures?q=khach&active=true", "name") == ["Khách mới"])
        }
    }
}

extension ServiceUnderTest {
    func procedure(_ name: String, _ steps: String) async throws -> EntityID {
        let answer = try await request(.post, "/procedures", body: #"{"name":"\#(name)","steps":[\#(steps)]}"#)
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.id)
    }

    /// Starts a chain that `employee` is responsible for; its id.
    func start(_ procedure: EntityID, for employee: EntityID) async throws -> EntityID {
        let answer = try await request(
            .post, "/procedure-runs", body: #"{"procedureId":"\#(procedure)","responsibleId":"\#(employee)"}"#)
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.id)
    }

    private struct ReadRun: Decodable {
        struct Step: Decodable {
            var activityId: EntityID
            var plannedOn: Day
            var plannedUntil: Day
            var progress: String
        }

        var steps: [Step]
    }

    private func readSteps(_ run: EntityID) async throws -> [ReadRun.Step] {
        try await request(.get, "/procedure-runs/\(run)").json(ReadRun.self).steps
    }

    /// The activities of a chain's steps.
    func steps(_ run: EntityID) async throws -> [EntityID] { try await readSteps(run).map(\.activityId) }
    func progress(_ run: EntityID) async throws -> [String] { try await readSteps(run).map(\.progress) }
    func dates(_ run: EntityID) async throws -> [String] {
        try await readSteps(run).map { "\($0.plannedOn)/\($0.plannedUntil)" }
    }
}
