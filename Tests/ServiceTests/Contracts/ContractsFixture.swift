import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Contracts

/// The service under test, with the invariants of CON-10 checked at the end. It has heard of `Sample.customer`, unless the test
/// says that it has not.
func withContracts(
    expectDeferred: Bool = false, knowsCustomer: Bool = true,
    _ body: @escaping @Sendable (ServiceUnderTest) async throws -> Void
) async throws {
    try await ServiceUnderTest.with(.contracts, expectDeferred: expectDeferred) { world in
        try await buildContracts(world)
    } body: { service in
        if knowsCustomer {
            try await service.publish(Sample.customerState(), .created)
            try await service.wait("the customer") {
                try await service.store.read { try CustomerCopy.fetchOne($0, key: Sample.customer) != nil }
            }
        }
        try await body(service)
        #expect(try await service.contractFaults() == [])
    }
}

extension ServiceUnderTest {
    /// What the checks of CON-10 find.
    func contractFaults() async throws -> [String] {
        try await store.read { db in
            try ContractsChecks.all.flatMap { check in try check.run(db).map { "\(check.name): \($0)" } }
        }
    }

    /// The newest event of a record.
    func newest<State: EntityState>(_ type: State.Type, _ id: EntityID) async throws -> State? {
        try await published(type).last { $0.state.id == id }?.state
    }

    func account(_ customer: EntityID) async throws -> CustomerAccountState? {
        try await newest(CustomerAccountState.self, customer)
    }
}

enum Sample {
    static let customer = EntityID.external(system: "test", entity: "customer", externalId: "ACME")
    static let branch = EntityID(namespace: .quen, parts: ["test-branch"])
    static let product = EntityID(namespace: .quen, parts: ["test-product"])

    static func customerState(_ id: EntityID = customer, name: String = "Công ty Ánh Dương") -> CustomerState {
        CustomerState(
            id: id, code: "KH-000001", kind: .organisation, name: name, shortName: "AD", taxCode: "0100109106",
            status: .potential, isActive: true, ownership: Ownership(branchId: branch))
    }

    static func invoice(
        _ externalId: String, price: String = "1000", currency: Currency = .usd, on day: Day = day("2016-10-05")
    ) throws -> InvoiceRecorded {
        InvoiceRecorded(
            externalId: externalId, customer: RecordReference(externalId: "ACME"), issuedOn: day, currency: currency,
            lines: [
                InvoiceRecorded.Line(
                    product: RecordReference(externalId: "GTX"), description: "GTX Basic",
                    quantity: try #require(Quantity("1")), unitPrice: try #require(UnitPrice(price)),
                    tax: .notDeclared)
            ])
    }

    static func payment(
        _ externalId: String, _ amount: Int64, currency: Currency = .usd, invoice: String? = nil,
        customer: String? = "ACME"
    ) -> PaymentReceived {
        PaymentReceived(
            externalId: externalId, customer: customer.map { RecordReference(externalId: $0) },
            amount: Amount(minorUnits: amount, currency: currency), paidOn: day("2016-11-01"),
            invoice: invoice.map { RecordReference(externalId: $0) })
    }

    static func day(_ text: String) -> Day { Day(text) ?? Day(daysSince1970: 0) }
}
