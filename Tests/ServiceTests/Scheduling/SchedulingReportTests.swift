import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite struct SchedulingReportTests {
    @Test(arguments: [
        ("2026-01-01", "2026-W01"), ("2026-11-29", "2026-W48"), ("2026-11-30", "2026-W49"), ("2027-01-03", "2026-W53"),
        ("2027-01-04", "2027-W01"), ("2024-12-30", "2025-W01"), ("2021-01-03", "2020-W53"), ("1980-01-01", "1980-W01"),
    ])
    func weeksAreThoseOfISO8601(_ day: String, _ week: String) throws {
        let day = try #require(Day(day))
        #expect(ISOWeek(of: day).description == week)
        #expect(ISOWeek(number: (day.daysSince1970 + 3) / 7) == ISOWeek(of: day))
    }

    @Test(arguments: [
        (0, 0, "0.00"), (1, 3, "0.33"), (2, 3, "0.67"), (1, 8, "0.13"), (7, 1, "7.00"), (201, 200, "1.01"),
    ])
    func averagesAreExact(_ number: Int, _ by: Int, _ text: String) {
        #expect(StaffingReport.quotient(number, by) == text)
    }

    @Test func namesAreInTheOrderInWhichOneLooksForThem() async throws {
        try await SchedulingFixture.with { service in
            for name in ["Đỗ Cúc", "Nguyễn An", "Ân", "Bình"] {
                let id = try await service.employee(name)
                _ = try await service.activity("Gọi", [id], at: [("2026-11-25", "09:00", "10:00")])
            }
            let rows = try await service.rows("/reports/activities?by=employee&from=2026-11-01&to=2026-11-30")
            #expect(rows.map { $0["name"] } == ["Ân", "Bình", "Đỗ Cúc", "Nguyễn An"].map { .string($0) })
        }
    }

    @Test func aMistypedParameterIsNotPassedOver() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            for path in [
                "/reports/activities?form=2026-11-01&to=2026-11-30", "/reports/overdue?from=2026-11-01",
                "/reports/open-work?by=kind",
                "/reports/workload?teams=x", "/reports/costs?plans=x", "/working-days?until=2026-11-30",
                "/free-busy?employees=\(an)&minute=5", "/room-free-busy?room=x",
            ] {
                let answer = try await service.request(.get, path)
                #expect(
                    answer.status == 422 && answer.fault.hasPrefix("unknown-parameter"),
                    "\(path) \(answer.text)")
            }
        }
    }

    @Test func activitiesAreCountedByEverything() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            // 23:30 on Sunday in Viet Nam is Sunday's week, and 00:30 on 1 December is December's.
            let first = try await service.activity(
                "Tối Chủ nhật", [an], at: [("2026-11-29", "23:00", "23:30")], kind: "call",
                extra: #","priority":"high""#)
            _ = try await service.activity("Đêm", [an, binh], at: [("2026-12-01", "00:30", "02:30")])
            _ = try await service.activity(
                "Chỉ có hạn", [binh], at: [], kind: "call", extra: #","deadline":"2026-11-10T02:00:00Z""#)
            let off = try await service.activity("Hủy", [binh], at: [("2026-11-25", "08:00", "09:00")], kind: "gift")
            _ = try await service.activity("Không ngày", [binh], at: [], kind: "fax")
            #expect(try await service.request(.post, "/activities/\(first)/done").status == 200)
            #expect(try await service.request(.post, "/activities/\(off)/cancel").status == 200)
            let period = "from=2026-11-01&to=2026-12-31"
            let kinds = try await service.rows("/reports/activities?\(period)")
            #expect(kinds.map { $0["key"] } == [.string("call"), .string("gift"), .string("visit")])
            #expect(kinds[0]["activities"] == .integer(2) && kinds[0]["done"] == .integer(1))
            #expect(kinds[0]["open"] == .integer(1) && kinds[0]["overdue"] == .integer(1))
            #expect(kinds[0]["plannedMinutes"] == .integer(90) && kinds[0]["doneMinutes"] == .integer(30))
            #expect(kinds[1]["cancelled"] == .integer(1) && kinds[1]["plannedMinutes"] == .integer(0))
            let weeks = try await service.rows("/reports/activities?by=week&\(period)")
            #expect(weeks.map { $0["key"] } == ["2026-W46", "2026-W48", "2026-W49"].map { .string($0) })
            let months = try await service.rows("/reports/activities?by=month&\(period)")
            #expect(months.map { $0["key"] } == [.string("2026-11"), .string("2026-12")])
            #expect(months.map { $0["activities"] } == [.integer(3), .integer(1)])
            let people = try await service.rows("/reports/activities?by=employee&\(period)")
            #expect(people.map { $0["name"] } == [.string("An"), .string("Bình")])
            #expect(people.map { $0["activities"] } == [.integer(2), .integer(3)])
            let priorities = try await service.rows("/reports/activities?by=priority&\(period)")
            #expect(priorities.map { $0["key"] } == [.string("high"), .string("medium")])
            let statuses = try await service.rows("/reports/activities?by=status&from=2026-11-29&to=2026-11-29")
            #expect(statuses.map { $0["key"] } == [.string("done")])
            let staff = try await service.rows("/reports/staffing?\(period)")
            #expect(staff.map { $0["key"] } == [.string("call"), .string("visit")])
            #expect(staff[1]["assignments"] == .integer(2) && staff[1]["average"] == .string("2.00"))
            #expect(staff[1]["employeeMinutes"] == .integer(240))
            let each = try await service.rows("/reports/staffing?by=activity&\(period)")
            #expect(each.first?["name"] == .string("Đêm") && each.first?["most"] == .integer(2))
            let overdue = try await service.rows("/reports/overdue?by=employee")
            #expect(overdue.map { $0["name"] } == [.string("Bình")] && overdue.first?["overdue"] == .integer(1))
        }
    }

    /// A week in which nothing is ever due: a sum over nothing is no number, which once ended the service.
    @Test func whatRecursIsNeverOverdue() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            _ = try await service.activity(
                "Gọi hằng tuần", [an], at: [("2026-12-08", "09:00", "09:30")], kind: "call",
                extra: #","recurrence":{"rule":"FREQ=WEEKLY;COUNT=4"}"#)
            for by in ["kind", "priority", "status", "employee", "week", "month"] {
                let rows = try await service.rows("/reports/activities?by=\(by)&from=2026-11-01&to=2027-12-31")
                #expect(rows.count == 1 && rows.first?["overdue"] == .integer(0), "\(by): \(rows)")
            }
        }
    }

    /// Lists, reports and progress mean the same by overdue: by the sessions or the deadline, whichever is earlier.
    @Test func overdueIsTheSameEverywhere() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            _ = try await service.activity(
                "Đã qua, hạn còn", [an], at: [("2026-11-10", "15:00", "16:00")],
                extra: #","deadline":"2026-12-20T02:00:00Z""#)
            _ = try await service.activity(
                "Hạn đã qua, buổi còn", [an], at: [("2026-12-15", "15:00", "16:00")], kind: "call",
                extra: #","deadline":"2026-11-12T02:00:00Z""#)
            _ = try await service.activity("Chưa đến", [an], at: [("2026-12-15", "09:00", "10:00")], kind: "gift")
            let overdue = try await service.rows("/reports/overdue?by=kind")
            #expect(Set(overdue.map { $0["key"] }) == [.string("visit"), .string("call")])
            #expect(overdue.allSatisfy { $0["overdue"] == .integer(1) })
            let counted = try await service.rows("/reports/activities?by=kind&from=2026-11-01&to=2026-12-31")
            #expect(counted.filter { $0["overdue"] == .integer(1) }.count == 2)
            let list = try await service.request(.get, "/work-items?list=overdue&employee=any")
            guard case .array(let items) = list.object["items"] else { throw TestFailure(list.text) }
            #expect(items.count == 2, "\(list.text)")
            let plan = try await service.store.read { db in
                try String.fetchAll(
                    db,
                    sql: "EXPLAIN QUERY PLAN SELECT id FROM activity WHERE "
                        + Activity.isOverdue(Instant(milliseconds: 1)).build(db).sql,
                    arguments: Activity.isOverdue(Instant(milliseconds: 1)).build(db).arguments,
                    adapter: RangeRowAdapter(3..<4))
            }
            #expect(plan.contains { $0.contains("activity_due") }, "\(plan)")
        }
    }

    @Test func whatAFilterOrAnOrderTakesIsSaid() async throws {
        try await SchedulingFixture.with { service in
            for (query, words) in [
                ("/activities?sort=price", "start"), ("/activities?limit=0", "1 đến 200"),
                ("/activities?diary=x", "một trong: written, missing"), ("/activities?cut=x", "true, false"),
                ("/activities?customer=x", "UUID"),
                ("/appointments?status=x", "scheduled"), ("/appointments?to=30/11/2026", "ngày dạng"),
                ("/invitations?participation=x", "accepted"), ("/activities?cursor=x", "next"),
            ] {
                let answer = try await service.request(.get, query, headers: ["Accept-Language": "vi"])
                #expect(answer.status == 422 && answer.text.contains(words), "\(query): \(answer.text)")
            }
        }
    }

    @Test func loadIsMeasuredAgainstWorkingTime() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            // An is away on Wednesday; 24 November is a holiday. Two meetings overlap by force, one is in the evening.
            let absence = try await service.request(
                .post, "/employees/\(an)/absences",
                body: #"{"startsAt":"2026-11-25T00:00:00+07:00","endsAt":"2026-11-26T00:00:00+07:00","kind":"leave"}"#)
            #expect(absence.status == 201, "\(absence.text)")
            _ = try await service.book("A", [an], from: "08:00", to: "10:00", day: "2026-11-26")
            _ = try await service.book(
                "B", [an], from: "09:00", to: "11:00", day: "2026-11-26", extra: #","force":true"#)
            _ = try await service.book("C", [an, binh], from: "19:00", to: "20:00", day: "2026-11-26")
            let rows = try await service.rows("/reports/workload?from=2026-11-23&to=2026-12-01")
            #expect(rows.map { $0["week"] } == ["2026-W48", "2026-W49", "2026-W48", "2026-W49"].map { .string($0) })
            let days = try await service.request(.get, "/employees/\(an)/working-days?from=2026-11-23&to=2026-11-29")
            var worked: Int64 = 0
            for index in 0..<7 {
                if case .integer(let minutes) = days.object["items"]?[index]["minutes"] ?? .null { worked += minutes }
            }
            #expect(rows[0]["name"] == .string("An") && rows[0]["workingMinutes"] == .integer(worked))
            #expect(rows[0]["bookedMinutes"] == .integer(240) && rows[0]["bookedAtWork"] == .integer(180))
            #expect(rows[0]["freeMinutes"] == .integer(worked - 180))
            #expect(rows[0]["loadPercent"] == .integer(240 * 100 / worked))
            #expect(rows[1]["from"] == .string("2026-11-30") && rows[1]["to"] == .string("2026-12-01"))
            #expect(rows[1]["workingMinutes"] == .integer(960) && rows[1]["bookedMinutes"] == .integer(0))
            #expect(rows[2]["bookedAtWork"] == .integer(0))
            #expect(
                try await service.rows("/reports/workload?employee=\(binh)&from=2026-11-23&to=2026-11-29").count == 1)
            let long = try await service.request(.get, "/reports/workload?from=2026-01-01&to=2026-12-31")
            #expect(long.object["title"] == .string("invalid-period"))
        }
    }

    @Test func outcomesAreToldByKind() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let past = try #require(
                try await service.book("Đã gặp", [an], from: "09:00", to: "10:00", day: "2026-11-03").id)
            _ = try await service.book("Chưa ghi", [an], from: "11:00", to: "12:00", day: "2026-11-03")
            _ = try await service.book("Sắp tới", [an], from: "09:00", to: "10:00", day: "2026-11-27")
            let outcome = try await service.request(
                .post, "/appointments/\(past)/outcome", body: #"{"outcome":"ordered"}"#)
            #expect(outcome.status == 200, "\(outcome.text)")
            let rows = try await service.rows("/reports/outcomes?from=2026-11-01&to=2026-11-30")
            #expect(rows.count == 1 && rows[0]["kind"] == .string("appointment"))
            #expect(rows[0]["appointments"] == .integer(3) && rows[0]["ordered"] == .integer(1))
            #expect(rows[0]["withoutOutcome"] == .integer(1))
        }
    }

    @Test func diariesOfActivitiesWithoutAnAppointmentAreOutcomesToo() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            for outcome in ["promising", "ordered", "failed"] {
                let id = try await service.activity(outcome, [an], at: [("2026-11-20", "09:00", "10:00")])
                let written = try await service.request(
                    .post, "/activities/\(id)/diary", body: #"{"outcome":"\#(outcome)"}"#)
                #expect(written.status == 200, "\(written.text)")
            }
            // The session of this one has its outcome, so that the diary says nothing more.
            let met = try await service.activity("Gặp", [an], at: [("2026-11-24", "09:00", "10:00")])
            let made = try await service.request(
                .post, "/schedule-proposals",
                body: #"{"from":"2026-11-24","to":"2026-11-24","employeeIds":["\#(an)"]}"#)
            let committed = try await service.request(
                .post, "/schedule-proposals/\(try #require(made.id))/commit", body: "{}")
            #expect(committed.status == 200, "\(committed.text)")
            service.clock.advance(by: .seconds(2 * 86_400))
            let written = try await service.request(.post, "/activities/\(met)/diary", body: #"{"outcome":"other"}"#)
            #expect(written.status == 200, "\(written.text)")
            let rows = try await service.rows("/reports/outcomes?from=2026-11-01&to=2026-11-30")
            #expect(rows.count == 1 && rows[0]["kind"] == .string("visit"), "\(rows)")
            #expect(rows[0]["activities"] == .integer(3) && rows[0]["appointments"] == .integer(1))
            for outcome in ["promising", "ordered", "failed", "other"] { #expect(rows[0][outcome] == .integer(1)) }
            #expect(try await service.rows("/reports/outcomes?from=2026-11-21&to=2026-11-23").isEmpty)
        }
    }

    @Test func reportsHoldWhatIsInReachAndFilesNeedTheRight() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let times = [(day: "2026-11-26", from: "08:00", to: "09:00")]
            _ = try await service.activity("Của An", [an], at: times)
            _ = try await service.activity("Của Bình", [binh], at: times)
            let period = "from=2026-11-01&to=2026-11-30"
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            let own = try await service.rows("/reports/activities?by=employee&\(period)", as: seller)
            #expect(own.map { $0["name"] } == [.string("An")])
            #expect(
                try await service.rows("/reports/workload?\(period)", as: seller).allSatisfy {
                    $0["name"] == .string("An")
                })
            let file = "/reports/activities?format=csv&\(period)"
            #expect(try await service.request(.get, file, as: seller).status == 403)
            let answer = try await service.request(.get, file)
            #expect(answer.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(answer.text.hasPrefix("\u{FEFF}Mã,Tên,Số hoạt động,"), "\(answer.text)")
            #expect(answer.text.contains("visit,Thăm khách hàng,2,2,0,0,0,0,120,0"), "\(answer.text)")
            let english = try await service.request(.get, file, headers: ["Accept-Language": "en-GB"])
            #expect(english.text.hasPrefix("\u{FEFF}Code,Name,Activities,"), "\(english.text)")
            #expect(english.headers[.contentLanguage] == "en")
            // The right is looked at before the parameters.
            let technician = SchedulingFixture.person(.technician, employee: an)
            #expect(try await service.request(.get, "/reports/activities?by=odd", as: technician).status == 403)
            for query in ["by=odd", "from=2026-11-01", "from=x&to=y", "format=pdf", "from=2026-12-01&to=2026-11-01"] {
                #expect(try await service.request(.get, "/reports/activities?\(query)").status == 422, "\(query)")
            }
        }
    }
}

extension ServiceUnderTest {
    /// The rows of a report.
    func rows(_ path: String, as person: Person = .test(.administrator)) async throws -> [JSONValue] {
        let answer = try await request(.get, path, as: person)
        #expect(answer.status == 200, "\(answer.text)")
        guard case .array(let rows) = answer.object["rows"] else { return [] }
        return rows
    }
}
