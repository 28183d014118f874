import Foundation
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Notifications

/// Who may approve a plan hears that it waits, who submitted it what was decided (SCH-7); a manager hears of one who leaves
/// with open work (SCH-1).
@Suite struct PlanAlertTests {
    private let author = NotificationsFixture.id("author")
    private let branch = NotificationsFixture.id("branch")

    private func plan(
        _ service: ServiceUnderTest, _ status: PlanStatus, _ number: Int, sequence: Int64,
        _ change: (inout PlanState) -> Void = { _ in }
    ) async throws {
        var state = PlanState(
            id: NotificationsFixture.id("plan"), name: "Tiếp thị 2027", periodFrom: Day(daysSince1970: 20_820),
            periodTo: Day(daysSince1970: 21_184), status: status,
            ownership: Ownership(branchId: branch, responsibleId: author),
            submission: PlanSubmission(
                number: number, submittedAt: service.clock.now, submittedById: author, note: "Đã bớt quà tặng"))
        change(&state)
        try await service.hear(state, "updated", sequence)
        try await service.advance(by: .seconds(1))
    }

    /// An employee of the branch with an account that has these roles.
    private func holder(
        _ name: String, _ roles: [String], branch: EntityID?, suspended: Bool = false, _ service: ServiceUnderTest
    ) async throws -> EntityID {
        let id = NotificationsFixture.id(name)
        try await service.hear(EmployeeState(id: id, code: name, name: name, branchId: branch), .created, 1)
        try await service.hear(
            AccountState(
                id: NotificationsFixture.id("account of \(name)"), signInName: name, employeeId: id,
                language: .vietnamese,
                roles: roles, isSuspended: suspended, permissionVersion: 1), .created, 1)
        return id
    }

    private func role(_ code: String, _ permissions: [String], _ service: ServiceUnderTest) async throws {
        try await service.hear(
            RoleState(
                id: NotificationsFixture.id("role \(code)"), code: code, label: Bilingual(en: code, vi: code),
                permissions: permissions), .created, 1)
    }

    private func raised(_ service: ServiceUnderTest) async throws -> [AlertState] {
        try await service.published(AlertState.self).map(\.state)
    }

    @Test func whoMayApproveIsToldAndThenWhoSubmitted() async throws {
        try await NotificationsFixture.with { service in
            try await role("chief", ["plans:approve:all"], service)
            try await role("head", ["plans:approve:branch", "plans:edit:branch"], service)
            try await role("writer", ["plans:edit:branch", "plans:view:all"], service)
            let other = NotificationsFixture.id("other branch")
            let chief = try await holder("chief", ["chief"], branch: nil, service)
            let head = try await holder("head", ["writer", "head"], branch: branch, service)
            _ = try await holder("head elsewhere", ["head"], branch: other, service)
            _ = try await holder("suspended", ["chief"], branch: branch, suspended: true, service)
            // Who submitted it may approve plans, but not this one.
            #expect(try await holder("author", ["writer", "head"], branch: branch, service) == author)

            try await plan(service, .draft, 1, sequence: 1) { $0.submission = nil }
            #expect(try await raised(service).isEmpty)
            try await plan(service, .submitted, 1, sequence: 2)
            // Edited while it waits: nobody hears of it again.
            try await plan(service, .submitted, 1, sequence: 3) { $0.description = "Bản mới" }
            var alerts = try await raised(service)
            #expect(alerts.map(\.kind) == ["plan-submitted"])
            #expect(alerts.first?.recipientIds == [head, chief], "the nearest first")
            #expect(alerts.first?.about.description == "plan/\(NotificationsFixture.id("plan"))")
            #expect(alerts.first?.text.vi == "Kế hoạch chờ duyệt: Tiếp thị 2027. Đã bớt quà tặng.", "\(alerts)")

            let now = service.clock.now
            func decided(_ state: inout PlanState, _ text: String?) {
                state.submission?.decidedAt = now
                state.submission?.decidedById = head
                state.submission?.decision = text
            }
            try await plan(service, .sentBack, 1, sequence: 4) { decided(&$0, "Giảm chi phí đi lại") }
            alerts = try await raised(service)
            #expect(alerts.map(\.kind) == ["plan-submitted", "plan-sent-back"])
            #expect(alerts.last?.recipientIds == [author])
            #expect(alerts.last?.text.vi == "Kế hoạch bị trả lại: Tiếp thị 2027. Giảm chi phí đi lại.")
            try await plan(service, .submitted, 2, sequence: 5)
            try await plan(service, .approved, 2, sequence: 6) { decided(&$0, nil) }
            // Adjusting says nothing.
            try await plan(service, .adjusting, 2, sequence: 7) { decided(&$0, nil) }
            alerts = try await raised(service)
            #expect(
                alerts.map(\.kind) == ["plan-submitted", "plan-sent-back", "plan-submitted", "plan-approved"])
            #expect(alerts.last?.text.en == "Plan approved: Tiếp thị 2027.")
            #expect(alerts.last?.recipientIds == [author])
        }
    }

    @Test func anOldDecisionIsNoNewsAndWithNobodyToApproveTheAlertStandsAlone() async throws {
        try await NotificationsFixture.with { service in
            try await plan(service, .approved, 1, sequence: 1) {
                $0.submission?.decidedAt = service.clock.now.adding(.seconds(-8 * 86_400))
            }
            #expect(try await raised(service).isEmpty)
            try await plan(service, .submitted, 2, sequence: 2)
            #expect(try await raised(service).map(\.recipientIds) == [[]])
        }
    }

    @Test func whoManagesOneWhoLeavesWithOpenWorkIsToldOnce() async throws {
        try await NotificationsFixture.with { service in
            try await role("personnel", ["employees:edit:all"], service)
            let personnel = try await holder("personnel", ["personnel"], branch: nil, service)
            let manager = try await holder("manager", [], branch: branch, service)
            func leaves(_ name: String, manager: EntityID?, work: OpenWorkCount?, sequence: Int64 = 2) async throws {
                let state = EmployeeState(
                    id: NotificationsFixture.id(name), code: name, name: name, managerId: manager, isActive: false,
                    openWork: work)
                try await service.hear(state, "left", sequence)
                try await service.advance(by: .seconds(1))
            }
            func work(_ activities: Int, _ appointments: Int) -> OpenWorkCount {
                OpenWorkCount(
                    activities: activities, appointments: appointments, projects: 0, countedAt: service.clock.now)
            }
            try await leaves("Bình", manager: manager, work: nil)
            #expect(try await raised(service).isEmpty, "nothing was left to do")
            let left = work(2, 1)
            try await leaves("An", manager: manager, work: left)
            // Edited afterwards: told is once.
            try await leaves("An", manager: manager, work: left, sequence: 3)
            var alerts = try await raised(service)
            #expect(alerts.map(\.kind) == ["open-work-left"] && alerts.map(\.recipientIds) == [[manager]])
            #expect(
                alerts.first?.text.vi
                    == "An đã nghỉ việc và còn 2 hoạt động, 1 lịch hẹn chưa xong. Hãy bàn giao công việc cho người khác."
            )
            #expect(alerts.first?.title.en == "An has left and still has 2 open activities, 1 open appointment")
            // Without a manager who is here, those who may hand over.
            try await leaves("Cúc", manager: NotificationsFixture.id("Bình"), work: work(1, 0))
            alerts = try await raised(service)
            #expect(alerts.last?.recipientIds == [personnel])
        }
    }
}
