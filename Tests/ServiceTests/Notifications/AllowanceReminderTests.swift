import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Notifications

/// CON-8: whoever is responsible hears at once, and once each, that an allowance runs out.
@Suite struct AllowanceReminderTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    private func hear(
        _ service: ServiceUnderTest, _ used: Int64, of quantity: Int64 = 10, sequence: Int64,
        _ event: EventName = .updated, to: Day? = nil
    ) async throws {
        _ = try await service.contract(sequence, event) {
            $0.allowance = Allowance(
                unit: .cases, quantity: Quantity(scaled: quantity * 10_000), used: Quantity(scaled: used * 10_000),
                to: to,
                coverage: "Giờ hành chính")
        }
        try await service.wait("what is due") { try await service.timers().isEmpty }
    }

    private let low = "allowance-low|10 cases|/"
    private let usedUp = "allowance-used-up|10 cases|/"

    @Test func eightyPercentAndTheEndAreToldOfAtOnceAndOnce() async throws {
        try await NotificationsFixture.with { service in
            try await hear(service, 7, sequence: 1, .created)
            #expect(try await service.alerts().isEmpty)
            try await hear(service, 8, sequence: 2, "allowance-low")
            #expect(try await service.alerts() == [low])
            try await hear(service, 9, sequence: 3)
            try await hear(service, 10, sequence: 4, "allowance-used-up")
            try await hear(service, 12, sequence: 5)
            #expect(try await service.alerts() == [low, usedUp])
            let texts = try await service.published(AlertState.self).map(\.state.text)
            #expect(
                texts.first?.en == """
                    Contract HĐ-01 has used at least 80 % of its service allowance (8 of 10 cases). Giờ hành chính. \
                    Customer: Công ty Hòa Bình.
                    """)
            #expect(
                texts.last?.vi == """
                    Hợp đồng HĐ-01 đã dùng hết hạn mức dịch vụ (10/10 lượt). Giờ hành chính. Khách hàng: Công ty Hòa Bình.
                    """)
        }
    }

    @Test func aLargerAllowanceIsAnother() async throws {
        try await NotificationsFixture.with { service in
            try await hear(service, 10, sequence: 1, .created)
            try await hear(service, 10, of: 20, sequence: 2)
            try await hear(service, 16, of: 20, sequence: 3, "allowance-low")
            #expect(try await service.alerts() == [usedUp, "allowance-low|20 cases|/"])
        }
    }

    @Test func oneWhosePeriodIsOverWarnsNobody() async throws {
        try await NotificationsFixture.with { service in
            try await hear(service, 10, sequence: 1, .created, to: day("2026-11-22"))
            #expect(try await service.alerts().isEmpty)
            try await hear(service, 10, sequence: 2, to: day("2026-11-23"))
            #expect(try await service.alerts() == ["allowance-used-up|10 cases|/2026-11-23"])
        }
    }

    @Test func itIsNotToldOfAgainAfterARestartNorWhenOldTimersAreClearedAway() async throws {
        let clock = TestClock()
        try await ServiceUnderTest.withDirectory { directory in
            try await NotificationsFixture.with(clock: clock, directory: directory) { service in
                try await hear(service, 8, sequence: 1, .created)
            }
            clock.advance(by: .seconds(400 * 86_400))
            try await NotificationsFixture.with(clock: clock, directory: directory) { service in
                try await service.store.write { try $0.db.execute(sql: "DELETE FROM timer WHERE state = 'fired'") }
                try await hear(service, 9, sequence: 2)
                let alerts = try await service.store.read { try Alert.fetchAll($0).map(\.occurrence) }
                #expect(alerts == [low])
            }
        }
    }

    /// Nobody knows when it came about, nor whether it was told of before.
    @Test func soDoesWhatASnapshotSaysOfAContractNotHeardOfSince() async throws {
        try await NotificationsFixture.with { service in
            _ = try await service.contract(1, .created)
            let now = service.clock.now
            service.clock.advance(by: .seconds(60))
            try await service.store.write {
                try $0.db.execute(
                    sql: "INSERT INTO restoration(backupAt, restoredAt, epoch, settledAt) VALUES (?, ?, 1, ?)",
                    arguments: [now.adding(.seconds(1)), now.adding(.seconds(50)), now.adding(.seconds(50))])
            }
            let allowance = Allowance(
                unit: .cases, quantity: Quantity(scaled: 100_000), used: Quantity(scaled: 80_000))
            try await service.contractSnapshot(3, try NotificationsFixture.contract { $0.allowance = allowance })
            try await service.wait("the snapshot") { try await service.timers("parked") == [low] }
            // From then on it is heard of again.
            var usedUp = allowance
            usedUp.used = usedUp.quantity
            try await service.contractSnapshot(5, try NotificationsFixture.contract { $0.allowance = usedUp })
            try await service.wait("the alert") { try await service.alerts() == [self.usedUp] }
        }
    }

    @Test func whatCameAboutBetweenABackupAndItsRestoreWaitsForTheOperator() async throws {
        try await NotificationsFixture.with { service in
            let now = service.clock.now
            try await service.store.write {
                try $0.db.execute(
                    sql: "INSERT INTO restoration(backupAt, restoredAt, epoch, settledAt) VALUES (?, ?, 1, ?)",
                    arguments: [now.adding(.seconds(-3600)), now, now])
            }
            try await hear(service, 8, sequence: 1, "allowance-low")
            #expect(try await service.timers("parked") == [low])
            service.clock.advance(by: .seconds(60))
            // A later event tells the same fact anew.
            try await hear(service, 9, sequence: 2)
            #expect(try await service.timers("parked") == [low])
            try await hear(service, 10, sequence: 3, "allowance-used-up")
            #expect(try await service.alerts() == [usedUp])
        }
    }
}
