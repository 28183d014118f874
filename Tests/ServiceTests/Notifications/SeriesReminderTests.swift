import Foundation
import GRDB
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Notifications

@Suite struct SeriesReminderTests {
    /// A series of An's with these coming occurrences, so many seconds from the test's start.
    private static func series(
        _ service: ServiceUnderTest, from start: Instant, coming: [Int64], status: AppointmentStatus = .scheduled,
        sequence: Int64
    ) async throws {
        let first = start.adding(.seconds(day))
        let state = AppointmentState(
            id: NotificationsFixture.id("series"), title: "Giao ban",
            employeeIds: [try #require(NotificationsFixture.an.employee)], startsAt: first,
            endsAt: first.adding(.seconds(3600)), status: status,
            recurrence: AppointmentRecurrence(
                rule: "FREQ=WEEKLY", zone: "Asia/Ho_Chi_Minh", bookedUntil: start.adding(.seconds(700 * day)),
                exceptions: [], coming: coming.map { start.adding(.seconds($0)) }),
            ownership: Ownership())
        let envelope = try await service.publish(state, sequence == 1 ? "scheduled" : .updated, sequence: sequence)
        try await service.wait("the event \(envelope.id)") {
            try await service.store.read {
                try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM inbox WHERE id = ?)", arguments: [envelope.id])
                    ?? false
            }
        }
    }

    private static let day: Int64 = 86_400

    @Test func everyOccurrenceIsRemindedOfAndOneThatIsOffIsNot() async throws {
        try await NotificationsFixture.with { service in
            let (start, day) = (service.clock.now, Self.day)
            try await Self.series(service, from: start, coming: [2, 9, 16, 23].map { $0 * day }, sequence: 1)
            #expect(try await service.timers().count == 8)
            try await service.advance(by: .seconds(2 * day - 600))
            #expect(try await service.alerts().count == 2)
            // The third is off, the fourth was moved (and is an appointment of its own); what is told again is not raised again.
            let moved = try await service.appointment("Giao ban dời", in: .seconds(22 * day))
            try await Self.series(service, from: start, coming: [9 * day], sequence: 2)
            #expect(try await service.timers().count == 4)
            try await service.advance(by: .seconds(7 * day))
            func keys(_ start: Instant) -> [String] { ["reminder-P1D|\(start)", "reminder-PT15M|\(start)"] }
            #expect(try await service.alerts().suffix(2) == keys(start.adding(.seconds(9 * day))))
            // Scheduling tells of more.
            try await Self.series(service, from: start, coming: [30 * day, 37 * day], sequence: 3)
            for span in [15 * day - 600, 6 * day + 600, 7 * day] {
                try await service.advance(by: .seconds(span))
            }
            #expect(
                try await service.alerts().suffix(6)
                    == keys(moved.startsAt) + keys(start.adding(.seconds(30 * day)))
                    + keys(start.adding(.seconds(37 * day))))
            try await Self.series(service, from: start, coming: [], status: .cancelled, sequence: 4)
            #expect(try await service.timers().isEmpty)
        }
    }
}
