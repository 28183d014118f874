import Planner
import Testing

/// The optimising mode (SCH-5): valid, never worse than the rules, and the same for the same seed and steps.
@Suite struct OptimiserTests {
    @Test(arguments: 1...25 as ClosedRange<UInt64>)
    func itIsValidAndNeverWorseThanTheRules(seed: UInt64) throws {
        let problem = RandomProblem.make(seed: seed, mostActivities: 25)
        var optimiser = try Optimiser(problem, seed: seed)
        let rules = optimiser.value
        optimiser.run(.steps(300))
        #expect(optimiser.value >= rules)
        let plan = optimiser.plan()
        let faults = Validity(problem: problem, plan: plan).faults()
        #expect(faults.isEmpty, "seed \(seed): \(faults)")
        let priorities = Dictionary(uniqueKeysWithValues: problem.activities.map { ($0.id, $0.priority) })
        let counts = Priority.allCases.map { priority in plan.scheduled.count { priorities[$0.activity] == priority } }
        #expect(optimiser.value.scheduled == counts)
        #expect(optimiser.value.attending == plan.scheduled.reduce(0) { $0 + $1.employees.count })
        #expect(optimiser.value.totalShift == plan.scheduled.reduce(0) { $0 + abs($1.shiftMinutes) })
        #expect(
            plan.scheduled.count + plan.unscheduled.count == (try Plan(byTheRules: problem)).scheduled.count
                + (try Plan(byTheRules: problem)).unscheduled.count)
    }

    /// Every shift must be one that the rules permit; with an empty calendar the rules' own reasons tell.
    @Test(arguments: 1...25 as ClosedRange<UInt64>)
    func everyShiftIsPermitted(seed: UInt64) throws {
        let problem = RandomProblem.make(seed: seed + 500, mostActivities: 20)
        var optimiser = try Optimiser(problem, seed: seed)
        optimiser.run(.steps(300))
        let checker = try BruteForce(problem)
        for entry in optimiser.plan().scheduled where !entry.sessions.isEmpty {
            let activity = try #require(problem.activities.first { $0.id == entry.activity })
            #expect(checker.isPossible(activity, entry.shiftMinutes), "seed \(seed): \(entry.activity.text)")
        }
    }

    @Test func theSameSeedAndStepsGiveTheSamePlan() throws {
        let problem = RandomProblem.make(seed: 4, mostActivities: 60)
        let plans = try (0..<2).map { _ in
            var optimiser = try Optimiser(problem, seed: 11)
            optimiser.run(.steps(500))
            return PlanWriter.write(optimiser.plan())
        }
        #expect(plans[0] == plans[1])
    }

    @Test func noStepsGiveTheRulesPlan() throws {
        let problem = RandomProblem.make(seed: 5, mostActivities: 60)
        var optimiser = try Optimiser(problem, seed: 1)
        let rules = optimiser.value
        optimiser.run(.steps(0))
        #expect(optimiser.value >= rules)
    }

    /// Three activities of an hour in two hours: the rules place the long one first, which leaves room for no other.
    @Test func itFindsWhatTheRulesMiss() throws {
        var problem = Problem(window: Span(start: 29_540_160, end: 29_540_160 + 1440))
        problem.workingHours = Array(repeating: [DaySpan(start: 480, end: 720)], count: 7)
        problem.employees = [Employee(id: Identifier("E1"))]
        let eight = 29_540_160 + 60
        problem.activities = [(eight + 60, eight + 180), (eight, eight + 120)].enumerated().map { index, times in
            var activity = Activity(id: Identifier("A\(index)"))
            activity.sessions = [Span(start: times.0, end: times.1)]
            activity.employees = [Identifier("E1")]
            activity.deadline = index == 0 ? eight + 240 : nil
            return activity
        }
        #expect(try Plan(byTheRules: problem).scheduled.count == 1)
        var optimiser = try Optimiser(problem, seed: 1)
        optimiser.run(.steps(200))
        #expect(optimiser.plan().scheduled.count == 2)
    }
}
