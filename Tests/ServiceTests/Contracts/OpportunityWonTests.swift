import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import Store
import TestKit
import Testing

@testable import Contracts

@Suite("Contracts: a won opportunity asks for a contract")
struct ContractsOpportunityWonTests {
    private static let id = EntityID(namespace: .quen, parts: ["opportunity"])
    private static let quoteID = EntityID(namespace: .quen, parts: ["quote"])

    private func line(_ price: String) throws -> LineState {
        LineState(
            id: Self.id, productId: Sample.product, description: "Máy bơm", unit: "cái",
            quantity: try #require(Quantity("2")), unitPrice: try #require(UnitPrice(price)),
            tax: try #require(TaxMark("8")))
    }

    private func opportunity(quote: EntityID? = nil) throws -> OpportunityState {
        OpportunityState(
            id: Self.id, code: "CH-1", name: "Bơm", customerId: Sample.customer, status: .won, stage: "Won",
            probability: 100, currency: .vnd, lines: [try line("1000")], expectedValue: .zero(.vnd),
            acceptedQuoteId: quote, ownership: Ownership(branchId: Sample.branch, responsibleId: Sample.product))
    }

    @Test func itMakesOneContractHoweverOftenItIsWon() async throws {
        try await withContracts(knowsCustomer: false) { service in
            try await service.publish(try opportunity(), "won", sequence: 1)
            try await service.publish(try opportunity(), "reopened", sequence: 2)
            try await service.publish(try opportunity(), "won", sequence: 3)
            let id = EntityID(namespace: .quen, parts: ["contract-of", Self.id.description])
            try await service.wait("the contract") { try await service.newest(ContractState.self, id) != nil }
            let contract = try #require(try await service.newest(ContractState.self, id))
            #expect(contract.status == .requested)
            #expect(contract.customerId == Sample.customer)
            #expect(contract.ownership.responsibleId == Sample.product)
            #expect(contract.sums.total == 2160)
            try await service.wait("all three events") {
                try await service.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM inbox") } == 4
            }
            #expect(try await service.published(ContractState.self).count == 1)
        }
    }

    @Test func aContractThatWasDeletedIsNotMadeAgain() async throws {
        try await withContracts { service in
            try await service.publish(try opportunity(), "won", sequence: 1)
            let id = OnOpportunityWon.contractID(of: Self.id)
            try await service.wait("the contract") { try await service.newest(ContractState.self, id) != nil }
            #expect(try await service.change(.delete, "/contracts/\(id)").status == 200)
            try await service.publish(try opportunity(), "won", sequence: 2)
            try await service.wait("both events") {
                try await service.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM inbox") } == 3
            }
            #expect(try await service.published(ContractState.self).map(\.event) == ["created", "deleted"])
        }
    }

    @Test func theAcceptedQuotesLinesAreTaken() async throws {
        try await withContracts { service in
            let lines = [try line("900")]
            let sums = try PricedLines(lines, currency: .vnd, rounding: .perLine).sums
            try await service.publish(
                QuoteState(
                    id: Self.quoteID, number: "BG-1", revision: 1, customerId: Sample.customer, opportunityId: Self.id,
                    status: .accepted, currency: .vnd, lines: lines, sums: sums, validUntil: Sample.day("2026-12-31"),
                    ownership: Ownership()), "accepted")
            try await service.publish(try opportunity(quote: Self.quoteID), "won")
            try await service.wait("the contract") { try await !service.published(ContractState.self).isEmpty }
            let contract = try #require(try await service.published(ContractState.self).first?.state)
            #expect(contract.quoteId == Self.quoteID)
            #expect(contract.sums.amount == 1800)
        }
    }

    @Test func whatWasRecordedAsWonElsewhereMakesNothing() async throws {
        try await withContracts(knowsCustomer: false) { service in
            try await service.publish(try opportunity(), "recorded")
            try await service.wait("the event") {
                try await service.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM inbox") } == 2
            }
            #expect(try await service.published(ContractState.self).isEmpty)
        }
    }
}
