import Foundation
import Messages
import ServiceKit
import Store

/// The way of a proposal: the problem is read in one moment of the store, worked out away from it, and kept. What happens
/// meanwhile is found on commit.
struct Proposing: Sendable {
    let store: ServiceStore
    let desk: PlannerDesk

    func propose(_ input: ProposalProblem.Input, _ person: Person, _ cause: Cause) async throws -> RecordVersion {
        let problem = ProposalProblem(input: input, now: store.world.now(), person: person)
        let built = try await store.read { try problem.build($0) }
        let solution = try await desk.plan(built.problem, optimised: input.optimise ?? false)
        return try await store.write(cause: cause) { transaction in
            try KeepProposal(input: input, built: built, solution: solution, person: person).execute(in: transaction)
        }
    }
}
