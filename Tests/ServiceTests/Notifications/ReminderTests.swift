import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Notifications

@Suite struct ReminderTests {
    private let an = NotificationsFixture.an
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test func aReminderFiresOnceWhenItsTimeComes() async throws {
        try await NotificationsFixture.with { service in
            let state = try await service.appointment(in: .seconds(2 * 86_400))
            #expect(
                try await service.timers() == ["reminder-P1D|\(state.startsAt)", "reminder-PT15M|\(state.startsAt)"])
            try await service.advance(by: .seconds(86_399))
            #expect(try await service.alerts().isEmpty)
            try await service.advance(by: .seconds(1))
            #expect(try await service.alerts() == ["reminder-P1D|\(state.startsAt)"])
            try await service.advance(by: .seconds(86_400 - 900))
            try await service.advance(by: .seconds(86_400))
            let events = try await service.published(AlertState.self)
            #expect(
                events.map(\.state.occurrence) == [
                    "reminder-P1D|\(state.startsAt)", "reminder-PT15M|\(state.startsAt)",
                ])
            #expect(events.first?.state.recipientIds == [try #require(an.employee)])
            #expect(
                events.first?.state.id
                    == Alert.id(.appointmentReminder, state.subject, "reminder-P1D|\(state.startsAt)"))
            #expect(events.first?.state.text.vi.contains("Công ty Hòa Bình") == true)
            let programs = try await service.store.outbox(after: 0, limit: 100).filter {
                $0.exchange == "quen.notifications"
            }
            #expect(programs.map(\.routingKey) == ["notify.appointment-reminder.v1", "notify.appointment-reminder.v1"])
            #expect(programs.allSatisfy { $0.type == "vn.quen.notifications.alert.raised.v1" })
            #expect(try await service.deliveryStates() == [.skipped, .skipped])
        }
    }

    @Test func anActivityThatIsOverWithoutADiaryEntryIsRemindedOfOnce() async throws {
        try await NotificationsFixture.with { service in
            let end = service.clock.now.adding(.seconds(3600))
            func activity(_ name: String, status: ActivityStatus = .scheduled) throws -> ActivityState {
                ActivityState(
                    id: EntityID(namespace: .quen, parts: [name]), title: "Khảo sát", kind: .survey, purpose: .other,
                    origin: .request, employeeIds: [try #require(an.employee)],
                    sessions: [ActivitySession(startsAt: service.clock.now, endsAt: end)], priority: .medium,
                    travelMinutes: 0, plannedCosts: [], status: status, appointmentIds: [], ownership: Ownership())
            }
            try await service.publish(try activity("forgotten"), .created)
            try await service.publish(try activity("written"), .created)
            try await service.publish(try activity("written", status: .done), "diary-recorded", sequence: 2)
            try await service.wait("both activities") {
                try await service.store.read { db in
                    try Int.fetchOne(
                        db, sql: "SELECT sum(sequence) FROM watched WHERE subject LIKE 'activity/%'") == 3
                }
            }
            #expect(try await service.timers() == ["diary+P1D|\(end)"])
            try await service.advance(by: .seconds(3600 + 86_400))
            try await service.advance(by: .seconds(86_400))
            let alerts = try await service.published(AlertState.self)
            #expect(alerts.map(\.state.kind) == ["activity-overdue"])
            #expect(alerts.first?.state.text.vi.contains("chưa có nhật ký") == true)
            #expect(alerts.first?.state.recipientIds == [try #require(an.employee)])
        }
    }

    /// A call to make has a day and no time (SCH-9).
    @Test func whatIsToBeDoneOnADayIsRemindedOfThatMorning() async throws {
        try await NotificationsFixture.with { service in
            let today = LocalZone.vietNam.day(of: service.clock.now)
            func call(
                _ name: String, on day: Day? = nil, deadline: Instant? = nil, status: ActivityStatus = .new,
                held: Bool = false
            ) throws -> ActivityState {
                var state = ActivityState(
                    id: EntityID(namespace: .quen, parts: [name]), title: name, kind: .call, purpose: .other,
                    origin: .request, employeeIds: [try #require(an.employee)], sessions: [], plannedOn: day,
                    deadline: deadline, priority: .medium, travelMinutes: 0, plannedCosts: [], status: status,
                    appointmentIds: [], ownership: Ownership())
                state.isHeld = held ? true : nil
                return state
            }
            let (first, second) = (today.adding(days: 1), today.adding(days: 2))
            try await service.publish(try call("Gọi lại", on: first), .created)
            let evening = LocalZone.vietNam.instant(of: second, minutes: 20 * 60)
            try await service.publish(try call("Gửi hồ sơ", deadline: evening), .created)
            try await service.publish(try call("Đã gọi", on: first), .created)
            try await service.publish(try call("Đã gọi", on: first, status: .done), "done", sequence: 2)
            try await service.publish(try call("Chờ", on: first, held: true), .created)
            try await service.wait("all activities") {
                try await service.store.read { db in
                    try Int.fetchOne(
                        db, sql: "SELECT sum(sequence) FROM watched WHERE subject LIKE 'activity/%'") == 5
                }
            }
            let due = try await service.timers().filter { $0.hasPrefix("due") }.sorted()
            #expect(due == ["due|\(first)", "due|\(second)"])
            let morning = LocalZone.vietNam.instant(of: first, minutes: 8 * 60)
            try await service.advance(by: morning.since(service.clock.now))
            let alerts = try await service.published(AlertState.self)
            #expect(alerts.map(\.state.kind) == ["activity-due"])
            #expect(alerts.first?.state.title.vi.hasPrefix("Việc cần làm ngày") == true)
            #expect(alerts.first?.state.title.vi.hasSuffix(": Gọi lại") == true)
        }
    }

    @Test func aMovedAppointmentMovesItsRemindersAndACancelledOneWithdrawsThem() async throws {
        try await NotificationsFixture.with { service in
            let first = try await service.appointment(in: .seconds(2 * 86_400))
            let moved = try await service.appointment(in: .seconds(3 * 86_400), event: "rescheduled", sequence: 2)
            #expect(
                try await service.timers() == ["reminder-P1D|\(moved.startsAt)", "reminder-PT15M|\(moved.startsAt)"])
            #expect(
                try await service.timers("cancelled") == [
                    "reminder-P1D|\(first.startsAt)", "reminder-PT15M|\(first.startsAt)",
                ])
            try await service.advance(by: .seconds(2 * 86_400))
            #expect(try await service.alerts() == ["reminder-P1D|\(moved.startsAt)"])
            _ = try await service.appointment(in: .seconds(86_400), status: .cancelled, event: "cancelled", sequence: 4)
            // The event before the cancellation arrives after it: the cancellation has waited for it.
            _ = try await service.appointment(in: .seconds(2 * 86_400), event: "rescheduled", sequence: 3)
            try await waitUntil("the cancellation") { try await service.timers().isEmpty }
            try await service.advance(by: .seconds(5 * 86_400))
            #expect(try await service.alerts().count == 1)
        }
    }

    @Test func afterDowntimeEachKindDoesWhatItsRuleSays() async throws {
        let clock = TestClock()
        try await ServiceUnderTest.withDirectory { directory in
            try await NotificationsFixture.with(clock: clock, directory: directory) { service in
                _ = try await service.appointment(in: .seconds(2 * 86_400))
                _ = try await service.contract(ends: day("2027-03-31"), responsible: an.employee)
                _ = try await service.invoice(due: day("2026-11-30"))
                #expect(try await service.timers().count == 2 + 5 + 1)
            }
            // 2026-11-23 09:00 + 110 days: the contract's 90, 60 and 30 days have passed, 7 and 1 are to come.
            clock.advance(by: .seconds(110 * 86_400))
            try await NotificationsFixture.with(clock: clock, directory: directory) { service in
                // An event that arrives before the late ones fire takes none of them away.
                _ = try await service.contract(ends: day("2027-03-31"), responsible: an.employee, sequence: 2)
                try await service.wait("the late ones") { try await service.timers().count == 2 }
                #expect(Set(try await service.alerts()) == ["expiry-P30D|2027-03-31", "overdue+P1D|2026-11-30"])
                let reasons = try await service.store.read { db in
                    try String.fetchAll(db, sql: "SELECT reason FROM firing WHERE reason IS NOT NULL ORDER BY reason")
                }
                #expect(reasons.count == 4 && reasons.filter { $0 == "it has begun already" }.count == 2)
            }
            try await NotificationsFixture.with(clock: clock, directory: directory) { service in
                try await service.advance(by: .seconds(1))
                #expect(try await service.alerts().count == 2)
            }
        }
    }

    @Test func aContractFirstHeardOfLateRaisesItsNewestStageAtOnce() async throws {
        try await NotificationsFixture.with { service in
            _ = try await service.contract(ends: day("2026-12-15"), responsible: an.employee)
            try await service.wait("the alert") { try await service.alerts() == ["expiry-P30D|2026-12-15"] }
            #expect(try await service.timers() == ["expiry-P7D|2026-12-15", "expiry-P1D|2026-12-15"])
            _ = try await service.contract(ends: day("2026-12-15"), responsible: an.employee, sequence: 2)
            _ = try await service.contract(
                ends: day("2026-12-15"), status: .ended, responsible: an.employee, sequence: 3)
            #expect(try await service.timers().isEmpty)
            #expect(try await service.alerts().count == 1)
        }
    }

    @Test func aPaidInvoiceAndOneRecordedFromThePastRaiseNothing() async throws {
        try await NotificationsFixture.with { service in
            _ = try await service.invoice(due: day("2026-11-01"), event: "recorded")
            #expect(try await service.timers().isEmpty)
            _ = try await service.invoice(due: day("2026-11-30"), event: .updated, sequence: 2)
            #expect(try await service.timers() == ["overdue+P1D|2026-11-30"])
            _ = try await service.invoice(due: day("2026-11-30"), paid: .paid, event: "paid-changed", sequence: 3)
            try await service.advance(by: .seconds(30 * 86_400))
            #expect(try await service.alerts().isEmpty)
        }
    }

    @Test func whatNobodyIsResponsibleForIsListed() async throws {
        try await NotificationsFixture.with { service in
            _ = try await service.contract(ends: day("2026-12-15"), responsible: nil)
            try await service.wait("the alert") { try await service.alerts().count == 1 }
            let answer = try await service.request(.get, "/alerts?recipient=none")
            #expect(answer.status == 200 && answer.text.contains("expiry-P30D|2026-12-15"))
            #expect(try await service.deliveryStates(.inbox).isEmpty)
        }
    }

    @Test func whoHasLeftIsToldNothing() async throws {
        try await NotificationsFixture.with { service in
            let gone = try #require(NotificationsFixture.binh.employee)
            try await service.publish(EmployeeState(id: gone, code: "B", name: "Bình", isActive: false), "left")
            try await service.wait("the copy") {
                try await service.store.read {
                    try Bool.fetchOne(
                        $0, sql: "SELECT EXISTS (SELECT 1 FROM employeeCopy WHERE id = ?)", arguments: [gone]) ?? false
                }
            }
            _ = try await service.appointment(in: .seconds(3600), employees: [gone, try #require(an.employee)])
            try await service.advance(by: .seconds(2700))
            #expect(
                try await service.published(AlertState.self).first?.state.recipientIds == [try #require(an.employee)])
        }
    }
}
