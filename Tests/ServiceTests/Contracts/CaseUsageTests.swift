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

/// A case that a contract covers uses up its allowance (CON-8).
@Suite("Contracts: usage by cases") struct ContractsCaseUsageTests {
    private static let id = EntityID(namespace: .quen, parts: ["test-case"])
    private static let year = #","effectiveFrom":"2026-01-01","effectiveTo":"2026-12-31""#

    private func covered(_ service: ServiceUnderTest, _ unit: String, _ quantity: String = "10") async throws
        -> EntityID
    {
        try await service.signedContract(
            kind: "service", more: Self.year + #","allowance":{"unit":"\#(unit)","quantity":"\#(quantity)"}"#)
    }

    private func state(
        _ contract: EntityID?, _ status: CaseStatus = .resolved, hours: String? = nil, title: String = "Kẹt giấy",
        openedAt: String = "2026-11-20T02:00:00Z", customer: EntityID = Sample.customer
    ) throws -> CaseState {
        let opened = try #require(Instant(openedAt))
        return CaseState(
            id: Self.id, number: "PH-000077", kind: .fault, customerId: customer, channel: "call", priority: .high,
            title: title, status: status, openedAt: opened, firstAnswerDueAt: opened, solutionDueAt: opened,
            serviceContractId: contract, hoursSpent: hours.flatMap { Quantity($0) }, ownership: Ownership())
    }

    /// Lets the service hear the case and waits until it has acted on it.
    private func hear(
        _ service: ServiceUnderTest, _ state: CaseState, _ sequence: Int64, _ event: EventName = "status-changed",
        deleted: Bool? = nil
    ) async throws {
        let envelope = try await service.publish(state, event, sequence: sequence, deleted: deleted)
        try await service.wait("the case") {
            try await service.store.read { db in
                try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM inbox WHERE id = ?)", arguments: [envelope.id])
                    ?? false
            }
        }
    }

    private func used(_ service: ServiceUnderTest, _ contract: EntityID) async throws -> String? {
        try await service.newest(ContractState.self, contract)?.allowance?.used.description
    }

    private func usages(_ service: ServiceUnderTest, _ contract: EntityID) async throws -> [[String: JSONValue]] {
        let answer = try await service.request(.get, "/contracts/\(contract)/usages")
        guard case .array(let items)? = answer.object["items"] else { throw TestFailure(answer.text) }
        return items.compactMap { if case .object(let item) = $0 { item } else { nil } }
    }

    private func refusals(_ service: ServiceUnderTest, _ contract: EntityID) async throws -> [JSONValue?] {
        let answer = try await service.request(
            .get, "/contracts/\(contract)/usages", headers: ["Accept-Language": "vi"])
        guard case .array(let items)? = answer.object["notCounted"] else { throw TestFailure(answer.text) }
        return items.map { if case .object(let item) = $0 { item["code"] } else { nil } }
    }

    @Test func aFinishedCaseIsOneOfTheAllowanceOnce() async throws {
        try await withContracts { service in
            let contract = try await covered(service, "cases")
            try await hear(service, state(contract, .inProgress), 1, .created)
            #expect(try await used(service, contract) == "0")
            try await hear(service, state(contract), 2)
            #expect(try await used(service, contract) == "1")
            // The same again, what changes nothing, and closing it.
            try await hear(service, state(contract), 2)
            try await hear(service, state(contract, title: "Kẹt giấy, lần 2"), 3, .updated)
            try await hear(service, state(contract, .closed, title: "Kẹt giấy, lần 2"), 4)
            #expect(try await used(service, contract) == "1")
            let usages = try await usages(service, contract)
            #expect(usages.count == 1)
            #expect(usages[0]["caseNumber"] == "PH-000077" && usages[0]["caseTitle"] == "Kẹt giấy, lần 2")
            #expect(usages[0]["reference"] == "PH-000077" && usages[0]["source"] == "case")
            #expect(usages[0]["usedOn"] == "2026-11-20")
            #expect(try await refusals(service, contract).isEmpty)
        }
    }

    @Test func whatIsOpenedAgainIsGivenBackAndCountedAnew() async throws {
        try await withContracts { service in
            let contract = try await covered(service, "hours")
            try await hear(service, state(contract, hours: "2.5"), 1, .created)
            #expect(try await used(service, contract) == "2.5")
            try await hear(service, state(contract, .new, hours: "2.5"), 2)
            #expect(try await used(service, contract) == "0")
            try await hear(service, state(contract, hours: "4"), 3)
            #expect(try await used(service, contract) == "4")
            // Hours that are corrected afterwards, and those that are taken away.
            try await hear(service, state(contract, .closed, hours: "3.75"), 4, .updated)
            #expect(try await used(service, contract) == "3.75")
            try await hear(service, state(contract, .closed, hours: "0"), 5, .updated)
            #expect(try await used(service, contract) == "0")
            #expect(try await refusals(service, contract).isEmpty)
            // Of hours that nobody entered the firm is told: they would be given away unseen.
            try await hear(service, state(contract, .closed), 6, .updated)
            #expect(try await used(service, contract) == "0")
            #expect(try await refusals(service, contract) == ["hours-missing"])
            let usages = try await usages(service, contract)
            #expect(usages.count == 3 && usages.allSatisfy { $0["reversedAt"] != nil })
            #expect(Set(usages.map { $0["reference"] }) == ["PH-000077", "PH-000077/2", "PH-000077/3"])
        }
    }

