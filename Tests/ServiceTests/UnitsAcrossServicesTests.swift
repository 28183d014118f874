import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import Store
import TestKit
import Testing

@testable import Contracts
@testable import Pipeline

/// Pipeline and Contracts on one broker: units as people enter them there, in documents here (PIP-2, CON-4).
@Suite struct UnitsAcrossServicesTests {
    @Test func beerIsQuotedInCasesAndOrderedInCans() async throws {
        let (broker, clock, identity) = (ServiceUnderTest.newBroker(), TestClock(), TestIdentity())
        try await ServiceUnderTest.with(
            .pipeline, clock: clock, broker: broker, identity: identity, build: { try await buildPipeline($0) }
        ) { pipeline in
            try await ServiceUnderTest.with(
                .contracts, clock: clock, broker: broker, identity: identity, build: { try await buildContracts($0) }
            ) { contracts in
                try await Self.play(pipeline, contracts)
                #expect(try await contracts.contractFaults() == [])
            }
        }
    }

    private static func play(_ pipeline: ServiceUnderTest, _ contracts: ServiceUnderTest) async throws {
        func make(_ path: String, _ body: String) async throws -> EntityID {
            let answer = try await pipeline.request(.post, path, body: body)
            #expect(answer.status < 300, "\(path): \(answer.text)")
            return try #require(answer.id)
        }
        let customer = try await pipeline.makeCustomer("Hoa Sen")
        let group = try await make(
            "/unit-groups", #"{"name":"Bia","baseUnit":"lon","units":[{"name":"thùng","factor":"24"}]}"#)
        let product = try await make(
            "/products",
            """
            {"name":"Bia","kind":"goods","unit":"lon","taxClass":"standard","unitGroupId":"\(group)",\
            "prices":[{"currency":"VND","price":"10000"}]}
            """)
        let line = #"{"productId":"\#(product)","quantity":"2","unit":"thùng"}"#
        let opportunity = try await pipeline.makeOpportunity(customer: customer, extra: #","lines":[\#(line)]"#)
        let quote = try await make("/quotes", #"{"opportunityId":"\#(opportunity)"}"#)
        _ = try await make("/quotes/\(quote)/send", "{}")
        _ = try await make("/quotes/\(quote)/accept", #"{"win":true}"#)
        let id = OnOpportunityWon.contractID(of: opportunity)
        try await contracts.wait("the contract and the copies") {
            guard try await contracts.newest(ContractState.self, id) != nil else { return false }
            return try await contracts.store.read { db in
                try ProductCopy.fetchOne(db)?.unitGroupId == group && UnitGroupCopy.fetchOne(db)?.id == group
            }
        }
        let contract = try #require(try await contracts.newest(ContractState.self, id))
        #expect(contract.lines.map { $0.unitFactor?.description } == ["24"])
        for command in ["draft", "agree", "sign"] {
            try await contracts.act("/contracts/\(id)/transitions", Sample.step(command))
        }
        let order = { (quantity: String) in
            try await contracts.request(
                .post, "/orders",
                body:
                    #"{"contractId":"\#(id)","lines":[{"productId":"\#(product)","quantity":"\#(quantity)","unit":"lon"}]}"#
            )
        }
        let made = try #require(try await order("47").id)
        #expect(try await contracts.lines(of: made).map(\.unitPrice.description) == ["10000"])
        #expect(try await order("2").status == 409)
        #expect(try await order("1").status == 201)
    }
}
