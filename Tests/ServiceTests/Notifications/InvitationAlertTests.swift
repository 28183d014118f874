import Foundation
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Notifications

/// Who is invited to an appointment, and who invites, hear of it (SCH-4).
@Suite struct InvitationAlertTests {
    private func invitation(
        _ service: ServiceUnderTest, _ participation: Participation, asked: Duration = .zero,
        answered: Duration? = nil, sequence: Int64, deleted: Bool? = nil,
        _ change: (inout InvitationState) -> Void = { _ in }
    ) async throws {
        let start = Instant(milliseconds: 1_795_485_600_000)
        var state = InvitationState(
            id: NotificationsFixture.id("invitation"),
            appointmentId: EntityID(namespace: .quen, parts: ["Thăm khách"]),
            employeeId: try #require(NotificationsFixture.an.employee), employeeName: "An",
            participation: participation, askedAt: start.adding(asked), answeredAt: answered.map(start.adding),
            title: "Thăm khách", startsAt: service.clock.now.adding(.seconds(2 * 86_400)),
            endsAt: service.clock.now.adding(.seconds(2 * 86_400 + 3600)),
            organiserId: NotificationsFixture.id("organiser"), ownership: Ownership())
        change(&state)
        try await service.hear(state, "asked", sequence, deleted: deleted)
    }

    private func raised(_ service: ServiceUnderTest) async throws -> [AlertState] {
        try await service.published(AlertState.self).map(\.state)
    }

    @Test func whoIsAskedIsToldOnceForEachTimeAndTheOrganiserOfWhatMatters() async throws {
        try await NotificationsFixture.with { service in
            let an = try #require(NotificationsFixture.an.employee)
            try await invitation(service, .needsAction, sequence: 1)
            try await service.advance(by: .seconds(1))
            // Another event about the same question.
            try await invitation(service, .needsAction, sequence: 2) { $0.title = "Thăm khách lớn" }
            try await service.advance(by: .seconds(1))
            var alerts = try await raised(service)
            #expect(alerts.map(\.kind) == ["appointment-invitation"])
            #expect(alerts.first?.recipientIds == [an])
            #expect(alerts.first?.about.entity == "appointment")
            #expect(alerts.first?.title.vi.hasPrefix("Lời mời: Thăm khách, ") == true, "\(alerts)")

            try await invitation(service, .accepted, answered: .seconds(60), sequence: 3)
            try await service.advance(by: .seconds(1))
            #expect(try await raised(service).count == 1, "who accepts is not announced")
            try await invitation(service, .declined, answered: .seconds(120), sequence: 4) { $0.comment = "Nghỉ phép" }
            try await service.advance(by: .seconds(1))
            alerts = try await raised(service)
            #expect(alerts.count == 2)
            #expect(alerts.last?.kind == "appointment-answer")
            #expect(alerts.last?.recipientIds == [NotificationsFixture.id("organiser")])
            #expect(alerts.last?.text.vi == "An từ chối: Thăm khách. Nghỉ phép.", "\(alerts)")

            try await invitation(service, .needsAction, asked: .seconds(180), sequence: 5) { $0.refusal = "Không được" }
            try await service.advance(by: .seconds(1))
            alerts = try await raised(service)
            #expect(alerts.map(\.kind) == ["appointment-invitation", "appointment-answer", "appointment-invitation"])
            #expect(alerts.last?.text.en.contains("turned down: Không được") == true)
        }
    }

    @Test func whoStaysAwayIsNotRemindedAndWhoComesAfterAllIs() async throws {
        try await NotificationsFixture.with { service in
            let an = try #require(NotificationsFixture.an.employee)
            let other = NotificationsFixture.id("other")
            _ = try await service.appointment(in: .seconds(2 * 86_400), employees: [other, an])
            try await invitation(service, .declined, answered: .seconds(1), sequence: 1)
            try await service.advance(by: .seconds(86_400))
            let first = try await raised(service).filter { $0.kind == "appointment-reminder" }
            #expect(first.map(\.recipientIds) == [[other]])
            try await invitation(service, .accepted, answered: .seconds(2), sequence: 2)
            try await service.advance(by: .seconds(86_400 - 900))
            let all = try await raised(service).filter { $0.kind == "appointment-reminder" }
            #expect(all.map(\.recipientIds) == [[other], [other, an]])
        }
    }

    @Test func anAppointmentToWhichNobodyComesRemindsNobody() async throws {
        try await NotificationsFixture.with { service in
            _ = try await service.appointment(in: .seconds(2 * 86_400))
            try await invitation(service, .delegated, answered: .seconds(1), sequence: 1)
            try await service.advance(by: .seconds(86_400))
            #expect(try await raised(service).filter { $0.kind == "appointment-reminder" }.isEmpty)
            // Wanted no longer, nothing keeps them from the next one.
            try await invitation(service, .delegated, answered: .seconds(1), sequence: 2, deleted: true)
            try await service.advance(by: .seconds(86_400 - 900))
            #expect(try await raised(service).filter { $0.kind == "appointment-reminder" }.count == 1)
        }
    }
}
