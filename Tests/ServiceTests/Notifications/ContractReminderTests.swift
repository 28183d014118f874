import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Notifications

/// CON-7: instalments, guarantees and visits of contracts, and warranties of what was delivered. It is 2026-11-23.
@Suite struct ContractReminderTests {
    private let an = NotificationsFixture.an
    private func id(_ name: String) -> EntityID { NotificationsFixture.id(name) }
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    /// An instalment, a guarantee and a visit, all on that day.
    private func parts(_ day: Day) -> @Sendable (inout ContractState) -> Void {
        {
            $0.instalments = [Instalment(id: id("i1"), description: "Đợt 1", amount: 150_000_000, dueOn: day)]
            $0.guarantees = [
                Guarantee(
                    id: id("g1"), kind: .performance, amount: 50_000_000, expiresOn: day, issuer: "Ngân hàng A",
                    reference: "BL-7")
            ]
            $0.visits = [MaintenanceVisit(id: id("v1"), dueOn: day)]
        }
    }

    @Test func partsAreRemindedOfOnTheirDaysOnceEach() async throws {
        try await NotificationsFixture.with { service in
            _ = try await service.contract(1, .created, parts(day("2027-01-31")))
            #expect(try await service.timers().count == 2 + 3 + 2)
            // 2027-01-01 08:00, then the 24th, then the 30th.
            try await service.advance(by: .seconds(39 * 86_400 - 3600))
            #expect(try await service.alerts() == ["guarantee-P30D|2027-01-31|\(id("g1"))"])
            try await service.advance(by: .seconds(23 * 86_400))
            #expect(try await service.alerts().count == 4)
            try await service.advance(by: .seconds(6 * 86_400))
            _ = try await service.contract(2, .updated, parts(day("2027-01-31")))
            try await service.advance(by: .seconds(60 * 86_400))
            #expect(try await service.alerts().count == 7)
            let alerts = try await service.published(AlertState.self).map(\.state)
            #expect(alerts.allSatisfy { $0.about == ContractState.subject(id("contract")) })
            #expect(try alerts.allSatisfy { $0.recipientIds == [try #require(an.employee)] })
            let keys = try await service.store.outbox(after: 0, limit: 100).filter {
                $0.exchange == "quen.notifications"
            }
            #expect(
                Set(keys.map(\.routingKey)) == [
                    "notify.instalment-due.v1", "notify.guarantee-expiring.v1", "notify.visit-due.v1",
                ])
        }
    }

    @Test func textsSayWhatAndWhenInBothLanguages() async throws {
        try await NotificationsFixture.with { service in
            _ = try await service.contract(1, .created, parts(day("2026-11-30")))
            try await service.wait("the alerts") { try await service.alerts().count == 3 }
            let alerts = try await service.published(AlertState.self).map(\.state)
            let texts = Dictionary(uniqueKeysWithValues: alerts.map { ($0.kind, $0.text) })
            #expect(
                texts["instalment-due"]
                    == Bilingual(
                        en: """
                            An instalment of contract HĐ-01 is due on 30 Nov 2026 (7 days left). Đợt 1, 150,000,000 VND. \
                            Customer: Công ty Hòa Bình.
                            """,
                        vi: """
                            Một đợt thanh toán của hợp đồng HĐ-01 đến hạn ngày 30/11/2026 (còn 7 ngày). Đợt 1, 150.000.000 \
                            đồng. Khách hàng: Công ty Hòa Bình.
                            """))
            #expect(
                texts["guarantee-expiring"]?.vi.hasPrefix(
                    """
                    Bảo lãnh thực hiện của hợp đồng HĐ-01 hết hạn ngày 30/11/2026 (còn 7 ngày). 50.000.000 đồng, Ngân hàng A, \
                    BL-7.
                    """) == true)
            #expect(
                texts["visit-due"]?.en.hasPrefix(
                    "A maintenance visit of contract HĐ-01 is due on 30 Nov 2026 (7 days left). Customer") == true)
        }
    }

    @Test func aChangedDateMovesAndWhatIsSettledOrRemovedIsWithdrawn() async throws {
        try await NotificationsFixture.with { service in
            _ = try await service.contract(1, .created, parts(day("2027-01-31")))
            _ = try await service.contract(2, .updated, parts(day("2027-02-28")))
            let waiting = try await service.timers()
            #expect(waiting.count == 7 && waiting.allSatisfy { $0.contains("|2027-02-28|") })
            #expect(try await service.timers("cancelled").count == 7)
            let settled = try day("2026-11-20")
            _ = try await service.contract(3) { [day = try day("2027-02-28")] in
                parts(day)(&$0)
                $0.guarantees?[0].releasedOn = settled
                $0.visits?[0].doneOn = settled
            }
            #expect(
                try await service.timers() == [7, 1].map { "instalment-P\($0)D|2027-02-28|\(id("i1"))" })
            _ = try await service.contract(4) { $0.instalments = [] }
            #expect(try await service.timers().isEmpty)
            // Not released after all.
            _ = try await service.contract(5, .updated, parts(day("2027-02-28")))
            #expect(try await service.timers().count == 7)
        }
    }

    @Test(arguments: [ContractStatus.ended, .settled, .liquidated, .cancelled, .negotiating])
    func aContractNotInForceWantsNothing(status: ContractStatus) async throws {
        try await NotificationsFixture.with { service in
            let parts = parts(try day("2027-01-31"))
            _ = try await service.contract(1, .created, parts)
            _ = try await service.contract(2, "status-changed") {
                parts(&$0)
                $0.status = status
            }
            #expect(try await service.timers().isEmpty)
        }
    }

    @Test func aDeletedContractWantsNothing() async throws {
        try await NotificationsFixture.with { service in
            _ = try await service.contract(1, .created, parts(day("2027-01-31")))
            _ = try await service.contract(2, .deleted, deleted: true, parts(day("2027-01-31")))
            #expect(try await service.timers().isEmpty)
        }
    }

    @Test func aContractThatDoesNotExistAnyMoreWantsNothing() async throws {
        try await NotificationsFixture.with { service in
            _ = try await service.contract(1, .created, parts(day("2027-01-31")))
            try await service.item("SN-1", warrantyTo: day("2027-01-31"))
            try await service.contractSnapshot(1, nil)
            // The item's owner says of the item what is so.
            try await service.wait("the page") { try await service.timers() == ["warranty-P30D|2027-01-31"] }
        }
    }

    @Test func twoPartsOnOneDayAreTwoAndOneOfThemCanGo() async throws {
        try await NotificationsFixture.with { service in
            let visits = try ["v1", "v2"].map { MaintenanceVisit(id: id($0), dueOn: try day("2026-12-31")) }
            _ = try await service.contract(1, .created) { $0.visits = visits }
            try await service.advance(by: .seconds(31 * 86_400))
            #expect(
                Set(try await service.alerts()) == [
                    "visit-P7D|2026-12-31|\(id("v1"))", "visit-P7D|2026-12-31|\(id("v2"))",
                ])
            _ = try await service.contract(2) { $0.visits = [visits[1]] }
            try await service.advance(by: .seconds(31 * 86_400))
            #expect(
                try await service.alerts().filter { $0.hasPrefix("visit-P1D") } == ["visit-P1D|2026-12-31|\(id("v2"))"])
        }
    }

    @Test func afterDowntimeOfSeveralOnlyTheNewestIsRaised() async throws {
        let clock = TestClock()
        try await ServiceUnderTest.withDirectory { directory in
            let parts = parts(try day("2027-01-31"))
            try await NotificationsFixture.with(clock: clock, directory: directory) { service in
                _ = try await service.contract(1, .created, parts)
                try await service.item("SN-1", warrantyTo: day("2027-01-31"))
            }
            // 2027-01-31 09:00: all are late.
            clock.advance(by: .seconds(69 * 86_400))
            try await NotificationsFixture.with(clock: clock, directory: directory) { service in
                _ = try await service.contract(2, .updated, parts)
                try await service.wait("the late ones") { try await service.timers().isEmpty }
                #expect(
                    Set(try await service.alerts()) == [
                        "instalment-P1D|2027-01-31|\(id("i1"))", "guarantee-P1D|2027-01-31|\(id("g1"))",
                        "visit-P1D|2027-01-31|\(id("v1"))", "warranty-P30D|2027-01-31",
                    ])
                _ = try await service.contract(3, .updated, parts)
                try await service.advance(by: .seconds(1))
                #expect(try await service.alerts().count == 4)
            }
        }
    }

    @Test func aNewKindIsDeliveredExplainedReadAndSnoozedAsTheOldOnes() async throws {
        try await SMTPSink.with { sink, port in
            try await NotificationsFixture.with(NotificationsFixture.mail(port: port)) { service in
                _ = try await service.contract(1, .created) { [day = try day("2026-11-30")] in
                    $0.instalments = [Instalment(id: id("i1"), description: "", amount: 1, dueOn: day)]
                }
                try await service.wait("the mail") { try await service.deliveryStates() == [.sent] }
                #expect(sink.mails.count == 1)
                let list = try await service.request(.get, "/inbox?kind=instalment-due", as: an)
                guard case .string(let item) = list.object["items"]?[0]["id"],
                    case .string(let alert) = list.object["items"]?[0]["alertId"]
                else { throw TestFailure(list.text) }
                let log = try await service.request(.get, "/alerts/\(alert)")
                #expect(log.object["rule"] == .string("instalment-due"))
                #expect(log.object["why"]?["vi"] == .string(ReminderRule.instalment.why.vi))
                #expect(log.object["deliveries"]?.count == 2)
                let until = service.clock.now.adding(.seconds(3600))
                let snoozed = try await service.request(
                    .post, "/inbox/\(item)/snooze", as: an, body: #"{"until":"\#(until)"}"#)
                #expect(snoozed.status == 200)
                #expect(try await service.request(.get, "/inbox", as: an).object["items"]?.count == 0)
                try await service.advance(by: .seconds(3600))
                #expect(try await service.request(.get, "/inbox", as: an).object["items"]?.count == 1)
            }
        }
    }
}
