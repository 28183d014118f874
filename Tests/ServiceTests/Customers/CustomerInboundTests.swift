import Foundation
import HTTPTypes
import Messages
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Customers

@Suite struct CustomerInboundTests {
    static let acme = EntityID.external(system: "test", entity: "customer", externalId: "acme")

    @Test func aRecordedCustomerIsMadeOnceAndBroughtUpToDate() async throws {
        try await withCustomers { service in
            let parent = RecordReference(externalId: "head")
            let payload = CustomerRecorded(
                externalId: "acme", name: "Acme Corporation", phone: "0912345678", industry: "technolgy", parent: parent
            )
            let first = try await service.send(inbound: payload, id: "m-1")
            #expect(try await service.isAccepted(first))
            _ = try await service.send(inbound: payload, id: "m-1")
            service.clock.advance(by: .seconds(1))
            var changed = payload
            changed.industry = "technology"
            let second = try await service.send(inbound: changed, id: "m-2")
            #expect(try await service.isAccepted(second))
            let events = try await service.published(CustomerState.self)
            #expect(events.map(\.event) == ["recorded", "recorded"])
            #expect(events.last?.state.industry == "technology")
            #expect(events.last?.state.parentId == .external(system: "test", entity: "customer", externalId: "head"))
            #expect(events.last?.state.ownership.responsibleId == nil)
            #expect(try await service.faults() == [])
        }
    }

    @Test func theLaterTimeWins() async throws {
        try await withCustomers { service in
            let now = service.clock.now
            let new = try await service.send(inbound: CustomerRecorded(externalId: "acme", name: "New"))
            #expect(try await service.isAccepted(new))
            service.clock.set(now.adding(.seconds(-3600)))
            let old = try await service.send(inbound: CustomerRecorded(externalId: "acme", name: "Old"))
            service.clock.set(now)
            #expect(try await service.isAccepted(old))
            #expect(try await service.customer(Self.acme).text("name") == "New")
        }
    }

    @Test func whatStaffEditedSinceIsKeptAndNamed() async throws {
        try await withCustomers { service in
            let payload = CustomerRecorded(externalId: "acme", name: "Acme", region: "South")
            #expect(try await service.isAccepted(try await service.send(inbound: payload)))
            let etag = try await service.request(.get, "/customers/\(Self.acme)").etag
            let edit = try await service.request(
                .patch, "/customers/\(Self.acme)", body: #"{"name":"Acme Việt Nam"}"#, headers: ["If-Match": etag])
            #expect(edit.status == 200)
            service.clock.advance(by: .seconds(5))
            let again = CustomerRecorded(externalId: "acme", name: "Acme Inc", region: "North")
            let message = try await service.send(inbound: again)
            #expect(try await service.isAccepted(message))
            let reply = try #require(try await service.replies().last).decode(InboundAccepted.self)
            #expect(reply.kept == ["name"])
            let customer = try await service.customer(Self.acme)
            #expect(customer.text("name") == "Acme Việt Nam")
            #expect(customer.text("region") == "North")
        }
    }

    @Test(arguments: [
        (CustomerRecorded(externalId: "acme", name: " "), "$.data.name", "missing"),
        (CustomerRecorded(externalId: "acme", name: "A", taxCode: "0100109107"), "$.data.taxCode", "invalid-tax-code"),
        (CustomerRecorded(externalId: "acme", name: "A", email: "x"), "$.data.email", "invalid-email"),
        (
            CustomerRecorded(externalId: "acme", name: "A", parent: RecordReference(externalId: "acme")),
            "$.data.parent", "customer-parent-loop"
        ),
    ])
    func wrongInputIsRefusedWithAReason(_ payload: CustomerRecorded, _ path: String, _ code: String) async throws {
        try await withCustomers { service in
            let id = try await service.send(inbound: payload)
            #expect(try await service.isAccepted(id) == false)
            let reply = try #require(try await service.replies().last).decode(InboundRejected.self)
            #expect(reply.path == path)
            #expect(reply.code == code)
            #expect(try await service.published(CustomerState.self).isEmpty)
        }
    }

    @Test func interestShownBeforeTheCustomerWasKnownCounts() async throws {
        try await withCustomers { service in
            let appointment = AppointmentState(
                id: service.clock.world.newID(), title: "Gặp", customerId: Self.acme, employeeIds: [],
                startsAt: service.clock.now, endsAt: service.clock.now, status: .done, outcome: .ordered,
                ownership: Ownership())
            try await service.publish(appointment, "outcome-recorded")
            try await service.wait("the outcome") {
                try await service.store.read { try TimelineEntry.find(appointment.id, $0) != nil }
            }
            let message = try await service.send(inbound: CustomerRecorded(externalId: "acme", name: "A"))
            #expect(try await service.isAccepted(message))
            #expect(try await service.status(Self.acme) == "prospective")
            #expect(try await service.published(CustomerState.self).last?.data.cause == "appointment/\(appointment.id)")
        }
    }

    @Test func aDeletedCustomerDoesNotComeBack() async throws {
        try await withCustomers { service in
            #expect(
                try await service.isAccepted(
                    try await service.send(inbound: CustomerRecorded(externalId: "acme", name: "A"))))
            let etag = try await service.request(.get, "/customers/\(Self.acme)").etag
            #expect(
                try await service.request(.delete, "/customers/\(Self.acme)", headers: ["If-Match": etag]).status == 200
            )
            let again = try await service.send(inbound: CustomerRecorded(externalId: "acme", name: "A"))
            #expect(try await service.isAccepted(again) == false)
        }
    }

    @Test func aCapturedLeadIsTakenInOnce() async throws {
        try await withCustomers { service in
            let payload = LeadCaptured(externalId: "w-1", personName: "Trần Bình", phone: "0912345678", need: "Báo giá")
            #expect(try await service.isAccepted(try await service.send(inbound: payload, id: "l-1")))
            _ = try await service.send(inbound: payload, id: "l-1")
            #expect(try await service.isAccepted(try await service.send(inbound: payload, id: "l-2")))
            let leads = try await service.published(LeadState.self)
            #expect(leads.map(\.event) == ["captured"])
            #expect(leads.first?.state.phone?.e164 == "+84912345678")
            #expect(leads.first?.state.source == "test")
            let nameless = try await service.send(inbound: LeadCaptured(externalId: "w-2", need: "?"))
            #expect(try await service.isAccepted(nameless) == false)
        }
    }
}
