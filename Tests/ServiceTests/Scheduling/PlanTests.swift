import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

/// Plans and budgets through the door (SCH-7). 2026-11-25 is a Wednesday; it is Monday, 2026-11-23.
@Suite struct PlanTests {
    /// A branch with a marketing manager, a director of the branch and an employee; the catalogue has two items.
    struct Firm {
        var marketer: Person
        var director: Person
        var an: EntityID

        init(_ service: ServiceUnderTest) async throws {
            let branch = try await service.branch("HN", "Hà Nội")
            let team = try await service.request(.post, "/teams", body: #"{"code":"TT","name":"Tiếp thị"}"#)
            #expect(team.status == 201, "\(team.text)")
            an = try await service.employee("An", branch: branch, extra: #","teams":["TT"]"#)
            let mai = try await service.employee("Mai", branch: branch)
            let dung = try await service.employee("Dũng", branch: branch)
            marketer = SchedulingFixture.person(.marketing, employee: mai, branch: branch)
            director = SchedulingFixture.person(.branchDirector, employee: dung, branch: branch)
            for (code, name) in [("di-lai", "Đi lại"), ("qua-tang", "Quà tặng")] {
                let made = try await service.request(
                    .post, "/budget-items", body: #"{"code":"\#(code)","name":"\#(name)"}"#)
                #expect(made.status == 201, "\(made.text)")
            }
        }
    }

    func plan(_ service: ServiceUnderTest, as person: Person, to: String = "2027-12-31") async throws
        -> EntityID
    {
        let made = try await service.request(
            .post, "/plans", as: person,
            body: #"{"name":"Kế hoạch tiếp thị","periodFrom":"2026-11-01","periodTo":"\#(to)"}"#)
        #expect(made.status == 201, "\(made.text)")
        return try #require(made.id)
    }

    func cost(_ item: String, _ amount: Int) -> String {
        #"{"item":"\#(item)","amount":{"amount":\#(amount),"currency":"VND"}}"#
    }

    func enter(
        _ service: ServiceUnderTest, _ title: String, _ firm: Firm, in plan: EntityID, day: String, _ costs: [String],
        kind: String = "visit"
    ) async throws -> EntityID {
        let made = try await service.request(
            .post, "/activities", as: firm.marketer,
            body: """
                {"title":"\(title)","kind":"\(kind)","purpose":"new-customers","employeeIds":["\(firm.an)"],\
                "planId":"\(plan)","sessions":[{"startsAt":"\(day)T09:00:00+07:00","endsAt":"\(day)T10:00:00+07:00"}],\
                "plannedCosts":[\(costs.joined(separator: ","))]}
                """)
        #expect(made.status == 201, "\(made.text)")
        return try #require(made.id)
    }

    func step(
        _ service: ServiceUnderTest, _ plan: EntityID, _ name: String, as person: Person, _ body: String = "{}"
    ) async throws -> TestAnswer {
        try await service.request(.post, "/plans/\(plan)/\(name)", as: person, body: body)
    }

    func hash(_ service: ServiceUnderTest, _ plan: EntityID) async throws -> String {
        guard case .string(let hash)? = try await service.request(.get, "/plans/\(plan)").object["contentHash"] else {
            return ""
        }
        return hash
    }

    func title(_ answer: TestAnswer) -> String {
        if case .string(let title)? = answer.object["title"] { title } else { answer.text }
    }

    @Test func aYearIsPlannedSentBackApprovedScheduledAndHeldAgainstWhatItCost() async throws {
        try await SchedulingFixture.with { service in
            let firm = try await Firm(service)
            let plan = try await plan(service, as: firm.marketer)
            #expect(title(try await step(service, plan, "submit", as: firm.marketer)) == "plan-empty")
            let visit = try await enter(
                service, "Thăm", firm, in: plan, day: "2026-11-25",
                [cost("Đi lại", 450_000), cost("qua-tang", 200_000)])
            let call = try await enter(
                service, "Hội thảo", firm, in: plan, day: "2027-01-12", [cost("di-lai", 300_001)], kind: "meeting")
            // An employee's visit that a customer asked for needs no plan.
            _ = try await service.activity(
                "Theo yêu cầu", [firm.an], at: [("2026-11-25", "09:00", "10:00")],
                extra: #","origin":"request","plannedCosts":[\#(cost("di lai", 50_000))]"#)
            let read = try await service.request(.get, "/plans/\(plan)", as: firm.director)
            let sums = read.object["sums"] ?? .null
            #expect(sums[0]["item"] == .string("di-lai") && sums[0]["amount"]["amount"] == .integer(750_001))
            #expect(sums[0]["months"][0]["month"] == .string("2026-11"))
            #expect(sums[0]["months"][1]["amount"]["amount"] == .integer(300_001))
            #expect(sums[1]["amount"]["amount"] == .integer(200_000) && sums.count == 2)

            // Before the approval: asked for by name it is refused, of itself it is passed over.
            let range = #""from":"2026-11-25","to":"2026-11-27","employeeIds":["\#(firm.an)"]"#
            let early = try await service.request(
                .post, "/schedule-proposals", body: #"{\#(range),"activityIds":["\#(visit)"]}"#)
            #expect(early.status == 409 && title(early) == "plan-not-approved")
            #expect(early.object["path"] == .string("$.activityIds[0]"))
            let others = try await service.request(.post, "/schedule-proposals", body: "{\(range)}")
            let proposal = try #require(others.id)
            #expect(try await service.request(.get, "/schedule-proposals/\(proposal)").object["items"]?.count == 1)

            // Submitted, sent back, adjusted, submitted again.
            #expect(try await step(service, plan, "submit", as: firm.marketer).status == 200)
            let old = try await hash(service, plan)
            #expect(try await step(service, plan, "send-back", as: firm.marketer, #"{"remarks":"x"}"#).status == 403)
            #expect(try await step(service, plan, "send-back", as: firm.director, "{}").status == 422)
            let back = try await step(service, plan, "send-back", as: firm.director, #"{"remarks":"Bớt quà tặng"}"#)
            #expect(back.status == 200, "\(back.text)")
            #expect(
                try await service.request(.get, "/plans/\(plan)", as: firm.marketer).object["remarks"]
                    == .string("Bớt quà tặng"))
            let gift = try await service.request(.get, "/activities/\(visit)", as: firm.marketer)
            let cheaper = try await service.request(
                .put, "/activities/\(visit)", as: firm.marketer,
                body: """
                    {"title":"Thăm","kind":"visit","purpose":"new-customers","employeeIds":["\(firm.an)"],\
                    "sessions":[{"startsAt":"2026-11-25T09:00:00+07:00","endsAt":"2026-11-25T10:00:00+07:00"}],\
                    "plannedCosts":[\(cost("di-lai", 450_000)),\(cost("qua-tang", 100_000))]}
                    """, headers: ["If-Match": gift.etag])
            #expect(cheaper.status == 200, "\(cheaper.text)")
            #expect(
                try await service.request(.get, "/activities/\(visit)").object["planId"] == .string(plan.description))
            #expect(try await step(service, plan, "submit", as: firm.marketer).status == 200)
            let stale = try await step(service, plan, "approve", as: firm.director, #"{"contentHash":"\#(old)"}"#)
            #expect(stale.status == 409 && title(stale) == "content-not-read")
            let now = #"{"contentHash":"\#(try await hash(service, plan))"}"#
            #expect(try await step(service, plan, "approve", as: firm.marketer, now).status == 403)
            let approved = try await step(service, plan, "approve", as: firm.director, now)
            #expect(approved.status == 200, "\(approved.text)")

            // Now it is scheduled; its costs, times and kind stay.
            let again = try await service.request(
                .post, "/schedule-proposals", body: #"{\#(range),"activityIds":["\#(visit)"]}"#)
            let second = try #require(again.id)
            let committed = try await service.request(.post, "/schedule-proposals/\(second)/commit")
            #expect(committed.status == 200, "\(committed.text)")
            let scheduled = try await service.request(.get, "/activities/\(visit)")
            #expect(scheduled.object["status"] == .string("scheduled"))
            let meeting = try await service.request(.get, "/activities/\(call)")
            let dearer = """
                {"title":"Hội thảo","kind":"meeting","purpose":"new-customers","employeeIds":["\(firm.an)"],\
                "sessions":[{"startsAt":"2027-01-12T09:00:00+07:00","endsAt":"2027-01-12T10:00:00+07:00"}],\
                "plannedCosts":[\(cost("di-lai", 900_000))]}
                """
            let refused = try await service.request(
                .put, "/activities/\(call)", as: firm.marketer, body: dearer, headers: ["If-Match": meeting.etag])
            #expect(refused.status == 409 && title(refused) == "plan-approved", "\(refused.text)")

            // The diary, through the session: the activity is done with it.
            service.clock.advance(by: .seconds(3 * 86_400))
            let session = scheduled.object["appointmentIds"]?[0] ?? .null
            guard case .string(let appointment) = session else { throw TestFailure("no session") }
            let outcome = """
                {"outcome":"promising","notes":"Muốn xem báo giá","startedAt":"2026-11-25T09:05:00+07:00",\
                "endedAt":"2026-11-25T10:20:00+07:00","actualCosts":[\(cost("Đi lại", 430_500))]}
                """
            let written = try await service.request(.post, "/appointments/\(appointment)/outcome", body: outcome)
            #expect(written.status == 200, "\(written.text)")
            #expect(try await service.request(.get, "/activities/\(visit)").object["status"] == .string("done"))

            // Planned against actual, to the đồng.
            let rows = try await report(service, "by=item")
            #expect(
                rows == [
                    ["Quà tặng", "100000", "0", "-100000"], ["Đi lại", "800001", "430500", "-369501"],
                ])
            #expect(
                try await report(service, "by=item&plan=\(plan)&from=2026-11-01&to=2026-11-30") == [
                    ["Quà tặng", "100000", "0", "-100000"], ["Đi lại", "450000", "430500", "-19500"],
                ])
            #expect(
                try await report(service, "by=month") == [
                    ["2026-11", "600000", "430500", "-169500"], ["2027-01", "300001", "0", "-300001"],
                ])
            #expect(
                try await report(service, "by=kind") == [
                    ["meeting", "300001", "0", "-300001"], ["visit", "600000", "430500", "-169500"],
                ])
            #expect(
                try await report(service, "by=employee") == [["An", "900001", "430500", "-469501"]])
            #expect(
                try await report(service, "by=plan") == [
                    ["Kế hoạch tiếp thị", "850001", "430500", "-419501"], ["–", "50000", "0", "-50000"],
                ])
            #expect(
                try await report(service, "by=purpose") == [
                    ["new-customers", "850001", "430500", "-419501"], ["other", "50000", "0", "-50000"],
                ])
            #expect(try await report(service, "by=team") == [["Tiếp thị", "900001", "430500", "-469501"]])
            #expect(try await report(service, "by=campaign") == [["–", "900001", "430500", "-469501"]])
            let told = try #require(service.app.operations.reports.first { $0.name == "costs" })
            #expect(
                try await service.store.read { try told.rows($0) }.last == [
                    "Đi lại", "VND", "800001", "430500", "-369501",
                ])
            #expect(try await service.request(.get, "/reports/costs?by=weather").object["path"] == .string("by"))
            #expect(try await service.request(.get, "/reports/costs?from=2026-11-01").status == 422)
            let file = try await service.request(.get, "/reports/costs?by=month&format=csv", as: firm.director)
            #expect(
                file.text == "\u{FEFF}Tháng,Tên,Loại tiền,Dự kiến,Thực tế,Chênh lệch\n"
                    + "2026-11,2026-11,VND,600000,430500,-169500\n2027-01,2027-01,VND,300001,0,-300001\n")
            var reader = firm.marketer
            reader.permissions = reader.permissions.filter { $0.action != .export }
            #expect(try await service.request(.get, "/reports/costs?format=csv", as: reader).status == 403)

