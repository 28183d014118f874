import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Contracts
@testable import Customers

/// A case from its customer to its contract's allowance and back, through both services' doors (CUS-11, CON-8).
@Suite struct CoveredCaseTests {
    private func with(
        _ body: @escaping @Sendable (_ customers: ServiceUnderTest, _ contracts: ServiceUnderTest) async throws -> Void
    ) async throws {
        let (clock, broker, identity) = (TestClock(), ServiceUnderTest.newBroker(), TestIdentity())
        try await ServiceUnderTest.with(.contracts, clock: clock, broker: broker, identity: identity) {
            try await buildContracts($0)
        } body: { contracts in
            try await ServiceUnderTest.with(.customers, clock: clock, broker: broker, identity: identity) {
                try await buildCustomers($0)
            } body: { customers in
                try await body(customers, contracts)
                #expect(try await customers.faults() == [])
                #expect(try await contracts.contractFaults() == [])
            }
        }
    }

    /// A contract of ten cases in force.
    private func contract(_ contracts: ServiceUnderTest, of customer: EntityID) async throws -> EntityID {
        try await contracts.wait("the customer") {
            try await contracts.store.read { try !CustomerCopy.filter(Column("id") == customer).isEmpty($0) }
        }
        let body = """
            {"customerId":"\(customer)","kind":"maintenance","effectiveFrom":"2026-01-01","effectiveTo":"2026-12-31",\
            "lines":[\(Sample.tenPumps)],"allowance":{"unit":"cases","quantity":"10"}}
            """
        let id = try await contracts.create("/contracts", body)
        for command in ["draft", "agree", "sign"] {
            try await contracts.act("/contracts/\(id)/transitions", Sample.step(command))
        }
        return id
    }

    @Test func aCoveredCaseUsesUpTheAllowanceAndGivesItBack() async throws {
        try await with { customers, contracts in
            try await customers.employ(.test(.administrator))
            let customer = try await customers.make("/customers", #"{"name":"Hoa Sen"}"#)
            let contract = try await contract(contracts, of: customer)
            try await customers.wait("the contract") {
                try await customers.store.read {
                    try ContractCopy.filter(Column("id") == contract).fetchOne($0)?.status == .signed
                }
            }
            let id = try await customers.openCase(of: customer)
            #expect(try await customers.readCase(id).text("serviceContractId") == contract.description)
            let left = { @Sendable (_ wanted: String) in
                try await customers.wait("\(wanted) cases to be left") {
                    guard
                        case .array(let lines) = try await customers.readCase(id).object("coverage")["contracts"],
                        case .object(let line)? = lines.first
                    else { return false }
                    return line.text("left") == wanted
                }
            }
            try await left("10")
            #expect(try await customers.caseStep(id, "take").status == 200)
            #expect(try await customers.caseStep(id, "resolve", #","resolution":"Thay trục""#).status == 200)
            try await left("9")
            let usages = try await contracts.request(.get, "/contracts/\(contract)/usages")
            #expect(usages.strings("caseNumber") == ["PH-000001"])
            #expect(usages.strings("caseTitle") == ["Máy in kẹt giấy"])
            #expect(try await customers.caseStep(id, "reopen", #","note":"Lại kẹt""#).status == 200)
            try await left("10")
            #expect(try await customers.caseStep(id, "take").status == 200)
            #expect(try await customers.caseStep(id, "resolve", #","resolution":"Thay máy""#).status == 200)
            #expect(try await customers.caseStep(id, "close").status == 200)
            try await left("9")
        }
    }
}
