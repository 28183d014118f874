import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Proposals of the automatic scheduler (SCH-5).
struct ProposalRoutes {
    let routes: ServiceRoutes
    let proposing: Proposing
    private static let location: @Sendable (RecordVersion) -> String = { "/schedule-proposals/\($0.subject.id)" }

    func add() {
        let (commands, store, proposing) = (routes.commands, routes.store, proposing)
        let proposals = routes.signedIn.group("schedule-proposals")
        proposals.post { request, context in
            let person = try context.person
            let input = try await request.decoded(ProposalProblem.Input.self)
            let version = try await proposing.propose(input, person, context.cause)
            var answer = try Response.json(
                Made(id: version.subject.id, version: version.sequence), version: version.sequence)
            answer.status = .created
            answer.headers[.location] = Self.location(version)
            answer.headers[.quenVersion] = version.description
            return answer
        }
        proposals.get(":id") { _, context in
            let query = ProposalView(id: try context.id(entity: "schedule-proposal"), person: try context.person)
            let proposal = try await store.read { try query.fetch($0) }
            return try Response.json(proposal, version: proposal.version)
        }
        proposals.put(":id/items/:activityId") { request, context in
            let id = try context.id(entity: "schedule-proposal")
            let activity = try context.id("activityId", entity: "activity")
            return try await commands.change(request, context, ChangeProposalItem.Input.self) {
                transaction, input, person, expected in
                try person.require(.activities, .edit)
                return try ChangeProposalItem(
                    proposalId: id, activityId: activity, input: input, person: person, expected: expected
                ).execute(in: transaction)
            }
        }
        proposals.post(":id/commit") { request, context in
            let id = try context.id(entity: "schedule-proposal")
            return try await commands.post(
                request, context, CommitProposal.Input.self, status: .ok, location: Self.location
            ) { transaction, input, person in
                try person.require(.activities, .edit)
                return try CommitProposal(id: id, input: input, person: person).execute(in: transaction)
            }
        }
    }

    struct Made: Encodable {
        var id: String
        var version: EventSequence
    }
}
