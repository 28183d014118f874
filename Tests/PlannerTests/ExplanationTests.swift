import Planner
import Testing

/// Every explanation on random problems, by planning again with each suggestion applied.
@Suite struct ExplanationTests {
    private static let parts = ExplainedCase.parts

    @Test(arguments: 0..<parts, [false, true])
    func everyMovedOrUnscheduledActivityIsExplained(part: Int, optimised: Bool) throws {
        for number in 0..<ExplainedCase.problemsOfAPart {
            let problem = RandomProblem.make(seed: UInt64(2_000_000 + part * 1000 + number), mostActivities: 30)
            let plan = optimised ? try optimisedPlan(problem) : try Plan(byTheRules: problem)
            var explainer = try ExplainedCase.explainer(problem, optimised: optimised)
            #expect(PlanWriter.write(explainer.plan) == PlanWriter.write(plan))
            var outcomes: [Identifier: Explanation.Outcome] = [:]
            for entry in plan.scheduled where entry.shiftMinutes != 0 {
                outcomes[entry.activity] = .moved(minutes: entry.shiftMinutes)
            }
            for entry in plan.unscheduled { outcomes[entry.activity] = .unscheduled(entry.reason) }
            let explanations = explainer.explanations()
            #expect(Dictionary(uniqueKeysWithValues: explanations.map { ($0.activity, $0.outcome) }) == outcomes)
        }
    }

    private func optimisedPlan(_ problem: Problem) throws -> Plan {
        var optimiser = try Optimiser(problem, seed: 1)
        optimiser.run(.steps(40))
        return optimiser.plan()
    }

    @Test(arguments: 0..<parts)
    func aLaterDeadlineIsLateEnoughAndNoneIsEarlier(part: Int) throws {
        try ExplainedCase.forEach(part) { test in
            guard !test.isMoved, let deadline = test.activity.deadline else { return }
            let found = test.explanation.suggestions.compactMap { suggestion -> Int? in
                if case .laterDeadline(let deadline) = suggestion { deadline } else { nil }
            }
            guard let later = found.first else {
                #expect(try test.frozen.shift { $1.deadline = nil } == nil, "\(test.name)")
                return
            }
            #expect(later > deadline)
            #expect(try test.frozen.shift { $1.deadline = later - 1 } == nil, "\(test.name)")
            var problem = test.problem
            for index in problem.activities.indices where problem.activities[index].id == test.activity.id {
                problem.activities[index].deadline = later
            }
            let scheduled = try Plan(byTheRules: problem).scheduled.map(\.activity)
            #expect(scheduled.contains(test.activity.id), "\(test.name)")
        }
    }

    @Test(arguments: 0..<parts)
    func leavingOutIsEnoughAndNoSmallerSetIs(part: Int) throws {
        try ExplainedCase.forEach(part) { test in
            guard test.isMoved else { return }
            let found = test.explanation.suggestions.compactMap { suggestion -> [Identifier]? in
                if case .leaveOut(let employees) = suggestion { employees } else { nil }
            }
            let sets = Self.subsets(test.employees).filter { !$0.isEmpty && $0.count < test.employees.count }
            let enough = try sets.filter { try shift(test, without: $0) == 0 }
            // One or two employees keep the planned time if one of them can: leaving out cannot help there.
            let smallest = enough.map(\.count).min()
            #expect(found.first?.count == smallest, "\(test.name)")
            if let found = found.first { #expect(enough.contains(found), "\(test.name)") }
        }
    }

    private func shift(_ test: ExplainedCase, without: [Identifier]) throws -> Int? {
        var problem = test.problem
        for index in problem.activities.indices where problem.activities[index].id == test.activity.id {
            problem.activities[index].employees.removeAll(where: without.contains)
        }
        return try Plan(byTheRules: problem).scheduled.first { $0.activity == test.activity.id }?.shiftMinutes
    }

    @Test(arguments: 0..<parts, [false, true])
    func theNearestFreeTimesAreThere(part: Int, optimised: Bool) throws {
        try ExplainedCase.forEach(part, optimised: optimised) { test in
            guard test.activity.kind != .fair else { return }
            for earlier in [true, false] {
                let found = test.explanation.suggestions.compactMap { suggestion -> FreeTime? in
                    switch suggestion {
                    case .freeBefore(let time): earlier ? time : nil
                    case .freeAfter(let time): earlier ? nil : time
                    default: nil
                    }
                }
                let shifts = try test.employees.map { ($0, try test.frozen.nearest($0, earlier: earlier)) }
                let nearest = shifts.compactMap(\.1).min { abs($0) < abs($1) }
                guard let time = found.first else {
                    #expect(nearest.map { test.isMoved && abs($0) >= abs(test.shift) } ?? true, "\(test.name)")
                    continue
                }
                #expect(time.shiftMinutes == nearest, "\(test.name)")
                #expect(time.employees == shifts.filter { $0.1 == nearest }.map(\.0), "\(test.name)")
                #expect(time.span.start == test.explanation.planned.start + time.shiftMinutes)
            }
        }
    }

    @Test(arguments: 0..<parts, [false, true])
    func whatGivesWayIsEnoughAndTheLeast(part: Int, optimised: Bool) throws {
        try ExplainedCase.forEach(part, optimised: optimised, mostActivities: 6) { test in
            guard !test.isMoved || test.employees.count <= 2 else { return }
            let found = test.explanation.suggestions.compactMap { suggestion -> GivingWay? in
                if case .giveWay(let way) = suggestion { way } else { nil }
            }
            let others = test.plan.scheduled.filter { $0.activity != test.activity.id && !$0.sessions.isEmpty }
            let enough = try Self.subsets(others.map(\.activity)).filter { set in
                let frozen = Frozen(test.problem, test.plan, test.activity, without: Set(set))
                let shift = try frozen.shift()
                return test.isMoved ? shift == 0 : shift != nil
            }
            let costs = enough.map { cost($0, test.problem) }
            guard let way = found.first else {
                // Nothing to give way: commitments forbid it, or the plan's later activities freed the time anyway.
                #expect(enough.isEmpty || enough.contains([]), "\(test.name)")
                return
            }
            let least = costs.min { $0.lexicographicallyPrecedes($1) }
            #expect(cost(way.activities.map(\.activity), test.problem) == least, "\(test.name)")
            let frozen = Frozen(test.problem, test.plan, test.activity, without: Set(way.activities.map(\.activity)))
            #expect(try frozen.shift { $1.employees = [way.employee] } == way.shiftMinutes, "\(test.name)")
            for entry in way.activities {
                #expect(entry.isLower == (entry.priority.rawValue > test.activity.priority.rawValue))
            }
        }
    }

    /// How many of each priority.
    private func cost(_ activities: [Identifier], _ problem: Problem) -> [Int] {
        let priorities = problem.activities.filter { activities.contains($0.id) }.map(\.priority)
        return Priority.allCases.map { priority in priorities.count { $0 == priority } }
    }

    private static func subsets(_ elements: [Identifier]) -> [[Identifier]] {
        elements.reduce(into: [[]]) { sets, element in sets += sets.map { $0 + [element] } }
    }
}
