import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Customers

@Suite struct CaseTests {
    private static let hoa = Person.test(.customerCare, name: "Hoa")
    private static let mai = Person.test(.customerCare, name: "Mai")

    @Test func theLifeOfACase() async throws {
        try await withCustomers { service in
            try await service.employ(.lan)
            let customer = try await service.make("/customers", #"{"name":"A"}"#, as: .lan)
            var lan = Person.lan
            lan.permissions.formUnion(Self.hoa.permissions)
            let id = try await service.openCase(of: customer, #","priority":"high","serialNumber":"sn-1""#, as: lan)
            var read = try await service.readCase(id, as: lan)
            #expect(read.text("number") == "PH-000001" && read.text("status") == "new")
            #expect(read.text("firstAnswerDueAt") == service.clock.now.adding(.seconds(4 * 3600)).description)
            service.clock.advance(by: .seconds(5 * 3600))
            read = try await service.readCase(id, as: lan)
            #expect(read["isAnswerOverdue"] == .bool(true) && read["isSolutionOverdue"] == .bool(false))
            #expect(read["nextCommands"] == .array(["assign", "queue", "take"]))
            #expect(try await service.caseStep(id, "start", as: lan).problem == "case-step-not-allowed")
            #expect(try await service.caseStep(id, "take", as: lan).status == 200)
            for command in ["start", "answer", "wait", "resume"] {
                #expect(try await service.caseStep(id, command, as: lan).status == 200, "\(command)")
            }
            #expect(try await service.caseStep(id, "answer", as: lan).problem == "case-already-answered")
            #expect(try await service.caseStep(id, "resolve", as: lan).path == "$.resolution")
            let wrong = try await service.caseStep(id, "resolve", #","resolution":"x","hoursSpent":"-1""#, as: lan)
            #expect(wrong.path == "$.hoursSpent")
            let solved = #","resolution":"Thay trục cuốn","hoursSpent":"1.5""#
            #expect(try await service.caseStep(id, "resolve", solved, as: lan).status == 200)
            #expect(try await service.caseStep(id, "close", as: lan).status == 200)
            #expect(try await service.caseStep(id, "reopen", as: lan).path == "$.note")
            #expect(try await service.caseStep(id, "reopen", #","note":"Lại kẹt""#, as: lan).status == 200)
            read = try await service.readCase(id, as: lan)
            #expect(read.text("status") == "new" && read["reopenings"] == .integer(1))
            #expect(read["assignedToId"] == nil && read["resolution"] == nil)
            #expect(read.text("hoursSpent") == "1.5")
            let history = try await service.request(.get, "/cases/\(id)/history", as: lan).items
            #expect(
                history.map { $0.text("command") } == [
                    "create", "take", "start", "answer", "wait", "resume", "resolve", "close", "reopen",
                ])
            #expect(history[6].text("resolution") == "Thay trục cuốn")
            #expect(history.last?.text("note") == "Lại kẹt")
            let line = try await service.request(.get, "/customers/\(customer)/timeline?kind=case", as: lan).items
            #expect(line.map { $0.text("title") } == ["PH-000001 Máy in kẹt giấy"])
            #expect(line.map { $0.text("status") } == ["new"])
            let events = try await service.published(CaseState.self)
            #expect(
                events.map(\.event) == ["created", "assigned"] + Array(repeating: "status-changed", count: 7))
            #expect(events.last?.data.cause == "Lại kẹt")
            #expect(try await service.faults() == [])
        }
    }

    @Test func aQueueGivesOutByPriorityThenByAgeAndEachOnce() async throws {
        try await withCustomers { service in
            let (sales, care) = (try await service.hearTeam("sales"), try await service.hearTeam("care"))
            try await service.employ(Self.hoa, teams: ["care"])
            try await service.employ(Self.mai, teams: ["care"])
            let customer = try await service.make("/customers", #"{"name":"A"}"#)
            var opened: [String: EntityID] = [:]
            for (name, priority, team) in [
                ("old", "medium", care), ("new", "medium", care), ("urgent", "very-high", care), ("low", "low", care),
                ("foreign", "very-high", sales),
            ] {
                opened[name] = try await service.openCase(
                    of: customer, #","priority":"\#(priority)","teamId":"\#(team)""#)
                service.clock.advance(by: .seconds(1))
            }
            let cases = opened
            #expect(try await service.numbers("/cases?status=new&sort=queue", as: Self.hoa).count == 4)
            let take = { @Sendable (person: Person, body: String) async throws -> TestAnswer in
                try await service.request(.post, "/cases/queue/take", as: person, body: body)
            }
            // Two at once get different ones.
            async let first = take(Self.hoa, "{}")
            async let second = take(Self.mai, #"{"teamId":"\#(care)"}"#)
            let (one, other) = try await (first, second)
            let taken = Set([one.id, other.id].compactMap(\.self))
            #expect(taken == Set([cases["urgent"], cases["old"]].compactMap(\.self)))
            #expect(try await take(Self.hoa, "{}").id == cases["new"])
            #expect(try await take(Self.hoa, #"{"teamId":"\#(sales)"}"#).problem == "case-queue-empty")
            #expect(try await take(Self.mai, "{}").id == cases["low"])
            #expect(try await take(Self.mai, "{}").problem == "case-queue-empty")
            #expect(try await take(.lan, "{}").status == 403)
            // One that is opened again waits behind those of its priority.
            let urgent = try #require(cases["urgent"])
            #expect(try await service.caseStep(urgent, "resolve", #","resolution":"x""#).status == 200)
            let again = try await service.openCase(of: customer, #","priority":"very-high","teamId":"\#(care)""#)
            service.clock.advance(by: .seconds(1))
            #expect(try await service.caseStep(urgent, "reopen", #","note":"x""#).status == 200)
            #expect(try await take(Self.hoa, "{}").id == again)
            #expect(try await take(Self.hoa, "{}").id == urgent)
            #expect(try await service.faults() == [])
        }
    }

    @Test func whoWorksOnItSeesItAndNobodyElse() async throws {
        try await withCustomers { service in
            try await service.employ(Self.hoa)
            let customer = try await service.make("/customers", #"{"name":"A"}"#, as: .lan)
            let id = try await service.openCase(of: customer)
            #expect(try await service.request(.get, "/cases/\(id)", as: Self.hoa).status == 404)
            #expect(try await service.caseStep(id, "take", as: Self.hoa).status == 404)
            let employee = try #require(Self.hoa.employee)
            let nobody = EntityID(namespace: .quen, parts: ["nobody"])
            #expect(try await service.caseStep(id, "assign", #","employeeId":"\#(nobody)""#).path == "$.employeeId")
            #expect(try await service.caseStep(id, "queue", #","teamId":"\#(nobody)""#).path == "$.teamId")
            #expect(try await service.caseStep(id, "assign", #","employeeId":"\#(employee)""#).status == 200)
            #expect(try await service.numbers("/cases", as: Self.hoa) == ["PH-000001"])
            #expect(try await service.numbers("/cases?assigned=\(employee)") == ["PH-000001"])
            #expect(try await service.numbers("/cases", as: Self.mai) == [])
            #expect(try await service.caseStep(id, "start", as: Self.hoa).status == 200)
            #expect(try await service.request(.get, "/cases/\(id)/history", as: Self.mai).status == 404)
            // A customer out of reach has no cases for the person, and gets none.
            #expect(try await service.request(.get, "/customers/\(customer)/cases", as: .minh).status == 403)
            let other = try await service.request(
                .post, "/customers/\(customer)/cases", as: .technician,
                body: #"{"kind":"fault","channel":"call","title":"x"}"#)
            #expect(other.status == 404)
        }
    }

    @Test(arguments: [
        (#"{"kind":"fault","channel":"pigeon","title":"x"}"#, "$.channel"),
        (#"{"kind":"fault","channel":"call","title":" "}"#, "$.title"),
        (#"{"kind":"joke","channel":"call","title":"x"}"#, "$.kind"),
        (#"{"kind":"fault","channel":"call","title":"x","hoursSpent":"10000.0001"}"#, "$.hoursSpent"),
        (#"{"kind":"fault","channel":"call","title":"x","hours":"1"}"#, "$.hours"),
        (
            #"{"kind":"fault","channel":"call","title":"x","contactId":"0192f0c1-0000-7000-8000-000000000001"}"#,
            "$.contactId"
        ),
        (
            #"{"kind":"fault","channel":"call","title":"x","assignedToId":"0192f0c1-0000-7000-8000-000000000001"}"#,
            "$.assignedToId"
        ),
        (
            #"{"kind":"fault","channel":"call","title":"x","serviceContractId":"0192f0c1-0000-7000-8000-000000000001"}"#,
            "$.serviceContractId"
        ),
    ]) func badInputIsNamed(body: String, path: String) async throws {
        try await withCustomers { service in
            let customer = try await service.make("/customers", #"{"name":"A"}"#)
            let answer = try await service.request(.post, "/customers/\(customer)/cases", body: body)
            #expect(answer.status == 422 && answer.path == path, "\(answer.text)")
            // A refusal uses no number up.
            _ = try await service.openCase(of: customer)
            #expect(try await service.numbers("/cases") == ["PH-000001"])
        }
    }

    @Test func editsNameTheVersionThatTheyRead() async throws {
        try await withCustomers { service in
            try await service.employ(.test(.administrator))
            let customer = try await service.make("/customers", #"{"name":"A"}"#)
            let solved = #"{"kind":"fault","channel":"call","title":"x","resolution":"y"}"#
            let early = try await service.request(.post, "/customers/\(customer)/cases", body: solved)
            #expect(early.problem == "case-not-resolved")
            let id = try await service.openCase(of: customer)
            let path = "/cases/\(id)"
            let change = { @Sendable (method: HTTPRequest.Method, body: String?, etag: String) in
                try await service.request(method, path, body: body, headers: ["If-Match": etag])
            }
            let read = try await service.request(.get, path)
            #expect(try await service.request(.patch, path, body: #"{"title":"y"}"#).status == 428)
            #expect(try await change(.patch, #"{"title":"Hỏng nguồn","priority":"low"}"#, read.etag).status == 200)
            #expect(try await change(.patch, #"{"title":"z"}"#, read.etag).problem == "changed-since")
            var etag = try await service.request(.get, path).etag
            #expect(try await change(.patch, #"{"resolution":"x"}"#, etag).problem == "case-not-resolved")
            #expect(try await service.numbers("/cases?q=hong nguon") == ["PH-000001"])
            #expect(try await service.numbers("/cases?q=ket") == [])
            #expect(try await service.caseStep(id, "take").status == 200)
            #expect(try await service.caseStep(id, "resolve", #","resolution":"Thay nguồn""#).status == 200)
            etag = try await service.request(.get, path).etag
            #expect(try await change(.patch, #"{"title":"z"}"#, etag).problem == "case-finished")
            #expect(try await change(.patch, #"{"resolution":null}"#, etag).path == "$.resolution")
            let corrected = try await change(.patch, #"{"hoursSpent":"2.25","resolution":"Thay nguồn, vệ sinh"}"#, etag)
            #expect(corrected.status == 200)
            #expect(try await service.readCase(id).text("hoursSpent") == "2.25")
            #expect(try await change(.delete, nil, corrected.etag).problem == "case-in-use")
            #expect(try await service.faults() == [])
        }
    }

    @Test func whatOthersHangOnStays() async throws {
        try await withCustomers { service in
            let customer = try await service.make("/customers", #"{"name":"A"}"#)
            let contact = try await service.make("/customers/\(customer)/contacts", #"{"name":"Một"}"#)
            let id = try await service.openCase(of: customer, #","contactId":"\#(contact)""#)
            let remove = { @Sendable (path: String) in
                let etag = try await service.request(.get, path).etag
                return try await service.request(.delete, path, headers: ["If-Match": etag])
            }
            #expect(try await remove("/contacts/\(contact)").problem == "contact-in-use")
            #expect(try await remove("/customers/\(customer)").text.contains(#""case":"1""#))
            #expect(try await remove("/cases/\(id)").status == 200)
            #expect(try await service.request(.get, "/cases/\(id)").status == 404)
            #expect(try await remove("/contacts/\(contact)").status == 200)
            #expect(try await remove("/customers/\(customer)").status == 200)
            #expect(try await service.published(CaseState.self).map(\.event) == ["created", "deleted"])
            #expect(try await service.faults() == [])
        }
    }

    @Test func listsFilterSortAndPage() async throws {
        try await withCustomers { service in
            try await service.employ(.test(.administrator))
            let (a, b) = (
                try await service.make("/customers", #"{"name":"A"}"#),
                try await service.make("/customers", #"{"name":"B"}"#)
            )
            let product = EntityID(namespace: .quen, parts: ["printer"])
            _ = try await service.openCase(of: a, #","priority":"very-high","productId":"\#(product)""#)
            service.clock.advance(by: .seconds(3600 * 30))
            let second = try await service.openCase(of: a, #","serialNumber":"ABC-987654""#, kind: "complaint")
            _ = try await service.openCase(of: b, #","priority":"low""#, kind: "question")
            #expect(try await service.numbers("/cases") == ["PH-000003", "PH-000002", "PH-000001"])
            #expect(try await service.numbers("/customers/\(a)/cases?sort=number") == ["PH-000001", "PH-000002"])
            #expect(try await service.numbers("/cases?sort=priority") == ["PH-000001", "PH-000002", "PH-000003"])
            #expect(try await service.numbers("/cases?sort=-due").first == "PH-000003")
            #expect(try await service.numbers("/cases?overdue=true") == ["PH-000001"])
            #expect(try await service.numbers("/cases?overdue=solution") == ["PH-000001"])
            #expect(try await service.numbers("/cases?overdue=false").count == 2)
            #expect(try await service.numbers("/cases?kind=complaint,question").count == 2)
            #expect(try await service.numbers("/cases?product=\(product)") == ["PH-000001"])
            #expect(try await service.numbers("/cases?customer=\(b)") == ["PH-000003"])
            #expect(try await service.numbers("/cases?assigned=none&team=none").count == 3)
            #expect(try await service.numbers("/cases?from=2026-11-24") == ["PH-000003", "PH-000002"])
            #expect(try await service.numbers("/cases?to=2026-11-23") == ["PH-000001"])
            #expect(try await service.numbers("/cases?dueTo=2026-11-24") == ["PH-000001"])
            #expect(try await service.numbers("/cases?q=87654") == ["PH-000002"])
            #expect(try await service.numbers("/cases?q=may in ket") == ["PH-000003", "PH-000002", "PH-000001"])
            for wrong in ["overdue=maybe", "status=lost", "from=today", "sort=mood", "mood=good"] {
                #expect(try await service.request(.get, "/cases?\(wrong)").status == 422, "\(wrong)")
            }
            let page = try await service.request(.get, "/cases?limit=2&sort=queue")
            #expect(page.items.map { $0.text("number") } == ["PH-000001", "PH-000002"])
            let rest = try await service.request(.get, "/cases?limit=2&sort=queue&cursor=\(page.object.text("next"))")
            #expect(rest.items.map { $0.text("number") } == ["PH-000003"])
            #expect(try await service.caseStep(second, "take").status == 200)
            #expect(try await service.numbers("/cases?status=assigned") == ["PH-000002"])
        }
    }

    @Test func reportsCountWhatWasKeptAndWhatWasLate() async throws {
        try await withCustomers { service in
            try await service.employ(.test(.administrator))
            let customer = try await service.make("/customers", #"{"name":"A"}"#)
            let late = try await service.openCase(of: customer, #","priority":"very-high""#)
            let kept = try await service.openCase(of: customer, #","priority":"low""#)
            service.clock.advance(by: .seconds(3600 * 6))
            _ = try await service.openCase(of: customer, kind: "complaint")
            for id in [late, kept] {
                #expect(try await service.caseStep(id, "take").status == 200)
                #expect(try await service.caseStep(id, "resolve", #","resolution":"x""#).status == 200)
            }
            let rows = { @Sendable (by: String) async throws -> [[String: JSONValue]] in
                let answer = try await service.request(
                    .get, "/reports/cases?by=\(by)", headers: ["Accept-Language": "vi"])
                guard case .array(let rows) = answer.object["rows"] else { throw TestFailure(answer.text) }
                return rows.compactMap { if case .object(let row) = $0 { row } else { nil } }
            }
            let kinds = try await rows("kind")
            #expect(kinds.map { $0.text("key") } == ["complaint", "fault"])
            #expect(kinds.last?["solvedLate"] == .integer(1) && kinds.last?["solvedInTime"] == .integer(1))
            #expect(kinds.last?["answeredLate"] == .integer(1))
            #expect(try await rows("priority").map { $0.text("key") } == ["very-high", "medium", "low"])
            #expect(try await rows("status").map { $0.text("key") } == ["new", "resolved"])
            #expect(try await rows("month").map { $0.text("key") } == ["2026-11"])
            #expect(try await rows("month-kind").map { $0.text("name") } == ["2026-11 Khiếu nại", "2026-11 Sự cố"])
            #expect(try await rows("employee").map { $0.text("name") } == ["Không có", "Nhân viên"])
            #expect(try await rows("product").map { $0.text("key") } == [""])
            let file = try await service.request(.get, "/reports/cases?format=csv")
            #expect(file.text.contains("fault"))
            #expect(try await service.request(.get, "/reports/cases", as: .lan).status == 403)
            #expect(try await service.request(.get, "/reports/cases?by=mood").status == 422)
            #expect(try await service.request(.get, "/reports/cases?from=2026-12-02&to=2026-12-01").status == 422)
            #expect(
                try await service.request(.get, "/reports/cases?from=2026-10-01&to=2026-10-31").text.contains(
                    #""rows":[]"#))
        }
    }

    @Test func serviceLevelsAreTheFirms() async throws {
        try await withCustomers { service in
            let definition = try #require(
                CustomersOperations.parameters.first { $0.name == "case-solution-hours-medium" })
            try await service.store.write { transaction in
                try Parameters.set(definition, qualifier: "", value: "2", in: transaction)
                #expect(throws: InputError.self) {
                    try Parameters.set(definition, qualifier: "", value: "0", in: transaction)
                }
            }
            let customer = try await service.make("/customers", #"{"name":"A"}"#)
            let id = try await service.openCase(of: customer)
            #expect(
                try await service.readCase(id).text("solutionDueAt")
                    == service.clock.now.adding(.seconds(7200)).description)
        }
    }
}
