import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Pipeline

@Suite struct PipelineOperationsTests {
    @Test func theReportsCountAndSumByStageAndByProduct() async throws {
        try await PipelineFixture.with { service in
            let product = try await service.makeProduct("Máy in", vnd: "100")
            let won = try await service.makeOpportunity("A", product: product)
            _ = try await service.makeOpportunity("B", product: product, extra: #","stage":"negotiating""#)
            _ = try await service.request(.post, "/opportunities/\(won)/win")
            let reports = service.app.operations.reports
            let pipeline = try #require(reports.first { $0.name == "pipeline" && $0.by == "stage" })
            let products = try #require(reports.first { $0.name == "products" && $0.by == "name" })
            #expect(
                try await service.store.read { try pipeline.rows($0) } == [["negotiating", "VND", "1", "200", "150"]])
            #expect(
                try await service.store.read { try products.rows($0) }
                    == [["Máy in", "VND", "1", "1", "0", "200", "200"]])
        }
    }

    @Test func theChecksFindNothingAndThenWhatWasBroken() async throws {
        try await PipelineFixture.with { service in
            let product = try await service.makeProduct("A", vnd: "100")
            let opportunity = try await service.makeOpportunity(product: product)
            _ = try await service.request(.post, "/quotes", body: #"{"opportunityId":"\#(opportunity)"}"#)
            func faults() async throws -> [String] {
                try await service.store.read { db in try service.app.operations.checks.flatMap { try $0.run(db) } }
            }
            #expect(try await faults() == [])
            try await service.store.write { transaction in
                try transaction.db.execute(
                    sql: "UPDATE quote SET sums = json_set(sums, '$.total', 1); UPDATE product SET sequence = 7")
            }
            #expect(try await faults().count == 2)
        }
    }

    @Test func theRoundingOfTaxIsTheFirmsChoice() async throws {
        try await PipelineFixture.with { service in
            let line = #"{"description":"A","quantity":"1","unitPrice":"19","tax":"8"}"#
            let body = #"{"customerId":"\#(service.id("c"))","lines":[\#(line),\#(line)]}"#
            let before = try #require(try await service.request(.post, "/quotes", body: body).id)
            try await service.store.write {
                try Parameters.set(QuoteRules.roundingParameter, qualifier: "", value: "perRate", in: $0)
            }
            let after = try #require(try await service.request(.post, "/quotes", body: body).id)
            // 8 % of 19 is 1.52 → 2 on each line; of both together it is 3.04 → 3.
            let (each, once) = (try await service.quote(before).sums, try await service.quote(after).sums)
            #expect(each.rounding == .perLine && each.tax == 4)
            #expect(once.rounding == .perRate && once.tax == 3)
            await #expect(throws: CommonError.self) {
                try await service.store.write {
                    try Parameters.set(QuoteRules.validityParameter, qualifier: "", value: "0", in: $0)
                }
            }
        }
    }
}
