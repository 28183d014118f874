import Foundation
import GRDB
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
            #expect(alerts.last?.text.vi.hasPrefix("An từ chối: Thăm khách, ") == true, "\(alerts)")
            #expect(alerts.last?.text.vi.hasSuffix(". Nghỉ phép.") == true, "\(alerts)")

            try await invitation(service, .needsAction, asked: .seconds(180), sequence: 5) { $0.refusal = "Không được" }
            try await service.advance(by: .seconds(1))
            alerts = try await raised(service)
            #expect(alerts.map(\.kind) == ["appointment-invitation", "appointment-answer", "appointment-invitation"])
            #expect(alerts.last?.text.en.contains("turned down: Không được") == true)
        }
    }

    /// 2026-11-30 09:00 in Viet Nam and each Monday on, until 2026-12-21.
    private func weekly(_ state: inout InvitationState) {
        (state.startsAt, state.endsAt) = (
            Instant("2026-11-30T02:00:00Z") ?? state.startsAt, Instant("2026-11-30T03:00:00Z") ?? state.endsAt
        )
        (state.title, state.recurs, state.lastEndsAt) = ("Giao ban", true, Instant("2026-12-21T03:00:00Z"))
    }

    @Test func anAnswerSaysWhoWhatAndWhen() async throws {
        try await NotificationsFixture.with { service in
            let start = try #require(Instant("2026-12-02T02:00:00Z"))
            let at: (inout InvitationState) -> Void = {
                ($0.startsAt, $0.endsAt, $0.employeeName) = (start, start.adding(.seconds(3600)), "Bình")
            }
            try await invitation(service, .declined, answered: .seconds(1), sequence: 1, at)
            try await service.advance(by: .seconds(1))
            var said = try #require(try await raised(service).last?.title)
            #expect(said.vi == "Bình từ chối: Thăm khách, 09:00 ngày 02/12/2026")
            #expect(said.en == "Bình declines: Thăm khách, 09:00 on 2 Dec 2026")
            let an = try #require(NotificationsFixture.an.employee)
            try await invitation(service, .delegated, answered: .seconds(2), sequence: 2) {
                at(&$0)
                $0.delegatedTo = an
            }
            try await service.advance(by: .seconds(1))
            said = try #require(try await raised(service).last?.title)
            #expect(said.vi == "Bình ủy quyền cho An: Thăm khách, 09:00 ngày 02/12/2026")
        }
    }

    @Test func aSeriesIsToldOfUntilItsLastOccurrence() async throws {
        try await NotificationsFixture.with { service in
            // The first occurrence is over.
            service.clock.set(try #require(Instant("2026-12-15T00:00:00Z")))
            try await invitation(service, .needsAction, sequence: 1, weekly)
            try await service.advance(by: .seconds(1))
            #expect(try await raised(service).last?.title.vi == "Lời mời: Giao ban, lặp lại từ 09:00 ngày 30/11/2026")
            try await invitation(service, .declined, answered: .seconds(1), sequence: 2, weekly)
            try await service.advance(by: .seconds(1))
            #expect(
                try await raised(service).last?.title.vi
                    == "An từ chối: Giao ban, lặp lại từ 09:00 ngày 30/11/2026")
            service.clock.set(try #require(Instant("2026-12-21T02:00:01Z")))
            try await invitation(service, .declined, answered: .seconds(2), sequence: 3, weekly)
            try await service.advance(by: .seconds(1))
            #expect(try await raised(service).count == 2, "the last one has begun")
            // One without an end goes on.
            try await invitation(service, .declined, answered: .seconds(3), sequence: 4) {
                weekly(&$0)
                $0.lastEndsAt = nil
            }
            try await service.advance(by: .seconds(1))
            #expect(try await raised(service).count == 3)
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

    @Test func whatNobodyHasToAnswerAnyMoreIsOutOfSight() async throws {
        for isCancelled in [false, true] {
            try await NotificationsFixture.with { service in
                _ = try await service.appointment(in: .seconds(2 * 86_400))
                try await invitation(service, .needsAction, sequence: 1)
                try await service.advance(by: .seconds(1))
                func archived() async throws -> [Bool] {
                    try await service.store.read { try InboxItem.fetchAll($0) }.map(\.isArchived)
                }
                #expect(try await archived() == [false])
                if isCancelled {
                    _ = try await service.appointment(
                        in: .seconds(2 * 86_400), status: .cancelled, event: "cancelled", sequence: 2)
                } else {
                    try await invitation(service, .needsAction, sequence: 2, deleted: true)
                }
                #expect(try await archived() == [true])
            }
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
