import Foundation
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Pipeline

@Suite struct PipelineLeadTests {
    private static func lead(_ service: ServiceUnderTest, converted: Bool = true) -> LeadState {
        var lead = LeadState(
            id: service.id("lead"), code: "DM-1", personName: "Lê Thị Ý", need: "Mười máy in", source: "website",
            ownership: Ownership(branchId: PipelineFixture.branchA, responsibleId: service.id("employee")))
        if converted {
            lead.conversion = LeadState.Conversion(
                customerId: service.id("customer"), contactId: service.id("contact"),
                opportunityId: service.id("opportunity"), opportunityName: nil, at: service.clock.now)
        }
        return lead
    }

    @Test func aConvertedLeadMakesItsOpportunityOnceUnderTheIdGiven() async throws {
        try await PipelineFixture.with { service in
            let lead = Self.lead(service)
            try await service.publish(Self.lead(service, converted: false), "captured", sequence: 1)
            try await service.publish(lead, "converted", sequence: 2)
            try await service.publish(lead, "converted", sequence: 3)
            try await service.publish(lead, .updated, sequence: 4)
            let id = service.id("opportunity")
            try await service.wait("the opportunity") {
                try await service.request(.get, "/opportunities/\(id)").status == 200
            }
            let state = try await service.opportunity(id)
            #expect(
                state.name == "Mười máy in" && state.customerId == service.id("customer") && state.leadId == lead.id)
            #expect(state.contactId == service.id("contact") && state.ownership == lead.ownership)
            #expect(state.source == "website" && state.stage == "prospecting")
            let events = try await service.published(OpportunityState.self)
            #expect(events.map(\.event) == ["created"] && events.first?.data.cause == "lead/\(lead.id)")
        }
    }

    @Test func anUndoneConversionRemovesOnlyWhatNothingWasBuiltOn() async throws {
        try await PipelineFixture.with { service in
            let (lead, id) = (Self.lead(service), service.id("opportunity"))
            try await service.publish(lead, "converted", sequence: 1)
            try await service.publish(Self.lead(service, converted: false), "conversion-undone", sequence: 2)
            try await service.wait("its removal") {
                try await service.published(OpportunityState.self).last?.event == "deleted"
            }
            #expect(try await service.request(.get, "/opportunities/\(id)").status == 404)
        }
    }

    @Test func anUndoneConversionLeavesAnOpportunityThatStaffWorkedOn() async throws {
        try await PipelineFixture.with { service in
            let (lead, id) = (Self.lead(service), service.id("opportunity"))
            try await service.publish(lead, "converted", sequence: 1)
            try await service.wait("the opportunity") {
                try await service.request(.get, "/opportunities/\(id)").status == 200
            }
            _ = try await service.request(.post, "/opportunities/\(id)/stage", body: #"{"stage":"qualifying"}"#)
            try await service.publish(Self.lead(service, converted: false), "conversion-undone", sequence: 2)
            let marker = try await service.makeCustomer("after")
            #expect(marker == service.id("after"))
            #expect(try await service.request(.get, "/opportunities/\(id)").status == 200)
        }
    }
}
