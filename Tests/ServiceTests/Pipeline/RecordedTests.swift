import Foundation
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Pipeline

@Suite struct PipelineRecordedTests {
    private static let product = ProductRecorded(
        externalId: "GTX Pro", name: "GTX Pro", group: "GTX", price: UnitPrice("4821"), currency: .usd)

    private static func won(_ product: String = "GTXPro", value: Int64 = 450_000) -> OpportunityRecorded {
        OpportunityRecorded(
            externalId: "O1", customer: RecordReference(externalId: "Acme"),
            product: RecordReference(externalId: product), responsible: RecordReference(externalId: "Agent"),
            status: .won, value: Amount(minorUnits: value, currency: .usd), startedOn: Day("2016-11-12"),
            closedOn: Day("2017-03-01"))
    }

    /// That `payload` is rejected with this code and path.
    private static func expect(
        _ rejection: String, for payload: some InboundPayload, _ service: ServiceUnderTest
    ) async throws {
        let id = try await service.send(inbound: payload)
        let found = try await self.rejection(id, service)
        #expect(found == rejection)
    }

    private static func rejection(_ id: String, _ service: ServiceUnderTest) async throws -> String {
        #expect(try await service.isAccepted(id) == false)
        for reply in try await service.replies() {
            guard let rejected = try? reply.decode(InboundRejected.self), rejected.messageId == id else { continue }
            return "\(rejected.code) \(rejected.path ?? "")"
        }
        return "none"
    }

    @Test func oneProductIsFoundUnderBothSpellingsOfItsId() async throws {
        try await PipelineFixture.with { service in
            let first = try await service.send(inbound: Self.product)
            #expect(try await service.isAccepted(first))
            let other = try await service.send(
                inbound: ProductRecorded(
                    externalId: "gtxpro", name: "GTX Pro", price: UnitPrice("5000"), currency: .usd))
            #expect(try await service.isAccepted(other))
            let deal = try await service.send(inbound: Self.won())
            #expect(try await service.isAccepted(deal))
            let products = try await service.published(ProductState.self)
            #expect(products.map(\.event) == ["recorded", "recorded"])
            #expect(Set(products.map(\.state.id)) == [Self.product.id(from: "test")])
            let opportunities = try await service.published(OpportunityState.self)
            #expect(opportunities.map(\.event) == ["recorded"])
            let state = try #require(opportunities.first?.state)
            #expect(state.lines.map(\.productId) == [Self.product.id(from: "test")])
            #expect(state.status == .won && state.probability == 100 && state.expectedValue.minorUnits == 450_000)
            #expect(state.startedOn == Day("2016-11-12") && state.closedOn == Day("2017-03-01"))
            #expect(state.customerId == .external(system: "test", entity: "customer", externalId: "Acme"))
            #expect(state.ownership.responsibleId == .external(system: "test", entity: "employee", externalId: "Agent"))
            #expect(state.lines.first?.unitPrice.description == "4500" && state.lines.first?.tax.description == "10")
        }
    }

    @Test func aProductIsAlsoFoundByItsName() async throws {
        try await PipelineFixture.with { service in
            let id = try await service.makeProduct("Bàn  Phím", usd: "10")
            let deal = try await service.send(inbound: Self.won("bàn phím"))
            #expect(try await service.isAccepted(deal))
            #expect(try await service.published(OpportunityState.self).first?.state.lines.first?.productId == id)
        }
    }

    @Test func aRepeatedRecordChangesNothingAndALaterOneWins() async throws {
        try await PipelineFixture.with { service in
            _ = try await service.isAccepted(try await service.send(inbound: Self.product))
            let start = service.clock.now
            _ = try await service.isAccepted(try await service.send(inbound: Self.won()))
            service.clock.advance(by: .seconds(60))
            _ = try await service.isAccepted(try await service.send(inbound: Self.won()))
            _ = try await service.isAccepted(try await service.send(inbound: Self.product))
            #expect(try await service.published(OpportunityState.self).count == 1)
            #expect(try await service.published(ProductState.self).count == 1)
            service.clock.set(start.adding(.seconds(30)))
            let older = try await service.send(inbound: Self.won(value: 100))
            #expect(try await service.isAccepted(older))
            #expect(try await service.published(OpportunityState.self).count == 1)
            service.clock.set(start.adding(.seconds(90)))
            _ = try await service.isAccepted(try await service.send(inbound: Self.won(value: 200)))
            let events = try await service.published(OpportunityState.self)
            #expect(events.map(\.event) == ["recorded", "recorded"])
            #expect(events.last?.state.expectedValue.minorUnits == 200)
            #expect(events.last?.data.changed.sorted() == ["expectedValue", "lines"])
        }
    }

    @Test func whatStaffChangedIsKeptAndSaid() async throws {
        try await PipelineFixture.with { service in
            var deal = Self.won()
            (deal.product, deal.status, deal.closedOn, deal.name) = (nil, .open, nil, "Deal")
            _ = try await service.isAccepted(try await service.send(inbound: deal))
            let id = deal.id(from: "test")
            let read = try await service.request(.get, "/opportunities/\(id)")
            let state: OpportunityState = try read.json()
            let changed = try await service.request(
                .put, "/opportunities/\(id)",
                body: """
                    {"name":"Tên mới","customerId":"\(state.customerId)","currency":"USD",\
                    "expectedValue":{"amount":450000,"currency":"USD"}}
                    """, headers: ["If-Match": read.etag])
            #expect(changed.status == 200, "\(changed.text)")
            (deal.name, deal.startedOn) = ("Another", Day("2016-12-01"))
            let message = try await service.send(inbound: deal)
            #expect(try await service.isAccepted(message))
            let now = try await service.opportunity(id)
            #expect(now.name == "Tên mới" && now.startedOn == Day("2016-12-01"))
            let reply = try await service.replies().compactMap { try? $0.decode(InboundAccepted.self) }
                .first { $0.messageId == message }
            #expect(reply?.kept == ["name"])
        }
    }

    @Test func whatNamesNoCustomerOrAnUnknownProductIsRejected() async throws {
        try await PipelineFixture.with { service in
            var deal = Self.won()
            try await Self.expect("unknown-product $.data.product", for: deal, service)
            (deal.product, deal.customer) = (nil, RecordReference())
            try await Self.expect("missing $.data.customer", for: deal, service)
            deal.customer = RecordReference(externalId: "")
            try await Self.expect("missing $.data.customer", for: deal, service)
            deal.customer = RecordReference(externalId: "Acme")
            deal.closedOn = Day("2015-01-01")
            try await Self.expect("closed-before-start $.data.closedOn", for: deal, service)
            var product = Self.product
            product.name = " "
            try await Self.expect("blank $.data.name", for: product, service)
            (product.name, product.price) = ("A", UnitPrice("-1"))
            try await Self.expect("negative-price $.data.price", for: product, service)
        }
    }

    @Test func whatStaffDeletedDoesNotComeBack() async throws {
        try await PipelineFixture.with { service in
            var deal = Self.won()
            (deal.product, deal.status, deal.closedOn) = (nil, .open, nil)
            _ = try await service.isAccepted(try await service.send(inbound: deal))
            let id = deal.id(from: "test")
            let etag = try await service.request(.get, "/opportunities/\(id)").etag
            _ = try await service.request(.delete, "/opportunities/\(id)", headers: ["If-Match": etag])
            try await Self.expect("opportunity-deleted ", for: deal, service)
        }
    }
}
