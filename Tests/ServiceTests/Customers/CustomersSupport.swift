import Foundation
import HTTPTypes
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store
import TestKit

@testable import Customers

/// The service alone, with its signing key known.
func withCustomers(
    clock: TestClock = TestClock(), _ body: @escaping @Sendable (ServiceUnderTest) async throws -> Void
) async throws {
    try await ServiceUnderTest.with(.customers, clock: clock, build: buildCustomers) { service in
        try await service.wait("the signing key") { try await service.request(.get, "/places").status == 200 }
        try await body(service)
    }
}

extension ServiceUnderTest {
    /// Creates and returns the id; fails where that is refused.
    func make(_ path: String, _ body: String, as person: Person = .test(.administrator)) async throws -> EntityID {
        let answer = try await request(.post, path, as: person, body: body)
        guard answer.status == 201, let id = answer.id else {
            throw TestFailure("POST \(path): \(answer.status) \(answer.text)")
        }
        return id
    }

    func customer(_ id: EntityID, as person: Person = .test(.administrator)) async throws -> [String: JSONValue] {
        try await request(.get, "/customers/\(id)", as: person).object
    }

    func status(_ id: EntityID) async throws -> String { try await customer(id).text("status") }

    func names(_ path: String, as person: Person = .test(.administrator)) async throws -> [String] {
        try await request(.get, path, as: person).items.map { $0.text("name") }
    }

    /// Lets the service hear what the customer has paid; waits until it has.
    func account(
        _ id: EntityID, paid: Int64, currency: Currency = .vnd, on day: Day? = nil, sequence: Int64,
        cause: String? = nil
    ) async throws {
        let on = day ?? LocalZone.vietNam.day(of: clock.now)
        let balance = CustomerAccountState.Balance(
            currency: currency, invoiced: paid, paid: paid, advance: 0, credit: 0)
        try await publish(
            CustomerAccountState(
                id: id, balances: [balance], lastInvoiceOn: on, lastPaymentOn: on, paidInvoices: paid > 0 ? 1 : 0),
            "changed", sequence: sequence, cause: cause)
        try await wait("the account") {
            try await store.read { db in
                try CustomerAccountRecord.of(id, db)?.sequence == EventSequence(sequence)
            }
        }
    }

    /// Runs every check of the service; what they complain about.
    func faults() async throws -> [String] {
        var faults: [String] = []
        for check in app.operations.checks { faults += try await store.read { try check.run($0) } }
        return faults
    }
}

extension TestAnswer {
    var items: [[String: JSONValue]] {
        guard case .array(let items) = object["items"] else { return [] }
        return items.compactMap { if case .object(let members) = $0 { members } else { nil } }
    }

    var problem: String { object.text("title") }
    var path: String { object.text("path") }
}

extension [String: JSONValue] {
    func text(_ member: String) -> String { if case .string(let text) = self[member] { text } else { "" } }
    func object(_ member: String) -> [String: JSONValue] {
        if case .object(let members) = self[member] { members } else { [:] }
    }
}

extension Person {
    /// A salesperson with their own rows, and one who sees all.
    static let lan = Person.test(.salesperson, name: "Lan")
    static let minh = Person.test(.salesperson, name: "Minh")
    static let technician = Person.test(.technician, name: "Tú")
}
