import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

/// What activities, appointments and projects are linked to in other services (SCH-3, SCH-10).
@Suite struct LinkedRecordTests {
    private static func id(_ name: String) -> EntityID { EntityID(namespace: .quen, parts: ["linked", name]) }

    private static func opportunity(_ customer: EntityID) -> OpportunityState {
        OpportunityState(
            id: id("opportunity"), code: "CH-1", name: "Bán phần mềm", customerId: customer, stage: "Mới",
            probability: 10, currency: .vnd, expectedValue: .zero(.vnd), ownership: Ownership())
    }

    private static func contract(_ customer: EntityID, _ status: ContractStatus) throws -> ContractState {
        ContractState(
            id: id("contract"), number: "01/2026/HĐMB", kind: .sale, status: status, customerId: customer,
            currency: .vnd, lines: [], sums: try .of(lines: [], currency: .vnd, rounding: .perRate),
            ownership: Ownership())
    }

    private static func supportCase(_ customer: EntityID) -> CaseState {
        let now = Instant(milliseconds: 1_795_399_200_000)
        return CaseState(
            id: id("case"), number: "PH-000001", kind: .fault, customerId: customer, channel: "call", priority: .high,
            title: "Máy in hỏng", status: .new, openedAt: now, firstAnswerDueAt: now, solutionDueAt: now,
            ownership: Ownership())
    }

    private static func hears(_ service: ServiceUnderTest, of customer: EntityID) async throws {
        try await service.publish(opportunity(customer), .created)
        try await service.publish(try contract(customer, .signed), .created)
        try await service.publish(supportCase(customer), .created)
        try await service.wait("the copies") {
            try await service.store.read {
                try OpportunityCopy.exists($0, key: id("opportunity")) && ContractCopy.exists($0, key: id("contract"))
                    && CaseCopy.exists($0, key: id("case"))
            }
        }
    }

    @Test func whatIsLinkedIsNamed() async throws {
        try await SchedulingFixture.with { service in
            let (an, customer) = (try await service.employee("An"), Self.id("customer"))
            let (opportunity, contract) = (Self.id("opportunity"), Self.id("contract"))
            let links = #""customerId":"\#(customer)","opportunityId":"\#(opportunity)""#
            // Known by id alone as long as no event has told of it.
            let early = try await service.request(
                .post, "/activities",
                body: """
                    {"title":"Gọi","kind":"call","employeeIds":["\(an)"],\(links),"contractId":"\(contract)",\
                    "caseId":"\(Self.id("case"))"}
                    """)
            #expect(early.status == 201, "\(early.text)")
            let activity = try #require(early.id)
            #expect(try await service.request(.get, "/activities/\(activity)").object["contractNumber"] == nil)
            try await Self.hears(service, of: customer)
            let read = try await service.request(.get, "/activities/\(activity)")
            #expect(read.object["contractNumber"] == .string("01/2026/HĐMB"))
            #expect(read.object["opportunityName"] == .string("Bán phần mềm"))
            #expect(read.object["caseName"] == .string("PH-000001: Máy in hỏng"))
            #expect(read.object["caseId"] == .string(Self.id("case").description))
            for filter in ["opportunity=\(opportunity)", "contract=\(contract)", "case=\(Self.id("case"))"] {
                #expect(try await service.items("/activities?\(filter)", "title") == ["Gọi"])
            }
            #expect(try await service.items("/activities?contract=\(EntityID.quen)", "title").isEmpty)
            let booked = try await service.book("Gặp", [an], from: "09:00", to: "10:00", extra: ",\(links)")
            let appointment = try await service.request(.get, "/appointments/\(try #require(booked.id))")
            #expect(appointment.object["opportunityName"] == .string("Bán phần mềm"), "\(appointment.text)")

            let project = try await service.request(
                .post, "/projects",
                body:
                    #"{"name":"Triển khai","startsOn":"2026-12-01","contractIds":["\#(contract)","\#(EntityID.quen)"]}"#
            )
            #expect(project.status == 201, "\(project.text)")
            let shown = try await service.request(.get, "/projects/\(try #require(project.id))")
            #expect(shown.object["contracts"]?.count == 2)
            #expect(shown.object["contracts"]?[0]["number"] == .string("01/2026/HĐMB"))
            #expect(shown.object["contracts"]?[0]["status"] == .string("signed"))
            #expect(shown.object["contracts"]?[1] == .object(["id": .string(EntityID.quen.description)]))
        }
    }

    @Test func whatIsAnotherCustomersIsRefused() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            try await Self.hears(service, of: Self.id("customer"))
            let other = #""customerId":"\#(Self.id("other"))""#
            for (link, path) in [
                (#""opportunityId":"\#(Self.id("opportunity"))""#, "$.opportunityId"),
                (#""contractId":"\#(Self.id("contract"))""#, "$.contractId"),
                (#""caseId":"\#(Self.id("case"))""#, "$.caseId"),
            ] {
                let answer = try await service.request(
                    .post, "/activities",
                    body: #"{"title":"Gọi","kind":"call","employeeIds":["\#(an)"],\#(other),\#(link)}"#)
                #expect(answer.status == 422 && answer.object["title"] == .string("link-of-another-customer"))
                #expect(answer.object["path"] == .string(path), "\(answer.text)")
            }
            let booked = try await service.book(
                "Gặp", [an], from: "09:00", to: "10:00",
                extra: #",\#(other),"opportunityId":"\#(Self.id("opportunity"))""#)
            #expect(booked.status == 422 && booked.object["path"] == .string("$.opportunityId"), "\(booked.text)")
        }
    }
}
