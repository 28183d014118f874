import Foundation
import HTTPTypes
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Customers

@Suite struct CustomerStatusTests {
    private static func history(_ service: ServiceUnderTest, _ id: EntityID) async throws -> [String] {
        try await service.request(.get, "/customers/\(id)/status-history").items
            .map { "\($0.text("from"))>\($0.text("to")) \($0.text("causeKind"))" }
    }

    private static func set(_ name: String, _ qualifier: String, _ value: String, _ service: ServiceUnderTest)
        async throws
    {
        let definition = try #require(CustomersOperations.parameters.first { $0.name == name })
        try await service.store.write { try Parameters.set(definition, qualifier: qualifier, value: value, in: $0) }
    }

    @Test func paymentsLiftAndReversalsLower() async throws {
        try await withCustomers { service in
            let id = try await service.make("/customers", #"{"name":"A"}"#)
            try await service.account(id, paid: 1_000_000, sequence: 1, cause: "payment/1")
            #expect(try await service.status(id) == "official")
            try await service.account(id, paid: 100_000_000, sequence: 2)
            #expect(try await service.status(id) == "official")
            try await service.account(id, paid: 100_000_001, sequence: 3)
            #expect(try await service.status(id) == "loyal")
            try await service.account(id, paid: 50_000_000, sequence: 4)
            #expect(try await service.status(id) == "official")
            try await service.account(id, paid: 0, sequence: 5)
            #expect(try await service.status(id) == "potential")
            #expect(
                try await Self.history(service, id) == [
                    "official>potential reversal", "loyal>official reversal", "official>loyal payment",
                    "potential>official payment", ">potential created",
                ])
            let events = try await service.published(CustomerState.self)
            #expect(events.map(\.event) == ["created"] + Array(repeating: "status-changed", count: 4))
            #expect(events[1].data.cause == "payment/1")
            #expect(try await service.faults() == [])
        }
    }

    @Test func whatWasPaidBeforeTheCustomerWasKnownCounts() async throws {
        try await withCustomers { service in
            let id = EntityID.external(system: "test", entity: "customer", externalId: "7")
            try await service.account(id, paid: 200_000_000, on: Day("2017-03-01"), sequence: 1)
            let message = try await service.send(inbound: CustomerRecorded(externalId: "7", name: "Acme"))
            #expect(try await service.isAccepted(message))
            #expect(try await service.status(id) == "loyal")
            #expect(try await service.faults() == [])
        }
    }

