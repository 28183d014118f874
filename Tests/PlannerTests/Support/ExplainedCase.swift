import Planner
import Testing

/// An explanation of a random problem's plan, with everything to check it by.
struct ExplainedCase {
    static let parts = 8
    static let problemsOfAPart = 300

    let name: String
    let problem: Problem
    let plan: Plan
    let activity: Activity
    let explanation: Explanation

    /// The selected ones, in byte order.
    var employees: [Identifier] {
        let selected = Set(problem.employees.map(\.id))
        return Set(activity.employees).filter(selected.contains).sorted()
    }

    var isMoved: Bool { if case .moved = explanation.outcome { true } else { false } }
    var shift: Int { if case .moved(let minutes) = explanation.outcome { minutes } else { .max } }
    var frozen: Frozen { Frozen(problem, plan, activity) }

    /// Checks each explanation of the problems of one part: of the rules' plans, or of optimised ones.
    static func forEach(
        _ part: Int, optimised: Bool = false, mostActivities: Int = 9, _ check: (ExplainedCase) throws -> Void
    ) throws {
        for number in 0..<problemsOfAPart {
            let seed = UInt64(1_000_000 + part * 1000 + number)
            let problem = RandomProblem.make(seed: seed, mostActivities: mostActivities)
            var explainer = try explainer(problem, optimised: optimised)
            for explanation in explainer.explanations() {
                let activity = try #require(problem.activities.first { $0.id == explanation.activity })
                try check(
                    ExplainedCase(
                        name: "seed \(seed), \(activity.id.text)", problem: problem, plan: explainer.plan,
                        activity: activity, explanation: explanation))
            }
        }
    }

    /// Optimised ones with few steps: any plan that no order explains will do.
    static func explainer(_ problem: Problem, optimised: Bool) throws -> Explainer {
        guard optimised else { return try Explainer(problem) }
        var optimiser = try Optimiser(problem, seed: 1)
        optimiser.run(.steps(40))
        return try Explainer(problem, &optimiser)
    }
}
