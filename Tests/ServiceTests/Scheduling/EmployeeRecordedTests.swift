import Foundation
import HTTPTypes
import Messages
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite struct EmployeeRecordedTests {
    private func record(
        _ name: String, title: String? = nil, manager: String? = nil, branch: String? = "Central",
        teams: [String]? = nil
    ) -> EmployeeRecorded {
        EmployeeRecorded(
            externalId: "anna", name: name, title: title, manager: manager.map { RecordReference(externalId: $0) },
            branch: branch, teams: teams)
    }
    private let id = EntityID.external(system: "test", entity: "employee", externalId: "anna")

    @Test func aRecordMakesEmployeeAndBranchAndDerivesTheManager() async throws {
        try await SchedulingFixture.with { service in
            let message = try await service.send(inbound: record("Anna", manager: "dustin", teams: ["Central"]))
            #expect(try await service.isAccepted(message))
            let state = try #require(try await service.published(EmployeeState.self).first?.state)
            #expect(state.id == id && state.external?.externalId == "anna")
            #expect(state.managerId == EntityID.external(system: "test", entity: "employee", externalId: "dustin"))
            let branch = try #require(try await service.published(BranchState.self).first?.state)
            #expect(branch.id == EntityID.external(system: "test", entity: "branch", externalId: "central"))
            #expect(state.branchId == branch.id)
            #expect(try await service.items("/employees?team=Central", "name") == ["Anna"])
        }
    }

    @Test func theSameAgainAndAnEarlierOneChangeNothing() async throws {
        try await SchedulingFixture.with { (service) async throws in
            let later = service.clock.now
            #expect(try await service.accepts(record("Anna")))
            #expect(try await service.accepts(record("Anna")))
            service.clock.set(later.adding(.seconds(-60)))
            #expect(try await service.accepts(record("Anna Cũ")))
            service.clock.set(later.adding(.seconds(120)))
            #expect(try await service.accepts(record("Anna")))
            // What was recorded between the two equal ones is older than the newest that is known.
            service.clock.set(later.adding(.seconds(60)))
            #expect(try await service.accepts(record("Anna Giữa")))
            #expect(try await service.published(EmployeeState.self).map(\.state.name) == ["Anna"])
            service.clock.set(later.adding(.seconds(180)))
            #expect(try await service.accepts(record("Anna Mới", branch: "CENTRAL")))
            #expect(try await service.published(EmployeeState.self).map(\.state.name) == ["Anna", "Anna Mới"])
            #expect(try await service.published(BranchState.self).count == 1)
        }
    }

    @Test func whatStaffEditedSinceIsKeptAndNamed() async throws {
        try await SchedulingFixture.with { service in
            #expect(try await service.accepts(record("Anna", title: "Sales")))
            let etag = try await service.request(.get, "/employees/\(id)").etag
            let branch = EntityID.external(system: "test", entity: "branch", externalId: "central")
            let edited = try await service.request(
                .put, "/employees/\(id)", body: #"{"name":"Anna","title":"Trưởng nhóm","branchId":"\#(branch)"}"#,
                headers: ["If-Match": etag])
            #expect(edited.status == 200, "\(edited.text)")
            service.clock.advance(by: .seconds(60))
            #expect(try await service.accepts(record("Anna B", title: "Seller")))
            let state = try #require(try await service.published(EmployeeState.self).last?.state)
            #expect(state.name == "Anna B" && state.title == "Trưởng nhóm")
            let reply = try #require(try await service.replies().last)
            let accepted = try reply.decode(InboundAccepted.self)
            #expect(accepted.kept == ["title"])
        }
    }

    @Test func aBranchEnteredByHandIsFoundByItsName() async throws {
        try await SchedulingFixture.with { (service) async throws in
            let hanoi = try await service.branch("HN", "Hà Nội")
            #expect(try await service.accepts(record("Anna", branch: "ha noi")))
            #expect(try await service.published(EmployeeState.self).last?.state.branchId == hanoi)
        }
    }

    @Test func whatCannotBeIsRejectedWithItsPath() async throws {
        try await SchedulingFixture.with { (service) async throws in
            #expect(try await service.accepts(record(" ")) == false)
            #expect(try await service.lastRejection().path == "$.data.name")
            #expect(try await service.accepts(record("Anna", manager: "anna")) == false)
            #expect(try await service.lastRejection().path == "$.data.manager")
            #expect(try await service.published(BranchState.self).isEmpty)
        }
    }
}
