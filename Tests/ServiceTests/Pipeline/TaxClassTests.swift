import Foundation
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Pipeline

@Suite struct PipelineTaxClassTests {
    @Test(arguments: [
        ("2026-12-31", "8"), ("2027-01-01", "10"), ("2025-07-01", "8"), ("2023-06-30", "10"), ("2023-01-01", "10"),
        ("2022-12-31", "8"), ("2022-01-31", "10"), ("2008-12-31", "none"),
    ])
    func theReducedRateFollowsTheDay(_ day: String, _ expected: String) async throws {
        try await PipelineFixture.with { service in
            let classes = try await service.store.read { try TaxTable.byCode($0) }
            let mark = classes["reduced"]?.mark(on: try #require(Day(day)))
            #expect(mark?.description ?? "none" == expected)
        }
    }

    @Test func aRateIsInForceFromItsFirstDayWhateverTheOrderOfTheList() throws {
        let (first, second) = (try #require(Day("2020-01-01")), try #require(Day("2021-01-01")))
        let taxed = TaxClass(
            code: "x", label: Bilingual(en: "x", vi: "x"),
            rates: [
                .init(validFrom: second, tax: .notTaxable), .init(validFrom: first, tax: .rate(Rate(scaled: 50_000))),
            ])
        #expect(taxed.mark(on: first.adding(days: -1)) == nil)
        #expect(taxed.mark(on: first) == .rate(Rate(scaled: 50_000)))
        #expect(taxed.mark(on: second.adding(days: -1)) == .rate(Rate(scaled: 50_000)))
        #expect(taxed.mark(on: second) == .notTaxable)
    }

    @Test func theListTellsTheRateOfADay() async throws {
        try await PipelineFixture.with { service in
            let now = try await service.request(.get, "/tax-classes")
            #expect(now.items("code") == ["standard", "reduced", "five", "zero", "KCT", "KKKNT"])
            #expect(now.items("current") == ["10", "8", "5", "0", "KCT", "KKKNT"])
            let later = try await service.request(.get, "/tax-classes?on=2027-01-01")
            #expect(later.items("current") == ["10", "10", "5", "0", "KCT", "KKKNT"])
            #expect(try await service.request(.get, "/tax-classes?on=tomorrow").fault == "invalid-parameter on")
            #expect(try await service.request(.get, "/tax-classes", as: nil).status == 401)
        }
    }
}
