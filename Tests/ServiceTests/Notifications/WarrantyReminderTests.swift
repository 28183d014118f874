import Foundation
import GRDB
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Notifications

/// CON-7: one alert for all items of a contract whose warranty ends on one day. It is 2026-11-23.
@Suite struct WarrantyReminderTests {
    private let an = NotificationsFixture.an
    private func id(_ name: String) -> EntityID { NotificationsFixture.id(name) }
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test func itemsOfOneContractAndDayShareOneAlert() async throws {
        try await NotificationsFixture.with { service in
            _ = try await service.contract(1, .created)
            for number in 1...5 { try await service.item("SN-\(number)", warrantyTo: day("2027-01-31")) }
            try await service.item("SN-6", warrantyTo: day("2027-03-31"))
            try await service.item("SN-7", warrantyTo: nil)
            #expect(try await service.timers() == ["warranty-P30D|2027-01-31", "warranty-P30D|2027-03-31"])
            try await service.advance(by: .seconds(39 * 86_400))
            let alert = try #require(try await service.published(AlertState.self).first).state
            #expect(try await service.alerts() == ["warranty-P30D|2027-01-31"])
            #expect(alert.about == ContractState.subject(id("contract")))
            #expect(alert.title.en == "The warranty of Máy in and 4 more ends on 31 Jan 2027 (30 days left)")
            #expect(
                alert.text.vi == """
                    Bảo hành của Máy in và 4 sản phẩm khác hết hạn ngày 31/01/2027 (còn 30 ngày). Hợp đồng HĐ-01. \
                    Khách hàng: Công ty Hòa Bình.
                    """)
            try await service.advance(by: .seconds(59 * 86_400))
            #expect(
                try await service.published(AlertState.self).last?.state.title.vi
                    == "Bảo hành của Máy in (SN-6) hết hạn ngày 31/03/2027 (còn 30 ngày)")
            #expect(try await service.alerts().count == 2)
        }
    }

    @Test func aChangedWarrantyMovesAndADeletedItemIsCountedNoMore() async throws {
        try await NotificationsFixture.with { service in
            _ = try await service.contract(1, .created)
            for number in 1...2 { try await service.item("SN-\(number)", warrantyTo: day("2027-01-31")) }
            try await service.item("SN-1", warrantyTo: day("2027-02-28"), sequence: 2)
            #expect(try await service.timers() == ["warranty-P30D|2027-01-31", "warranty-P30D|2027-02-28"])
            try await service.item("SN-2", warrantyTo: day("2027-01-31"), sequence: 2, deleted: true)
            #expect(try await service.timers() == ["warranty-P30D|2027-02-28"])
            try await service.item("SN-1", warrantyTo: nil, sequence: 3)
            #expect(try await service.timers().isEmpty)
            let left = try await service.store.read { try Warranty.fetchCount($0) }
            #expect(left == 0)
        }
    }

    @Test func anItemThatBelongsToAnotherContractLeavesTheFirst() async throws {
        try await NotificationsFixture.with { service in
            try await service.item("SN-1", warrantyTo: day("2027-01-31"))
            try await service.item("SN-1", warrantyTo: day("2027-01-31"), sequence: 2) {
                ($0.contractId, $0.orderId) = (nil, id("order"))
            }
            #expect(try await service.timers() == ["warranty-P30D|2027-01-31"])
            #expect(try await service.timers("cancelled") == ["warranty-P30D|2027-01-31"])
            try await service.item("SN-1", warrantyTo: day("2027-01-31"), sequence: 3) { $0.contractId = nil }
            try await service.advance(by: .seconds(39 * 86_400))
            #expect(
                try await service.published(AlertState.self).map(\.state.about) == [
                    DeliveredItemState.subject(id("SN-1"))
                ])
        }
    }

    @Test func itGoesToWhoeverIsResponsibleForTheContractByThenAlsoWhenThatIsOver() async throws {
        try await NotificationsFixture.with { service in
            let binh = try #require(NotificationsFixture.binh.employee)
            // The item is heard of before its contract.
            try await service.item("SN-1", warrantyTo: day("2027-01-31"))
            _ = try await service.contract(1, .created)
            _ = try await service.contract(2) {
                ($0.status, $0.number) = (.liquidated, "HĐ-02")
                $0.ownership = Ownership(responsibleId: binh, secondResponsibleId: an.employee)
            }
            try await service.advance(by: .seconds(39 * 86_400))
            let alert = try #require(try await service.published(AlertState.self).first).state
            #expect(alert.recipientIds == [binh, try #require(an.employee)])
            #expect(alert.text.en.contains("Contract HĐ-02."))
        }
    }

    @Test func whatIsFirstHeardOfLateIsToldOfAtOnceAndWhatIsOverNever() async throws {
        try await NotificationsFixture.with { service in
            try await service.item("SN-1", warrantyTo: day("2026-11-22"))
            try await service.item("SN-2", warrantyTo: day("2026-12-01"))
            try await service.wait("the alert") { try await service.alerts() == ["warranty-P30D|2026-12-01"] }
            try await service.item("SN-3", warrantyTo: day("2026-12-01"))
            try await service.advance(by: .seconds(30 * 86_400))
            #expect(try await service.alerts().count == 1)
        }
    }
}