    @Test func eachCurrencyHasAThresholdOfItsOwn() async throws {
        try await withCustomers { service in
            let id = try await service.make("/customers", #"{"name":"A"}"#)
            try await service.account(id, paid: 15_000_001, currency: .usd, sequence: 1)
            #expect(try await service.status(id) == "official")
            try await Self.set("loyalty-threshold", "USD", "150000.00", service)
            #expect(try await service.status(id) == "loyal")
            try await Self.set("loyalty-threshold", "USD", "150000.01", service)
            #expect(try await service.status(id) == "official")
            #expect(try await Self.history(service, id).first == "loyal>official parameter")
            await #expect(throws: InputError.self) { try await Self.set("loyalty-threshold", "USD", "1.001", service) }
            await #expect(throws: InputError.self) { try await Self.set("loyalty-threshold", "", "1", service) }
            #expect(try await service.faults() == [])
        }
    }

    @Test func aCheckLowersOneLevelAndOnlyANewPaymentUndoesIt() async throws {
        try await withCustomers { service in
            let id = try await service.make("/customers", #"{"name":"A"}"#)
            try await service.account(id, paid: 200_000_000, on: Day("2017-12-31"), sequence: 1)
            #expect(try await service.status(id) == "loyal")
            let preview = try await service.request(.get, "/status-check?on=2026-11-30")
            #expect(
                preview.items.map { $0.text("from") + $0.text("to") + $0.text("periodEndedOn") } == [
                    "loyalofficial2018-12-31"
                ])
            #expect(try await service.status(id) == "loyal")
            #expect(try await service.request(.post, "/status-check", as: .lan).status == 403)
            for _ in 0..<2 { #expect(try await service.request(.post, "/status-check").status == 200) }
            #expect(try await service.status(id) == "official")
            // Changed parameters do not lift a fallen customer.
            try await Self.set("loyalty-threshold", "VND", "1000", service)
            #expect(try await service.status(id) == "official")
            service.clock.advance(by: .seconds(400 * 86_400))
            _ = try await service.request(.post, "/status-check")
            #expect(try await service.status(id) == "potential")
            #expect(try await service.faults() == [])
            try await service.account(id, paid: 200_000_001, sequence: 2)
            #expect(try await service.status(id) == "loyal")
            #expect(try await service.customer(id)["fellOn"] == nil)
            #expect(try await service.faults() == [])
        }
    }

    @Test func theCheckRunsByItselfOnTheLastDayOfTheMonth() async throws {
        try await withCustomers { service in
            let id = try await service.make("/customers", #"{"name":"A"}"#)
            try await service.account(id, paid: 200_000_000, on: Day("2017-12-31"), sequence: 1)
            // Missed twice (30 November, 31 December): it runs once, late.
            service.clock.set(try #require(Instant("2027-01-05T03:00:00Z")))
            service.app.kernel.wakeTimers()
            try await service.wait("the fall") { try await service.status(id) == "official" }
            #expect(try await Self.history(service, id).first == "loyal>official check")
            let due = try await service.store.read { try TimerRow.nextDue($0) }
            #expect(due == Instant("2027-01-31T15:00:00Z"))
        }
    }

    @Test func interestMakesProspectiveAndNothingElseDoes() async throws {
        try await withCustomers { service in
            let ids = try await [
                service.make("/customers", #"{"name":"A"}"#), service.make("/customers", #"{"name":"B"}"#),
                service.make("/customers", #"{"name":"C"}"#),
            ]
            let appointment = { (id: EntityID, outcome: Outcome) in
                AppointmentState(
                    id: service.clock.world.newID(), title: "Gặp", customerId: id, employeeIds: [],
                    startsAt: service.clock.now, endsAt: service.clock.now, status: .done, outcome: outcome,
                    ownership: Ownership())
            }
            try await service.publish(appointment(ids[0], .choseAnotherSupplier), "outcome-recorded")
            try await service.publish(appointment(ids[0], .failed), "outcome-recorded")
            try await service.publish(appointment(ids[1], .promising), "outcome-recorded")
            try await service.wait("the outcome") { try await service.status(ids[1]) == "prospective" }
            #expect(try await service.status(ids[0]) == "potential")
            let talk = #"{"channel":"call","direction":"outbound","isWorthPursuing":"unclear"}"#
            let interaction = try await service.make("/customers/\(ids[2])/interactions", talk)
            #expect(try await service.status(ids[2]) == "potential")
            let etag = try await service.request(.get, "/interactions/\(interaction)").etag
            _ = try await service.request(
                .patch, "/interactions/\(interaction)", body: #"{"isWorthPursuing":"yes"}"#, headers: ["If-Match": etag]
            )
            #expect(try await service.status(ids[2]) == "prospective")
            #expect(try await Self.history(service, ids[2]).first == "potential>prospective interaction")
        }
    }

    @Test func whatAnActivityWithoutAnAppointmentCameToCountsAsWell() async throws {
        try await withCustomers { service in
            let ids = try await [
                service.make("/customers", #"{"name":"A"}"#), service.make("/customers", #"{"name":"B"}"#),
            ]
            let now = service.clock.now
            let activity = { (id: EntityID, sessions: [EntityID]) in
                ActivityState(
                    id: service.clock.world.newID(), title: "Gọi chào hàng", kind: .call, purpose: .newCustomers,
                    origin: .request, customerId: id, employeeIds: [], sessions: [], priority: .medium,
                    travelMinutes: 0, plannedCosts: [], status: .done, appointmentIds: sessions, ownership: Ownership(),
                    diary: DiaryEntry(
                        startedAt: now, endedAt: now.adding(.seconds(600)), attendedIds: [], absentIds: [],
                        outcome: .promising, notes: "Muốn xem báo giá", actualCosts: []))
            }
            // Of one with appointments these tell, each by itself.
            try await service.publish(activity(ids[0], [.quen]), "diary-recorded")
            try await service.publish(activity(ids[1], []), "diary-recorded")
            try await service.wait("the outcome") { try await service.status(ids[1]) == "prospective" }
            #expect(try await service.status(ids[0]) == "potential")
            #expect(try await Self.history(service, ids[1]).first == "potential>prospective activity")
            let timeline = try await service.request(.get, "/customers/\(ids[1])/timeline?kind=activity")
            #expect(timeline.text.contains("Muốn xem báo giá"), "\(timeline.text)")
        }
    }

    @Test func byHandItNeedsAReason() async throws {
        try await withCustomers { service in
            let id = try await service.make("/customers", #"{"name":"A"}"#)
            let without = try await service.request(.post, "/customers/\(id)/prospective")
            #expect(without.path == "$.reason")
            let done = try await service.request(
                .post, "/customers/\(id)/prospective", body: #"{"reason":"Gọi lại hỏi giá"}"#)
            #expect(done.status == 200)
            #expect(try await service.status(id) == "prospective")
            #expect(try await service.published(CustomerState.self).last?.data.cause == "Gọi lại hỏi giá")
            let again = try await service.request(.post, "/customers/\(id)/prospective", body: #"{"reason":"x"}"#)
            #expect(again.problem == "customer-status-is-higher")
        }
    }
}
