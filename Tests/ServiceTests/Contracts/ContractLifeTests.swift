import Foundation
import Messages
import Money
import TestKit
import Testing

@testable import Contracts

@Suite("Contracts: the life of a contract, as one table")
struct ContractsLifeTests {
    private func contract(_ status: ContractStatus, lines: Int = 1) throws -> Contract {
        let line = LineState(
            id: Sample.product, productId: Sample.product, description: "Máy bơm",
            quantity: try #require(Quantity("1")), unitPrice: try #require(UnitPrice("10")), tax: .notTaxable)
        let priced = try PricedLines(Array(repeating: line, count: lines), currency: .vnd, rounding: .perLine)
        var contract = Contract(
            id: Sample.customer, number: "01/2026/HĐMB", kind: .sale, status: status, customerId: Sample.customer,
            currency: .vnd, lines: priced.lines, sums: priced.sums, createdAt: Instant(milliseconds: 0))
        if status == .agreed {
            contract.approval = .init(
                contentHash: try contract.contentHash(), account: Sample.customer, at: Instant(milliseconds: 0))
        }
        return contract
    }

    private func step(_ command: ContractCommand, note: String? = "vì", on: String = "2026-11-23") -> ContractStep {
        ContractStep(
            command: command, note: note, on: Sample.day(on), today: Sample.day("2026-11-23"), account: Sample.customer,
            now: Instant(milliseconds: 0))
    }

    @Test(arguments: ContractStatus.allCases)
    func everyCommandGoesWhereTheTableSaysAndElseIsRefused(_ status: ContractStatus) throws {
        for command in ContractCommand.allCases {
            var contract = try contract(status)
            let transition = try #require(ContractTransition.of(command))
            if transition.from.contains(status) {
                #expect(try contract.perform(step(command)) == transition)
                #expect(contract.status == transition.to)
            } else {
                #expect(throws: ContractError.self) { try contract.perform(step(command)) }
                #expect(contract.status == status)
            }
        }
    }

    @Test func eachConditionRefusesWhatDoesNotMeetIt() throws {
        var empty = try contract(.drafted, lines: 0)
        #expect(code { try empty.perform(step(.agree)) } == "contract-without-lines")
        var running = try contract(.inProgress)
        #expect(code { try running.perform(step(.suspend, note: " ")) } == "note-required")
        #expect(code { try running.perform(step(.end, note: nil)) } == "note-required")
        #expect(code { try running.perform(step(.accept, on: "2026-11-24")) } == "day-in-future")
        var ended = try contract(.ended)
        var settling = step(.settle)
        settling.unfinished = [UnfinishedDocument(name: .invoice("1C26TAA/1"), isUnpaid: true)]
        #expect(code { try ended.perform(settling) } == "unfinished-documents")
        var accepted = try contract(.accepted)
        #expect(try accepted.perform(step(.end, note: nil)).to == .ended)
    }

    @Test func anApprovalIsOfOneExactContent() throws {
        var contract = try contract(.agreed)
        contract.paymentTerms = "30 ngày"
        #expect(code { try contract.perform(step(.sign)) } == "approval-void")
        contract.paymentTerms = nil
        #expect(try contract.perform(step(.sign)).to == .signed)
        var copy = try self.contract(.agreed)
        copy.id = Sample.product
        #expect(code { try copy.perform(step(.sign)) } == "approval-void")
    }

    @Test func signingSetsTheDatesAndPassingTheEndChangesNoStatus() throws {
        var contract = try contract(.agreed)
        contract.effectiveTo = Sample.day("2026-11-22")
        #expect(code { try contract.perform(step(.sign)) } == "approval-void")
        contract.approval = nil
        contract.status = .drafted
        _ = try contract.perform(step(.agree))
        #expect(code { try contract.perform(step(.sign)) } == "ends-before-start")
        _ = try? contract.perform(step(.sign, on: "2026-11-01"))
        contract.status = .agreed
        contract.effectiveFrom = nil
        _ = try contract.perform(step(.sign, on: "2026-11-01"))
        #expect(contract.signedOn == Sample.day("2026-11-01"))
        #expect(contract.effectiveFrom == Sample.day("2026-11-01"))
        #expect(contract.isExpired(on: Sample.day("2026-11-23")))
        #expect(contract.status == .signed)
    }

    @Test func theReadmeShowsTheTable() throws {
        let readme = try String(
            contentsOfFile: ServiceUnderTest.repositoryRoot + "/Services/Contracts/README.md", encoding: .utf8)
        #expect(readme.contains(ContractTransition.markdown))
    }

    private func code<T>(_ body: () throws -> T) -> String? {
        do { _ = try body() } catch { return (error as? any QuenError)?.code }
        return nil
    }
}
