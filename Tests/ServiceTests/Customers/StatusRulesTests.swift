import Messages
import Money
import Testing

@testable import Customers

@Suite struct StatusRulesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var kind = CustomerKind.organisation
        var paid: [Currency: Int64] = [:]
        var cappedAt: CustomerStatus?
        var hasInterest = false
        var expected: CustomerStatus
        var testDescription: String { "\(kind) \(paid) cap \(String(describing: cappedAt)) interest \(hasInterest)" }
    }

    static let terms = StatusTerms(
        loyaltyThresholds: [.vnd: 100_000_000, .usd: 15_000_000], loyalMonths: 12, officialMonths: 12)

    @Test(arguments: [
        Case(expected: .potential),
        Case(hasInterest: true, expected: .prospective),
        Case(paid: [.vnd: 1], expected: .official),
        Case(paid: [.vnd: 0], expected: .potential),
        Case(paid: [.vnd: 100_000_000], expected: .official),
        Case(paid: [.vnd: 100_000_001], expected: .loyal),
        Case(paid: [.usd: 15_000_000], expected: .official),
        Case(paid: [.usd: 15_000_001], expected: .loyal),
        // Two currencies are not added up, and one without a threshold makes nobody loyal.
        Case(paid: [.vnd: 99_999_999, .usd: 14_999_999], expected: .official),
        Case(paid: [Currency("EUR") ?? .usd: 900_000_000], expected: .official),
        Case(paid: [.vnd: 500_000_000], cappedAt: .official, expected: .official),
        Case(paid: [.vnd: 500_000_000], cappedAt: .potential, expected: .potential),
        Case(paid: [.vnd: 500_000_000], cappedAt: .potential, hasInterest: true, expected: .prospective),
        Case(paid: [:], cappedAt: .official, expected: .potential),
        Case(kind: .mass, paid: [.vnd: 500_000_000], hasInterest: true, expected: .mass),
    ])
    func theStatusFollowsFromTheFacts(_ example: Case) {
        let status = StatusRules.status(
            kind: example.kind, paid: PaidValue(example.paid), cappedAt: example.cappedAt,
            hasInterest: example.hasInterest, Self.terms)
        #expect(status == example.expected)
    }

    static func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test(arguments: [
        // Status, last transaction, fell on, day of the check, what it becomes.
        (CustomerStatus.loyal, "2025-11-30", "", "2026-11-30", ""),
        (.loyal, "2025-11-29", "", "2026-11-30", "official"),
        (.official, "2025-11-29", "", "2026-11-30", "potential"), (.official, "2026-01-01", "", "2026-11-30", ""),
        // After a fall the next period starts at the fall, one level at a time.
        (.official, "2017-12-01", "2026-11-30", "2026-11-30", ""),
        (.official, "2017-12-01", "2026-11-30", "2027-11-30", ""),
        (.official, "2017-12-01", "2026-11-30", "2027-12-31", "potential"),
        // A month without the day ends earlier.
        (.loyal, "2024-02-29", "", "2025-02-28", ""), (.loyal, "2024-02-29", "", "2025-03-31", "official"),
        (.potential, "2017-12-01", "", "2026-11-30", ""), (.prospective, "2017-12-01", "", "2026-11-30", ""),
        (.mass, "2017-12-01", "", "2026-11-30", ""),
    ])
    func aCheckLowersByOneLevelAtMost(
        _ status: CustomerStatus, _ last: String, _ fell: String, _ on: String, _ becomes: String
    ) throws {
        let fall = StatusRules.fall(
            from: status, lastTransactionOn: Day(last), fellOn: Day(fell), since: try Self.day("2017-01-01"),
            on: try Self.day(on), Self.terms)
        #expect((fall?.to.rawValue ?? "") == becomes)
    }

    @Test func onlyMorePaidIsANewPayment() {
        #expect(PaidValue([.vnd: 2]).exceeds(PaidValue([.vnd: 1])))
        #expect(!PaidValue([.vnd: 1]).exceeds(PaidValue([.vnd: 1])))
        #expect(!PaidValue([.vnd: 0]).exceeds(PaidValue([.vnd: 1])))
        #expect(PaidValue([.vnd: 0, .usd: 1]).exceeds(PaidValue([.vnd: 1])))
    }
}
