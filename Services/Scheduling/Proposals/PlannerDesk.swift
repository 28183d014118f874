import Dispatch
import Foundation
import Planner
import Synchronization

/// Where plans are worked out: one after the other, away from the threads that serve requests, and away from the store's
/// writer. Whoever finds too many waiting is sent away.
final class PlannerDesk: Sendable {
    private let queue = DispatchQueue(label: "quen.scheduling.planner")
    private let waiting = Mutex(0)
    static let mostWaiting = 4
    /// How long a better plan than the rules' is looked for.
    static let patience = Duration.seconds(5)

    /// Throws `ProposalError.plannerBusy`, or what is wrong with the problem.
    func plan(_ problem: Problem, optimised: Bool) async throws -> Solution {
        let mayWait = waiting.withLock { count in
            guard count < Self.mostWaiting else { return false }
            count += 1
            return true
        }
        guard mayWait else { throw ProposalError.plannerBusy }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try Self.solve(problem, optimised: optimised) }) }
        }
    }

    private static func solve(_ problem: Problem, optimised: Bool) throws -> Solution {
        guard optimised else { return try Solution(explainedBy: Explainer(problem)) }
        var optimiser = try Optimiser(problem, seed: 1)
        optimiser.run(.duration(patience))
        return try Solution(explainedBy: Explainer(problem, &optimiser))
    }
}