    @Test func itMovesWithTheContractThatIsNamed() async throws {
        try await withContracts { service in
            let first = try await covered(service, "cases")
            let second = try await covered(service, "hours")
            try await hear(service, state(first, hours: "2"), 1, .created)
            try await hear(service, state(second, hours: "2"), 2, .updated)
            #expect(try await used(service, first) == "0")
            #expect(try await used(service, second) == "2")
            try await hear(service, state(nil, hours: "2"), 3, .updated)
            #expect(try await used(service, second) == "0")
            try await hear(service, state(first, hours: "2"), 4, .updated)
            #expect(try await used(service, first) == "1")
            try await hear(service, state(first, hours: "2"), 5, .deleted, deleted: true)
            #expect(try await used(service, first) == "0")
        }
    }

    @Test func whatSomebodyTookBackByHandStaysTakenBack() async throws {
        try await withContracts { service in
            let contract = try await covered(service, "hours")
            try await hear(service, state(contract, hours: "2"), 1, .created)
            guard case .string(let usage)? = try await usages(service, contract)[0]["id"] else {
                throw TestFailure("no usage")
            }
            try await service.act("/contracts/\(contract)/usages/\(usage)/reverse", #"{"note":"Tặng khách"}"#)
            try await hear(service, state(contract, .closed, hours: "2"), 2)
            #expect(try await used(service, contract) == "0")
            // Other hours are another matter.
            try await hear(service, state(contract, .closed, hours: "3"), 3, .updated)
            #expect(try await used(service, contract) == "3")
        }
    }

    @Test func itWarnsAsOtherUsageDoes() async throws {
        try await withContracts { service in
            let contract = try await covered(service, "hours", "10")
            try await hear(service, state(contract, hours: "8"), 1, .created)
            #expect(try await service.published(ContractState.self).last?.event == "allowance-low")
            try await hear(service, state(contract, hours: "12"), 2, .updated)
            #expect(try await service.published(ContractState.self).last?.event == "allowance-used-up")
            #expect(try await used(service, contract) == "12")
        }
    }

    @Test func whatCannotBeCountedIsNamedAndCountsOnceItCan() async throws {
        try await withContracts { service in
            let without = try await service.signedContract(kind: "service", more: Self.year)
            let covered = try await covered(service, "cases")
            let unsigned = try await service.create(
                "/contracts",
                #"{"customerId":"\#(Sample.customer)","kind":"service","lines":[\#(Sample.tenPumps)]\#(Self.year),"allowance":{"unit":"cases","quantity":"5"}}"#
            )
            try await hear(service, state(without), 1, .created)
            #expect(try await refusals(service, without) == ["no-allowance"])
            try await hear(service, state(covered, openedAt: "2025-12-31T02:00:00Z"), 2, .updated)
            #expect(try await refusals(service, without).isEmpty)
            #expect(try await refusals(service, covered) == ["outside-period"])
            try await hear(service, state(unsigned), 3, .updated)
            #expect(try await refusals(service, unsigned) == ["contract-not-carried-out"])
            // Another customer's case is told to the operator, not to the contract's people.
            try await hear(service, state(covered, customer: Sample.product), 4, .updated)
            #expect(try await refusals(service, covered).isEmpty)
            let told = try await service.store.read { try UncountedCases.report.rows($0) }
            #expect(told.map { $0[3] } == ["contract-of-other-customer"])
            try await hear(service, state(Sample.product), 5, .updated)
            #expect(
                try await service.store.read { try UncountedCases.report.rows($0) }.map { $0[3] } == [
                    "unknown-contract"
                ])
            #expect(try await used(service, covered) == "0")
            // The contract that was not signed is by now: the next that is heard of the case counts.
            try await hear(service, state(unsigned), 6, .updated)
            for command in ["draft", "agree", "sign"] {
                try await service.act("/contracts/\(unsigned)/transitions", Sample.step(command))
            }
            try await hear(service, state(unsigned, .closed), 7)
            #expect(try await used(service, unsigned) == "1")
            #expect(try await service.store.read { try UncountedCases.report.rows($0) }.isEmpty)
        }
    }

    @Test func aReferenceThatIsTakenIsNoHindrance() async throws {
        try await withContracts { service in
            let contract = try await covered(service, "cases")
            try await service.act(
                "/contracts/\(contract)/usages", #"{"quantity":"1","source":"case","reference":"PH-000077"}"#)
            try await hear(service, state(contract), 1, .created)
            #expect(try await used(service, contract) == "2")
            #expect(try await usages(service, contract).contains { $0["reference"] == "PH-000077/2" })
        }
    }
}
