import Foundation
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

/// What becomes of plans after their approval, who hears of them, and who reads what of their costs (SCH-7).
extension PlanTests {
    /// It is in no work list, not overdue and no forgotten call; restored, it is everything again (SCH-9, SCH-11).
    @Test func whatWasCutIsNobodysWorkUntilItIsRestored() async throws {
        try await SchedulingFixture.with { service in
            let firm = try await Firm(service)
            let plan = try await plan(service, as: firm.marketer)
            _ = try await enter(service, "Giữ", firm, in: plan, day: "2026-11-25", [], kind: "call")
            let cut = try await enter(service, "Cắt", firm, in: plan, day: "2026-11-25", [], kind: "call")
            let an = SchedulingFixture.person(.salesperson, employee: firm.an)
            func shown() async throws -> [[String]] {
                var found: [[String]] = []
                for path in ["/work-items?list=overdue", "/calls?state=forgotten"] {
                    found.append(try await service.items(path, "title", as: an).sorted())
                }
                let report = try await service.request(
                    .get, "/reports/activities?by=kind&from=2026-11-01&to=2026-11-30")
                found.append(["open", "overdue"].map { report.object["rows"]?[0][$0].map { "\($0)" } ?? "" })
                return found
            }
            let (one, two) = ("\(JSONValue.integer(1))", "\(JSONValue.integer(2))")
            #expect(
                try await service.request(.post, "/plans/\(plan)/activities/\(cut)/cut", as: firm.marketer).status
                    == 200)
            #expect(try await service.items("/work-items", "title", as: an) == ["Giữ"])
            service.clock.set(try #require(Instant("2026-11-26T02:00:00Z")))
            #expect(try await shown() == [["Giữ"], ["Giữ"], [one, one]])
            #expect(try await service.items("/calls?state=cancelled", "title", as: an) == ["Cắt"])
            #expect(
                try await service.request(.post, "/plans/\(plan)/activities/\(cut)/restore", as: firm.marketer).status
                    == 200)
            #expect(try await shown() == [["Cắt", "Giữ"], ["Cắt", "Giữ"], [two, two]])
        }
    }

    @Test func ofWhatIsScheduledTheCostsAreAdjustedAndTheSessionsStay() async throws {
        try await SchedulingFixture.with { service in
            let firm = try await Firm(service)
            let plan = try await plan(service, as: firm.marketer)
            let visit = try await enter(service, "Thăm", firm, in: plan, day: "2026-11-25", [cost("di-lai", 100)])
            #expect(try await step(service, plan, "submit", as: firm.marketer, #"{"note":"Xin duyệt"}"#).status == 200)
            let first = try await hash(service, plan)
            #expect(
                try await step(service, plan, "approve", as: firm.director, #"{"contentHash":"\#(first)"}"#).status
                    == 200)
            let proposed = try await service.request(
                .post, "/schedule-proposals", as: firm.marketer,
                body: #"{"from":"2026-11-25","to":"2026-11-27","employeeIds":["\#(firm.an)"]}"#)
            let committed = try await service.request(
                .post, "/schedule-proposals/\(#require(proposed.id))/commit", as: firm.marketer)
            #expect(committed.status == 200, "\(committed.text)")

            let path = "/activities/\(visit)/planned-costs"
            func change(_ costs: [String], as person: Person? = nil) async throws -> TestAnswer {
                let read = try await service.request(.get, "/activities/\(visit)")
                return try await service.request(
                    .put, path, as: person ?? firm.marketer,
                    body: #"{"plannedCosts":[\#(costs.joined(separator: ","))]}"#,
                    headers: ["If-Match": read.etag])
            }
            let refused = try await change([cost("di-lai", 150)])
            #expect(refused.status == 409 && title(refused) == "plan-approved", "\(refused.text)")
            #expect(
                try await step(service, plan, "adjust", as: firm.marketer, #"{"reason":"Tăng giá vé"}"#).status == 200)
            let before = try await service.request(.get, "/activities/\(visit)")
            let whole = try await service.request(
                .put, "/activities/\(visit)", as: firm.marketer,
                body: #"{"title":"Thăm","kind":"visit","employeeIds":["\#(firm.an)"]}"#,
                headers: ["If-Match": before.etag])
            #expect(title(whole) == "activity-scheduled" && whole.text.contains("chi phí dự kiến"), "\(whole.text)")
            #expect(try await change([cost("di-lai", 150), cost("Quà tặng", 50)]).status == 200)
            let after = try await service.request(.get, "/activities/\(visit)")
            #expect(after.object["status"] == .string("scheduled"))
            #expect(after.object["appointmentIds"] == before.object["appointmentIds"])
            #expect(after.object["plannedCosts"]?[1]["item"] == .string("qua-tang"))
            #expect(try await service.published(AppointmentState.self).map(\.event) == ["scheduled"])

            let content = try await service.request(.get, "/plans/\(plan)/content", as: firm.director)
            #expect(content.object["changes"]?.count == 1, "\(content.text)")
            #expect(content.object["changes"]?[0]["change"] == .string("changed"))
            #expect(content.object["changes"]?[0]["members"] == .array([.string("plannedCosts")]))
            #expect(content.object["totals"]?[0]["amount"] == .integer(200))
            #expect(content.object["names"]?["qua-tang"] == .string("Quà tặng"))
            #expect(content.object["names"]?[firm.an.description] == .string("An"))
            let details = try await service.request(.get, "/plans/\(plan)", as: firm.director)
            #expect(details.object["totals"] == content.object["totals"])

            // The approver must read the new costs, and planned is what was approved last until then.
            #expect(try await step(service, plan, "submit", as: firm.marketer).status == 200)
            let old = try await step(service, plan, "approve", as: firm.director, #"{"contentHash":"\#(first)"}"#)
            #expect(title(old) == "content-not-read")
            let report = "/reports/costs?plan=\(plan)"
            var totals = try await service.request(.get, report).object["totals"]
            #expect(totals?[0]["planned"] == .string("100"))
            let second = #"{"contentHash":"\#(try await hash(service, plan))","note":"Được"}"#
            #expect(try await step(service, plan, "approve", as: firm.director, second).status == 200)
            totals = try await service.request(.get, report).object["totals"]
            #expect(totals?[0]["planned"] == .string("200") && totals?[0]["difference"] == .string("-200"))

            for (body, code, field) in [
                (#"{"plannedCosts":[\#(cost("không có", 1))]}"#, "unknown-budget-item", "$.plannedCosts[0].item"),
                (#"{"plannedCosts":[\#(cost("di-lai", -1))]}"#, "invalid-amount", "$.plannedCosts[0].amount"),
                (#"{}"#, "invalid-body", "$.plannedCosts"),
            ] {
                let read = try await service.request(.get, "/activities/\(visit)")
                let answer = try await service.request(
                    .put, path, as: firm.marketer, body: body, headers: ["If-Match": read.etag])
                #expect(answer.status == 422 && answer.object["path"] == .string(field), "\(code): \(answer.text)")
            }
            let seller = SchedulingFixture.person(.salesperson, employee: .quen)
            #expect(try await change([], as: seller).status == 404)
        }
    }

    @Test func whoSubmittedAndWhatWasDecidedIsPartOfThePlan() async throws {
        try await SchedulingFixture.with { service in
            let firm = try await Firm(service)
            let plan = try await plan(service, as: firm.marketer)
            _ = try await enter(service, "Thăm", firm, in: plan, day: "2026-11-25", [])
            #expect(try await service.request(.get, "/plans/\(plan)").object["submission"] == nil)
            #expect(try await step(service, plan, "submit", as: firm.marketer, #"{"note":"Xin duyệt"}"#).status == 200)
            #expect(
                try await step(service, plan, "send-back", as: firm.director, #"{"remarks":"Bớt"}"#).status == 200)
            #expect(try await step(service, plan, "submit", as: firm.marketer).status == 200)
            let read = try await service.request(.get, "/plans/\(plan)", as: firm.marketer)
            #expect(read.object["submission"]?["number"] == .integer(2), "\(read.text)")
            let states = try await service.published(PlanState.self).filter { $0.event != "created" }.map(\.state)
            let submissions = states.compactMap(\.submission)
            #expect(submissions.map(\.number) == [1, 1, 2])
            #expect(submissions.map(\.note) == ["Xin duyệt", "Xin duyệt", nil])
            #expect(submissions.map(\.decision) == [nil, "Bớt", nil])
            #expect(submissions.allSatisfy { $0.submittedById == firm.marketer.employee })
            #expect(submissions[1].decidedById == firm.director.employee && submissions[2].decidedById == nil)
        }
    }

    @Test func aReportNamesNoPlanThatItsReaderMayNotSee() async throws {
        try await SchedulingFixture.with { service in
            let firm = try await Firm(service)
            let plan = try await plan(service, as: firm.marketer)
            _ = try await enter(service, "Thăm", firm, in: plan, day: "2026-11-25", [cost("di-lai", 100)])
            _ = try await service.activity(
                "Theo yêu cầu", [firm.an], at: [("2026-11-25", "09:00", "10:00")],
                extra: #","origin":"request","plannedCosts":[\#(cost("di lai", 50))]"#)
            #expect(try await step(service, plan, "submit", as: firm.marketer).status == 200)
            let hash = #"{"contentHash":"\#(try await hash(service, plan))"}"#
            #expect(try await step(service, plan, "approve", as: firm.director, hash).status == 200)
            let seller = SchedulingFixture.person(.salesperson, employee: firm.an)
            let own = try await service.request(.get, "/reports/costs?by=plan", as: seller)
            #expect(!own.text.contains("Kế hoạch tiếp thị") && own.object["rows"]?.count == 2, "\(own.text)")
            #expect(own.object["rows"]?[0]["name"] == .string("other-plans"))
            #expect(own.object["rows"]?[0]["planned"] == .string("100") && own.object["rows"]?[0]["key"] == nil)
            #expect(own.object["rows"]?[1]["name"] == .string("–"))
            #expect(own.object["totals"]?[0]["planned"] == .string("150") && own.object["isCut"] == .bool(false))
            for id in [plan, .quen] {
                let one = try await service.request(.get, "/reports/costs?plan=\(id)", as: seller)
                #expect(one.status == 200 && one.object["rows"]?.count == 0, "\(one.text)")
            }
            let director = try await service.request(.get, "/reports/costs?by=plan", as: firm.director)
            #expect(director.text.contains("Kế hoạch tiếp thị"), "\(director.text)")
            // An employee of two teams counts in both, in the total once.
            let more = try await service.request(.post, "/teams", body: #"{"code":"T2","name":"Nhóm hai"}"#)
            #expect(more.status == 201)
            #expect(
                try await service.put("/employees/\(firm.an)", #"{"name":"An","teams":["TT","T2"]}"#).status == 200)
            let teams = try await service.request(.get, "/reports/costs?by=team")
            #expect(teams.object["rows"]?.count == 2 && teams.object["totals"]?[0]["planned"] == .string("150"))
        }
    }
}
