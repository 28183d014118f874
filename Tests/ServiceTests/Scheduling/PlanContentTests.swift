import Foundation
import Messages
import Money
import TestKit
import Testing

@testable import Scheduling

/// What an approval is of, without any I/O (SCH-7).
@Suite struct PlanContentTests {
    @Test func sumsAreByItemCurrencyAndMonth() throws {
        let random = UInt64(20_261_129)
        var generator = SeededGenerator(seed: random)
        var expected: [String: Int64] = [:]
        let activities = try (0..<400).map { index in
            let (month, units) = (1 + Int(generator.next() % 12), Int64(generator.next() % 1_000_000_000_000_000))
            let currency = generator.next() % 2 == 0 ? Currency.vnd : Currency.usd
            let day = try #require(Day(year: 2027, month: month, day: 28))
            expected["\(currency.code) \(month)", default: 0] += units
            let input = ActivityDetails.Input(
                title: "x", kind: .call, employeeIds: [.quen], plannedOn: day,
                plannedCosts: [PlannedCost(item: "a", amount: Amount(minorUnits: units, currency: currency))])
            return Activity(
                id: EntityID(namespace: .quen, parts: ["\(index)"]), details: try ActivityDetails(input, by: nil),
                ownership: Ownership())
        }
        let plan = try ActivityPlan(
            id: .quen,
            input: .init(
                name: "x", periodFrom: #require(Day("2027-01-01")), periodTo: #require(Day("2027-12-31"))),
            ownership: Ownership())
        let content = PlanContent(plan, activities)
        for sum in content.sums {
            for month in sum.months {
                let number = Int(month.month?.suffix(2) ?? "") ?? 0
                #expect(
                    expected["\(sum.amount.currency.code) \(number)"] == month.amount.minorUnits, "seed of \(random)")
            }
            #expect(sum.months.reduce(0) { $0 + $1.amount.minorUnits } == sum.amount.minorUnits)
        }
        // The order of what is read is no part of it; every detail is.
        #expect(try content.hash() == PlanContent(plan, activities.reversed()).hash())
        #expect(try content.hash() != PlanContent(plan, Array(activities.dropLast())).hash())
    }

    @Test func whatBecameOfEachActivityIsSaid() throws {
        func activity(_ name: String, _ kind: ActivityKind = .call) throws -> Activity {
            let input = ActivityDetails.Input(title: name, kind: kind, employeeIds: [.quen])
            return Activity(
                id: EntityID(namespace: .quen, parts: [name]), details: try ActivityDetails(input, by: nil),
                ownership: Ownership())
        }
        let plan = try ActivityPlan(
            id: .quen,
            input: .init(name: "x", periodFrom: #require(Day("2027-01-01")), periodTo: #require(Day("2027-12-31"))),
            ownership: Ownership())
        let old = PlanContent(plan, try [activity("A"), activity("B"), activity("C")])
        let new = PlanContent(plan, try [activity("D"), activity("C", .visit), activity("A")])
        #expect(new.changes(since: new).isEmpty)
        let changes = new.changes(since: old)
        #expect(changes.map(\.title) == ["B", "C", "D"])
        #expect(changes.map(\.change) == [.removed, .changed, .added])
        #expect(changes.map(\.members) == [[], ["kind"], []])
    }

    @Test func eachStepIsTakenOnlyFromItsStatuses() throws {
        let (writer, reader) = (EntityID(namespace: .quen, parts: ["writer"]), EntityID.quen)
        let input = ActivityDetails.Input(title: "x", kind: .call, employeeIds: [.quen])
        let activity = Activity(id: .quen, details: try ActivityDetails(input, by: nil), ownership: Ownership())
        func take(_ step: PlanStep, _ plan: inout ActivityPlan) throws {
            let content = PlanContent(plan, [activity])
            func by(_ account: EntityID) -> ActivityPlan.Actor {
                .init(account: account, now: Instant(milliseconds: 0))
            }
            switch step {
            case .submit: try plan.submit(content, note: nil, by: by(writer))
            case .approve: try plan.approve(content, read: content.hash(), note: nil, by: by(reader))
            case .sendBack: try plan.sendBack(remarks: "x", by: by(reader))
            case .adjust: try plan.adjust(reason: "x")
            }
        }
        let ways: [PlanStatus: [PlanStep]] = [
            .draft: [], .submitted: [.submit], .sentBack: [.submit, .sendBack], .approved: [.submit, .approve],
            .adjusting: [.submit, .approve, .adjust],
        ]
        for (status, way) in ways {
            var plan = try ActivityPlan(
                id: .quen,
                input: .init(
                    name: "x", periodFrom: #require(Day("2027-01-01")), periodTo: #require(Day("2027-12-31"))),
                ownership: Ownership())
            for step in way { try take(step, &plan) }
            #expect(plan.status == status)
            for step in PlanStep.allCases {
                var next = plan
                if step.from.contains(status) {
                    try take(step, &next)
                } else {
                    #expect(throws: PlanError.notAllowed(step, status)) { try take(step, &next) }
                }
            }
        }
    }
}