            // An adjustment keeps what was approved; what is planned for is that until the next approval.
            #expect(
                try await step(service, plan, "adjust", as: firm.marketer, #"{"reason":"Tăng giá vé"}"#).status == 200)
            let changed = try await service.request(
                .put, "/activities/\(call)", as: firm.marketer, body: dearer, headers: ["If-Match": meeting.etag])
            #expect(changed.status == 200, "\(changed.text)")
            #expect(try await report(service, "by=month").last == ["2027-01", "300001", "0", "-300001"])
            let first = try await service.request(.get, "/plans/\(plan)/content?version=1", as: firm.marketer)
            #expect(first.object["content"]?["lines"].count == 2 && first.object["number"] == .integer(1))
            #expect(first.object["sums"]?[0]["amount"]["amount"] == .integer(750_001))
            #expect(try await service.request(.get, "/plans/\(plan)/content?version=2").status == 404)
            #expect(try await step(service, plan, "submit", as: firm.marketer).status == 200)
            let newest = #"{"contentHash":"\#(try await hash(service, plan))","note":"Đồng ý"}"#
            #expect(try await step(service, plan, "approve", as: firm.director, newest).status == 200)
            #expect(try await report(service, "by=month").last == ["2027-01", "900000", "0", "-900000"])
            #expect(try await service.request(.get, "/plans/\(plan)/versions").object["items"]?.count == 2)
            let events = try await service.published(PlanState.self)
            #expect(
                events.map(\.event) == [
                    "created", "submitted", "sent-back", "submitted", "approved", "adjustment-begun", "submitted",
                    "approved",
                ])
            #expect(events.last?.state.approval?.number == 2)
            let history = try await service.request(.get, "/plans/\(plan)/history", as: firm.marketer)
            #expect(history.object["items"]?.count == 7)
            #expect(history.object["items"]?[1]["note"] == .string("Bớt quà tặng"))
        }
    }

    /// `name`, planned, actual, difference of each row, as the administrator.
    private func report(_ service: ServiceUnderTest, _ query: String) async throws -> [[String]] {
        let answer = try await service.request(.get, "/reports/costs?\(query)")
        #expect(answer.status == 200, "\(answer.text)")
        guard case .array(let rows)? = answer.object["rows"] else { return [] }
        return rows.map { row in
            ["name", "planned", "actual", "difference"].map { if case .string(let text) = row[$0] { text } else { "" } }
        }
    }

    @Test func whatWasCutStaysWithItsMarkAndIsNotScheduled() async throws {
        try await SchedulingFixture.with { service in
            let firm = try await Firm(service)
            let plan = try await plan(service, as: firm.marketer)
            let kept = try await enter(service, "Giữ", firm, in: plan, day: "2026-11-25", [cost("di-lai", 100)])
            let cut = try await enter(service, "Cắt", firm, in: plan, day: "2026-11-25", [cost("di-lai", 900)])
            let path = "/plans/\(plan)/activities/\(cut)"
            #expect(
                try await service.request(
                    .post, "\(path)/cut", as: firm.marketer, body: #"{"reason":"Hết ngân sách"}"#
                ).status == 200)
            #expect(title(try await service.request(.post, "\(path)/cut", as: firm.marketer)) == "activity-cut")
            let read = try await service.request(.get, "/activities/\(cut)", as: firm.marketer)
            #expect(read.object["isCut"] == .bool(true) && read.object["cutReason"] == .string("Hết ngân sách"))
            let details = try await service.request(.get, "/plans/\(plan)", as: firm.marketer)
            #expect(details.object["activities"] == .integer(1) && details.object["cut"] == .integer(1))
            #expect(details.object["sums"]?[0]["amount"]["amount"] == .integer(100))
            #expect(try await service.items("/activities?plan=\(plan)&cut=true", "title") == ["Cắt"])
            #expect(
                title(try await service.request(.delete, "/plans/\(plan)", headers: ["If-Match": details.etag]))
                    == "plan-not-empty")
            #expect(try await step(service, plan, "submit", as: firm.marketer).status == 200)
            let hash = #"{"contentHash":"\#(try await hash(service, plan))"}"#
            #expect(try await step(service, plan, "approve", as: firm.director, hash).status == 200)
            let range = #""from":"2026-11-25","to":"2026-11-27","employeeIds":["\#(firm.an)"]"#
            let named = try await service.request(
                .post, "/schedule-proposals", body: #"{\#(range),"activityIds":["\#(kept)","\#(cut)"]}"#)
            #expect(named.object["path"] == .string("$.activityIds[1]"), "\(named.text)")
            #expect(title(try await service.request(.post, "\(path)/restore", as: firm.marketer)) == "plan-approved")
            // Adjusted between proposal and commit: nothing is committed.
            let proposed = try await service.request(.post, "/schedule-proposals", body: "{\(range)}")
            let proposal = try #require(proposed.id)
            #expect(try await step(service, plan, "adjust", as: firm.marketer, #"{"reason":"Sửa"}"#).status == 200)
            let stale = try await service.request(.post, "/schedule-proposals/\(proposal)/commit")
            #expect(stale.object["staleItems"]?[0]["reason"] == .string("plan-not-approved"), "\(stale.text)")
            #expect(try await service.request(.post, "\(path)/restore", as: firm.marketer).status == 200)
            let events = try await service.published(ActivityState.self).filter { $0.state.id == cut }
            #expect(events.map(\.event) == ["created", "cut", "restored"])
        }
    }

    @Test func nobodyApprovesTheirOwnSubmissionAndEachBadInputIsNamed() async throws {
        try await SchedulingFixture.with { service in
            let firm = try await Firm(service)
            let plan = try await plan(service, as: firm.director)
            _ = try await enter(service, "A", firm, in: plan, day: "2026-11-25", [])
            #expect(try await step(service, plan, "submit", as: firm.director).status == 200)
            let hash = #"{"contentHash":"\#(try await hash(service, plan))"}"#
            #expect(title(try await step(service, plan, "approve", as: firm.director, hash)) == "own-submission")
            #expect(title(try await step(service, plan, "submit", as: firm.director)) == "step-not-allowed")
            let bad = [
                (#"{"name":" ","periodFrom":"2027-01-01","periodTo":"2027-12-31"}"#, "$.name"),
                (#"{"name":"x","periodFrom":"2027-01-02","periodTo":"2027-01-01"}"#, "$.periodTo"),
                (#"{"name":"x","periodFrom":"2027-01-02"}"#, "$.periodTo"),
                (
                    #"{"name":"x","periodFrom":"2027-01-01","periodTo":"2027-12-31","responsibleId":"\#(EntityID.quen)"}"#,
                    "$.responsibleId"
                ),
            ]
            for (body, path) in bad {
                let answer = try await service.request(.post, "/plans", body: body)
                #expect(answer.status == 422 && answer.object["path"] == .string(path), "\(answer.text)")
            }
            let base = #""title":"x","kind":"call","employeeIds":["\#(firm.an)"]"#
            let unknown = try await service.request(
                .post, "/activities",
                body: #"{\#(base),"planId":"\#(plan)","plannedCosts":[\#(cost("không có", 1))]}"#)
            #expect(unknown.object["path"] == .string("$.plannedCosts[0].item"), "\(unknown.text)")
            let nowhere = try await service.request(.post, "/activities", body: #"{\#(base),"planId":"\#(firm.an)"}"#)
            #expect(title(nowhere) == "unknown-plan")
            let outside = try await self.plan(service, as: firm.marketer, to: "2026-11-30")
            _ = try await enter(service, "Sau kỳ", firm, in: outside, day: "2026-12-25", [])
            #expect(title(try await step(service, outside, "submit", as: firm.marketer)) == "activity-outside-period")
            // What comes in after it was submitted is held against the period at the approval.
            let late = try await self.plan(service, as: firm.marketer, to: "2026-11-30")
            _ = try await enter(service, "Trong kỳ", firm, in: late, day: "2026-11-27", [])
            #expect(try await step(service, late, "submit", as: firm.marketer).status == 200)
            _ = try await enter(service, "Đến sau", firm, in: late, day: "2026-12-25", [])
            let read = try await self.hash(service, late)
            let approval = try await self.step(
                service, late, "approve", as: firm.director, #"{"contentHash":"\#(read)"}"#)
            #expect(title(approval) == "activity-outside-period")
            // Another branch sees nothing of it, and a salesperson no plans at all.
            let saigon = try await service.branch("SG", "Sài Gòn")
            let lan = try await service.employee("Lan", branch: saigon)
            let stranger = SchedulingFixture.person(.marketing, employee: lan, branch: saigon)
            #expect(try await service.items("/plans", "name", as: stranger).isEmpty)
            #expect(try await service.request(.get, "/plans/\(plan)", as: stranger).status == 404)
            #expect(try await step(service, plan, "submit", as: stranger).status == 404)
            let seller = SchedulingFixture.person(.salesperson, employee: firm.an)
            #expect(try await service.request(.get, "/plans", as: seller).status == 403)
            #expect(try await service.items("/plans?q=tiep&status=submitted", "name", as: firm.marketer).count == 1)
        }
    }

    @Test func theCatalogueHasEachItemOnce() async throws {
        try await SchedulingFixture.with { service in
            let firm = try await Firm(service)
            let again = try await service.request(.post, "/budget-items", body: #"{"code":"x1","name":"đi lại"}"#)
            #expect(again.status == 409 && again.object["path"] == .string("$.name"), "\(again.text)")
            #expect(
                try await service.request(
                    .post, "/budget-items", as: firm.director, body: #"{"code":"x","name":"x"}"#
                ).status == 403)
            #expect(try await service.items("/budget-items?q=qua", "code", as: firm.marketer) == ["qua-tang"])
            let list = try await service.request(.get, "/budget-items?sort=-code&limit=1")
            guard case .string(let id) = list.object["items"]?[0]["id"] ?? .null else { throw TestFailure("no item") }
            let read = try await service.request(.get, "/budget-items/\(id)")
            let off = try await service.request(
                .put, "/budget-items/\(id)", body: #"{"name":"Quà tặng","isActive":false}"#,
                headers: ["If-Match": read.etag])
            #expect(off.status == 200, "\(off.text)")
            let stale = try await service.request(
                .put, "/budget-items/\(id)", body: #"{"name":"Quà","isActive":true}"#, headers: ["If-Match": read.etag])
            #expect(stale.status == 412)
            #expect(try await service.items("/budget-items?active=true", "code") == ["di-lai"])
            let used = try await service.request(
                .post, "/activities",
                body:
                    #"{"title":"x","kind":"gift","employeeIds":["\#(firm.an)"],"plannedCosts":[\#(cost("qua-tang", 1))]}"#
            )
            #expect(title(used) == "budget-item-inactive")
        }
    }
}
