import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

/// The automatic scheduler through the door (SCH-5). 2026-11-25 is a Wednesday.
@Suite struct ProposalTests {
    private func propose(
        _ service: ServiceUnderTest, _ employees: [EntityID], extra: String = "",
        as person: Person = .test(.administrator)
    ) async throws -> EntityID {
        let list = employees.map { "\"\($0)\"" }.joined(separator: ",")
        let answer = try await service.request(
            .post, "/schedule-proposals", as: person,
            body: #"{"from":"2026-11-25","to":"2026-11-27","employeeIds":[\#(list)]\#(extra)}"#)
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.id)
    }

    /// Start of the first session or the reason, by title.
    private func plan(_ service: ServiceUnderTest, _ id: EntityID) async throws -> [String: String] {
        let answer = try await service.request(.get, "/schedule-proposals/\(id)")
        #expect(answer.status == 200, "\(answer.text)")
        guard case .array(let items) = answer.object["items"] else { return [:] }
        return items.reduce(into: [:]) { found, item in
            guard case .string(let title) = item["title"] else { return }
            if case .string(let start) = item["sessions"][0]["startsAt"] { found[title] = start }
            if case .string(let reason) = item["reason"] { found[title] = reason }
        }
    }

    /// A period may have begun: what was planned for a time that is over comes later, never earlier.
    @Test func nothingIsPlacedInThePast() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            _ = try await service.activity("Gọi", [an], at: [("2026-11-25", "09:00", "10:00")])
            let noon = try #require(Instant("2026-11-25T14:10:00.500+07:00"))
            service.clock.advance(by: noon.since(service.clock.now))
            #expect(try await plan(service, try await propose(service, [an])) == ["Gọi": "2026-11-25T07:15:00.000Z"])
            service.clock.advance(by: .seconds(4 * 86_400))
            let over = try await service.request(
                .post, "/schedule-proposals",
                body: #"{"from":"2026-11-25","to":"2026-11-27","employeeIds":["\#(an)"]}"#)
            #expect(over.status == 422 && over.object["title"] == .string("period-over"), "\(over.text)")
        }
    }

    @Test func waitingActivitiesArePlacedAroundWhatThereIsAndCommittedAsAppointments() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            #expect(try await service.book("Đã có", [an], from: "09:00", to: "10:00", day: "2026-11-25").status == 201)
            let leave = #"{"startsAt":"2026-11-25T08:00:00+07:00","endsAt":"2026-11-25T12:00:00+07:00","kind":"leave"}"#
            #expect(try await service.request(.post, "/employees/\(binh)/absences", body: leave).status == 201)
            let visit = try await service.activity(
                "Thăm", [an], at: [("2026-11-25", "09:00", "10:00")], extra: #","priority":"high","travelMinutes":15"#)
            _ = try await service.activity("Gọi", [an], at: [("2026-11-25", "09:00", "10:00")])
            _ = try await service.activity("Của Bình", [binh], at: [("2026-11-25", "10:00", "11:00")])
            let late = try await service.activity(
                "Trễ hạn", [an], at: [("2026-11-26", "09:00", "10:00")],
                extra: #","deadline":"2026-11-25T00:00:00+07:00""#)
            _ = try await service.activity("Kỳ sau", [an], at: [("2026-12-25", "09:00", "10:00")])
            let proposal = try await propose(service, [an, binh])
            let plan = try await plan(service, proposal)
            // 08:00 is nearer to 09:00 than 10:15, from where one sets out at 10:00; what comes later has 10:00, and Bình the
            // afternoon after the leave.
            #expect(plan["Thăm"] == "2026-11-25T01:00:00.000Z")
            #expect(plan["Gọi"] == "2026-11-25T03:00:00.000Z")
            #expect(plan["Của Bình"] == "2026-11-25T06:30:00.000Z")
            #expect(plan["Trễ hạn"] == "deadline")
            #expect(plan["Kỳ sau"] == nil)
            // Nothing is booked before it is committed.
            #expect(try await service.items("/appointments", "title").count == 1)
            let committed = try await service.request(.post, "/schedule-proposals/\(proposal)/commit")
            #expect(committed.status == 200, "\(committed.text)")
            #expect(
                try await service.items("/appointments?sort=startsAt", "title") == ["Thăm", "Đã có", "Gọi", "Của Bình"])
            let read = try await service.request(.get, "/activities/\(visit)")
            #expect(read.object["status"] == .string("scheduled") && read.object["appointmentIds"]?.count == 1)
            #expect(read.object["sessions"]?[0]["startsAt"] == .string("2026-11-25T01:00:00.000Z"))
            #expect(
                try await service.request(.get, "/activities/\(late)").object["status"] == .string("unscheduled"))
            let again = try await service.request(.post, "/schedule-proposals/\(proposal)/commit")
            #expect(again.status == 200, "nothing is left to commit: \(again.text)")
            #expect(try await service.items("/appointments", "title").count == 4)
        }
    }

    /// FORMAT 5.2 holds for what is booked by hand too: nobody is free on the way to a session, nor to one that is moved.
    @Test func theWayToASessionTakesTime() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let visit = try await service.activity(
                "Thăm", [an], at: [("2026-11-25", "10:30", "11:30")], extra: #","travelMinutes":30"#)
            let proposal = try await propose(service, [an])
            #expect(try await service.request(.post, "/schedule-proposals/\(proposal)/commit").status == 200)
            func book(_ who: EntityID, _ from: String, _ to: String) async throws -> TestAnswer {
                try await service.book("Họp", [who], from: from, to: to, day: "2026-11-25")
            }
            let refused = try await book(an, "10:05", "10:25")
            #expect(refused.status == 409, "\(refused.text)")
            let clash = refused.object["clashes"]?[0]
            #expect(clash?["title"] == .string("Thăm") && clash?["travelMinutes"] == .integer(30), "\(refused.text)")
            #expect(refused.text.contains("1 người cần thời gian di chuyển"), "\(refused.text)")
            for place in 0..<3 {
                let free = try #require(refused.object["freeTimes"]?[place])
                guard case .string(let start)? = free["startsAt"], case .string(let end)? = free["endsAt"] else {
                    throw TestFailure(refused.text)
                }
                #expect(end <= "2026-11-25T03:00:00.000Z" || start >= "2026-11-25T04:30:00.000Z", "\(refused.text)")
            }
            #expect(try await book(an, "09:30", "10:00").status == 201)
            #expect(try await book(binh, "10:05", "10:25").status == 201)
            let busy = try await service.request(.get, "/free-busy?employees=\(an)&from=2026-11-25&to=2026-11-25")
            #expect(
                busy.object["employees"]?[0]["busy"]?[0]["endsAt"] == .string("2026-11-25T04:30:00.000Z"),
                "\(busy.text)")
            // The session is moved to where its own way meets something.
            #expect(try await book(an, "14:00", "14:20").status == 201)
            let read = try await service.request(.get, "/activities/\(visit)")
            guard case .string(let session)? = read.object["appointmentIds"]?[0] else { throw TestFailure(read.text) }
            func move(_ from: String, _ to: String) async throws -> TestAnswer {
                try await service.request(
                    .post, "/appointments/\(session)/reschedule",
                    body: #"{"startsAt":"2026-11-25T\#(from):00+07:00","endsAt":"2026-11-25T\#(to):00+07:00"}"#)
            }
            let moved = try await move("14:30", "15:30")
            #expect(moved.status == 409, "\(moved.text)")
            #expect(moved.object["clashes"]?[0]["travelMinutes"] == .integer(30), "\(moved.text)")
            #expect(try await move("14:50", "15:50").status == 200)
        }
    }

    @Test func whatWasEnteredSinceMakesTheWholeCommitFailAndNamesWhatIsStale() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let first = try await service.activity("Một", [an], at: [("2026-11-25", "09:00", "10:00")])
            let second = try await service.activity("Hai", [binh], at: [("2026-11-25", "09:00", "10:00")])
            let third = try await service.activity("Ba", [binh], at: [("2026-11-26", "09:00", "10:00")])
            let proposal = try await propose(service, [an, binh])
            #expect(
                try await service.book("Chen ngang", [an], from: "09:30", to: "09:45", day: "2026-11-25").status == 201)
            let read = try await service.request(.get, "/activities/\(third)")
            let changed = try await service.request(
                .put, "/activities/\(third)", body: #"{"title":"Ba mới","kind":"call","employeeIds":["\#(binh)"]}"#,
                headers: ["If-Match": read.etag])
            #expect(changed.status == 200, "\(changed.text)")
            let refused = try await service.request(.post, "/schedule-proposals/\(proposal)/commit")
            #expect(refused.status == 409 && refused.object["title"] == .string("proposal-stale"), "\(refused.text)")
            #expect(refused.object["staleItems"]?.count == 2)
            #expect(refused.text.contains("employee-busy") && refused.text.contains("activity-changed"))
            // It says what, who, when and what stands there.
            let items = [refused.object["staleItems"]?[0] ?? .null, refused.object["staleItems"]?[1] ?? .null]
            let busy = try #require(items.first { $0["reason"] == .string("employee-busy") })
            #expect(busy["title"] == .string("Một") && busy["partyName"] == .string("An"), "\(refused.text)")
            #expect(busy["startsAt"] == .string("2026-11-25T02:00:00.000Z"))
            #expect(busy["clashes"][0]["title"] == .string("Chen ngang"), "\(refused.text)")
            #expect(refused.text.contains("“Một”"))
            // Nothing is half committed.
            #expect(try await service.items("/appointments", "title") == ["Chen ngang"])
            #expect(try await service.request(.get, "/activities/\(second)").object["status"] == .string("new"))
            let part = try await service.request(
                .post, "/schedule-proposals/\(proposal)/commit", body: #"{"activityIds":["\#(second)"]}"#)
            #expect(part.status == 200, "\(part.text)")
            #expect(try await service.items("/appointments", "title") == ["Hai", "Chen ngang"])
            let twice = try await service.request(
                .post, "/schedule-proposals/\(proposal)/commit", body: #"{"activityIds":["\#(second)"]}"#)
            #expect(twice.status == 409 && twice.object["title"] == .string("already-committed"))
            let unknown = try await service.request(
                .post, "/schedule-proposals/\(proposal)/commit", body: #"{"activityIds":["\#(an)"]}"#)
            #expect(unknown.status == 422)
            // Another time for it, and it fits.
            let version = try await service.request(.get, "/schedule-proposals/\(proposal)").etag
            let moved = #"{"sessions":[{"startsAt":"2026-11-25T14:00:00+07:00","endsAt":"2026-11-25T15:00:00+07:00"}]}"#
            let item = "/schedule-proposals/\(proposal)/items/\(first)"
            let put = try await service.request(.put, item, body: moved, headers: ["If-Match": version])
            #expect(put.status == 200, "\(put.text)")
            #expect(try await service.request(.put, item, body: moved, headers: ["If-Match": version]).status == 412)
            let out = try await service.request(
                .put, "/schedule-proposals/\(proposal)/items/\(third)", body: #"{"leaveOut":true}"#,
                headers: ["If-Match": put.etag])
            #expect(out.status == 200, "\(out.text)")
            let whole = try await service.request(.post, "/schedule-proposals/\(proposal)/commit")
            #expect(whole.status == 200, "\(whole.text)")
            #expect(try await service.items("/appointments?sort=startsAt", "title") == ["Hai", "Chen ngang", "Một"])
        }
    }

    @Test func aTimeGivenByHandLiesInThePeriodAndShowsWhatItOverlaps() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let first = try await service.activity("Một", [an], at: [("2026-11-25", "09:00", "10:00")])
            let second = try await service.activity("Hai", [an], at: [("2026-11-26", "09:00", "10:00")])
            let proposal = try await propose(service, [an])
            func put(_ sessions: (String, String)...) async throws -> TestAnswer {
                let version = try await service.request(.get, "/schedule-proposals/\(proposal)").etag
                let list = sessions.map { #"{"startsAt":"\#($0.0):00+07:00","endsAt":"\#($0.1):00+07:00"}"# }
                return try await service.request(
                    .put, "/schedule-proposals/\(proposal)/items/\(first)",
                    body: #"{"sessions":[\#(list.joined(separator: ","))]}"#, headers: ["If-Match": version])
            }
            for (sessions, code) in [
                ([("2026-10-16T03:00", "2026-10-16T04:00")], "session-over"),
                ([("2026-12-16T09:00", "2026-12-16T10:00")], "session-outside-period"),
            ] {
                let answer = try await put(sessions[0])
                #expect(answer.status == 422 && answer.object["title"] == .string(code), "\(answer.text)")
            }
            let two = try await put(("2026-11-25T09:00", "2026-11-25T10:00"), ("2026-11-25T14:00", "2026-11-25T15:00"))
            #expect(two.status == 422 && two.object["title"] == .string("sessions-mismatch"), "\(two.text)")
            let onto = try await put(("2026-11-26T09:30", "2026-11-26T10:30"))
            #expect(onto.status == 200, "\(onto.text)")
            let shown = try await service.request(.get, "/schedule-proposals/\(proposal)")
            guard case .array(let items) = shown.object["items"] else { throw TestFailure(shown.text) }
            for item in items {
                let other = item["activityId"] == .string(first.description) ? second : first
                #expect(item["overlaps"].count == 1 && item["overlaps"][0]["activityId"] == .string(other.description))
            }
            let refused = try await service.request(.post, "/schedule-proposals/\(proposal)/commit")
            #expect(refused.status == 409 && refused.object["staleItems"]?[0]["clashes"].count == 1, "\(refused.text)")
            #expect(try await put(("2026-11-26T10:00", "2026-11-26T11:00")).status == 200)
            #expect(try await service.request(.post, "/schedule-proposals/\(proposal)/commit").status == 200)
        }
    }

    @Test func anActivityFollowsItsAppointmentsAndIsOpenedAgain() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let id = try await service.activity(
                "Hai buổi", [an], at: [("2026-11-25", "09:00", "10:00"), ("2026-11-26", "09:00", "10:00")])
            let proposal = try await propose(service, [an])
            #expect(try await service.request(.post, "/schedule-proposals/\(proposal)/commit").status == 200)
            let scheduled = try await service.request(.get, "/activities/\(id)")
            guard case .string(let second) = scheduled.object["appointmentIds"]?[1] else {
                Issue.record("\(scheduled.text)")
                return
            }
            let moved = #"{"startsAt":"2026-11-26T14:00:00+07:00","endsAt":"2026-11-26T15:00:00+07:00"}"#
            #expect(try await service.request(.post, "/appointments/\(second)/reschedule", body: moved).status == 200)
            let followed = try await service.request(.get, "/activities/\(id)")
            #expect(followed.object["sessions"]?[1]["startsAt"] == .string("2026-11-26T07:00:00.000Z"))
            #expect(try await service.request(.post, "/appointments/\(second)/cancel").status == 200)
            #expect(try await service.request(.get, "/activities/\(id)").object["sessions"]?.count == 1)
            #expect(try await service.request(.post, "/activities/\(id)/reopen").status == 200)
            #expect(try await service.items("/appointments?status=scheduled", "title").isEmpty)
            let reopened = try await service.request(.get, "/activities/\(id)")
            #expect(reopened.object["status"] == .string("new") && reopened.object["appointmentIds"]?.count == 0)
            let events = try await service.published(ActivityState.self).map(\.event)
            #expect(events == ["created", "scheduled", "updated", "updated", "reopened"])
        }
    }

    @Test func whoWasNotSelectedIsNotCheckedAndTheirClashesAreShown() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            #expect(
                try await service.book("Của Bình", [binh], from: "09:00", to: "10:00", day: "2026-11-25").status == 201)
            _ = try await service.activity("Chung", [an, binh], at: [("2026-11-25", "09:00", "10:00")])
            let proposal = try await propose(service, [an], extra: #","optimise":false,"maxShiftDays":2"#)
            #expect(try await plan(service, proposal)["Chung"] == "2026-11-25T02:00:00.000Z")
            #expect(try await service.request(.post, "/schedule-proposals/\(proposal)/commit").status == 200)
            let read = try await service.request(.get, "/schedule-proposals/\(proposal)")
            #expect(read.object["items"]?[0]["clashes"][0]["employeeId"] == .string(binh.description))
            #expect(try await service.items("/appointments?employee=\(binh)", "title").count == 2)
        }
    }

    @Test func aMassCustomerIsNeverBusyAndAnotherIs() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            for kind in [CustomerKind.organisation, .mass] {
                let customer = CustomerState(
                    id: EntityID(namespace: .quen, parts: [kind.rawValue]), code: kind.rawValue, kind: kind,
                    name: "Cty \(kind)", status: .potential, isActive: true, ownership: Ownership())
                try await service.publish(customer, .created)
                try await service.wait("the copy") {
                    try await service.store.read { try CustomerCopy.exists($0, key: customer.id) }
                }
                let extra = #","customerId":"\#(customer.id)""#
                let hour = kind == .mass ? "14" : "09"
                _ = try await service.activity(
                    "\(kind) 1", [an], at: [("2026-11-25", "\(hour):00", "\(hour):30")], extra: extra)
                _ = try await service.activity(
                    "\(kind) 2", [binh], at: [("2026-11-25", "\(hour):00", "\(hour):30")], extra: extra)
            }
            let plan = try await plan(service, try await propose(service, [an, binh]))
            let firm = ["organisation 1", "organisation 2"].compactMap { plan[$0] }
            #expect(Set(firm).count == 2, "one after the other: \(plan)")
            #expect(plan["mass 1"] == plan["mass 2"] && plan["mass 1"] == "2026-11-25T07:00:00.000Z")
        }
    }

    @Test func aProposalIsTheCallersAloneAndWithinTheirReach() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            _ = try await service.activity("Của An", [an], at: [("2026-11-25", "09:00", "10:00")])
            _ = try await service.activity("Của Bình", [binh], at: [("2026-11-25", "09:00", "10:00")])
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            let proposal = try await propose(service, [an, binh], as: seller)
            let read = try await service.request(.get, "/schedule-proposals/\(proposal)", as: seller)
            #expect(read.object["items"]?.count == 1, "\(read.text)")
            #expect(try await service.request(.get, "/schedule-proposals/\(proposal)").status == 404)
            #expect(try await service.request(.post, "/schedule-proposals/\(proposal)/commit").status == 404)
            let accountant = SchedulingFixture.person(.accountant, employee: an)
            let body = #"{"from":"2026-11-25","to":"2026-11-27","employeeIds":["\#(an)"]}"#
            #expect(try await service.request(.post, "/schedule-proposals", as: accountant, body: body).status == 403)
            for wrong in [
                #"{"from":"2026-11-25","to":"2026-11-24","employeeIds":["\#(an)"]}"#,
                #"{"from":"2026-11-25","to":"2027-11-24","employeeIds":["\#(an)"]}"#,
                #"{"from":"2026-11-25","to":"2026-11-25","employeeIds":[]}"#,
                #"{"from":"2026-11-25","to":"2026-11-25","employeeIds":["\#(EntityID.quen)"]}"#,
                #"{"from":"2026-11-25","to":"2026-11-25","employeeIds":["\#(an)"],"gridMinutes":0}"#,
                #"{"from":"2026-11-25","to":"2026-11-25","employeeIds":["\#(an)"],"maxShiftDays":-1}"#,
            ] { #expect(try await service.request(.post, "/schedule-proposals", body: wrong).status == 422) }
        }
    }
}
