import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store
import TestKit

@testable import Customers

/// What tests of cases begin with.
extension ServiceUnderTest {
    /// An employee that the service has heard of, of a team where one is named.
    func employ(_ person: Person, teams: [String] = []) async throws {
        guard let id = person.employee else { return }
        try await publish(
            EmployeeState(
                id: id, code: "NV-\(id.description.suffix(6))", name: "Nhân viên", branchId: person.branch, teams: teams
            ),
            .created)
        try await wait("the employee") {
            try await store.read { try !EmployeeCopy.filter(Column("id") == id).isEmpty($0) }
        }
    }

    func hearTeam(_ code: String) async throws -> EntityID {
        let id = EntityID(namespace: .quen, parts: ["test-team", code])
        try await publish(TeamState(id: id, code: code, name: code), .created)
        try await wait("the team") { try await store.read { try !TeamCopy.filter(Column("id") == id).isEmpty($0) } }
        return id
    }

    /// A case; `more` are further members of its body.
    func openCase(
        of customer: EntityID, _ more: String = "", kind: String = "fault", as person: Person = .test(.administrator)
    ) async throws -> EntityID {
        try await make(
            "/customers/\(customer)/cases",
            #"{"kind":"\#(kind)","channel":"call","title":"Máy in kẹt giấy"\#(more)}"#, as: person)
    }

    func caseStep(
        _ id: EntityID, _ command: String, _ more: String = "", as person: Person = .test(.administrator)
    ) async throws -> TestAnswer {
        try await request(
            .post, "/cases/\(id)/transitions", as: person, body: #"{"command":"\#(command)"\#(more)}"#)
    }

    func readCase(_ id: EntityID, as person: Person = .test(.administrator)) async throws -> [String: JSONValue] {
        try await request(.get, "/cases/\(id)", as: person).object
    }

    func numbers(_ path: String, as person: Person = .test(.administrator)) async throws -> [String] {
        let answer = try await request(.get, path, as: person)
        guard answer.status == 200 else { throw TestFailure("\(path): \(answer.text)") }
        return answer.items.map { $0.text("number") }
    }

    /// A contract of a customer, with an allowance, of which the service has heard.
    func hearContract(
        _ name: String, of customer: EntityID, left: String = "5", to: String = "2026-12-31",
        ownership: Ownership = Ownership(), status: ContractStatus = .inProgress
    ) async throws -> EntityID {
        let id = EntityID(namespace: .quen, parts: ["test-contract", name])
        guard let quantity = Quantity(left), let from = Day("2026-01-01"), let to = Day(to) else {
            throw TestFailure("no contract")
        }
        try await publish(
            ContractState(
                id: id, number: name, kind: .maintenance, status: status, customerId: customer, currency: .vnd,
                lines: [], sums: DocumentSums.of(lines: [], currency: .vnd, rounding: .perLine), effectiveFrom: from,
                effectiveTo: to, ownership: ownership,
                allowance: Allowance(unit: .cases, quantity: quantity)), .created)
        try await wait("the contract") {
            try await store.read { try !ContractCopy.filter(Column("id") == id).isEmpty($0) }
        }
        return id
    }

    func hearDelivery(
        of customer: EntityID, product: EntityID? = nil, serial: String? = nil, warrantyTo: String
    ) async throws {
        let id = clock.world.newID()
        guard let from = Day("2025-01-01"), let to = Day(warrantyTo) else { throw TestFailure("no day") }
        try await publish(
            DeliveredItemState(
                id: id, customerId: customer, productId: product, description: "Máy in A3",
                quantity: Quantity(scaled: 10_000), serial: serial, handedOverOn: from, warrantyTo: to,
                ownership: Ownership()), .created)
        try await wait("the delivered item") {
            try await store.read { try !DeliveredItemCopy.filter(Column("id") == id).isEmpty($0) }
        }
    }
}
