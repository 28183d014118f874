import Planner
import Testing

/// The scheduler against `BruteForce`, on random problems.
@Suite struct BruteForceTests {
    private static let seed: UInt64 = 20_260_302
    private static let problems = 400

    @Test(arguments: 0..<8)
    func everyPlanIsWhatTryingEveryMinuteGives(part: Int) throws {
        print("brute force: problems from seed \(Self.seed), part \(part)")
        let size = Self.problems / 8
        for number in part * size..<(part + 1) * size {
            let problem = RandomProblem.make(seed: Self.seed + UInt64(number))
            var slow = try BruteForce(problem)
            let expected = slow.plan()
            let plan = try Plan(byTheRules: problem)
            #expect(outcomes(plan) == Dictionary(uniqueKeysWithValues: expected), "seed \(Self.seed) + \(number)")
            let (scheduled, unscheduled) = (plan.scheduled.map(\.activity), plan.unscheduled.map(\.activity))
            #expect(scheduled == expected.map(\.0).filter(Set(scheduled).contains), "seed \(Self.seed) + \(number)")
            #expect(unscheduled == expected.map(\.0).filter(Set(unscheduled).contains))
        }
    }

    private func outcomes(_ plan: Plan) -> [Identifier: BruteForce.Outcome] {
        var found: [Identifier: BruteForce.Outcome] = [:]
        for entry in plan.scheduled {
            found[entry.activity] = .scheduled(shift: entry.shiftMinutes, attending: entry.employees)
        }
        for entry in plan.unscheduled { found[entry.activity] = .unscheduled(entry.reason) }
        return found
    }
}
