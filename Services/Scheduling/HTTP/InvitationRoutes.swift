import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Answers of those who are invited to appointments (SCH-4).
struct InvitationRoutes {
    let routes: ServiceRoutes
    let now: @Sendable () -> Instant

    func add() {
        addReading()
        answer("accept", Accept.self) { .accept(force: $0.force ?? false) }
        answer("decline", Decline.self) { .decline(reason: $0.reason) }
        answer("propose", Propose.self) {
            .propose(TimeSpan(startsAt: $0.startsAt, endsAt: $0.endsAt), comment: $0.comment)
        }
        answer("delegate", Delegate.self) {
            .delegate(to: $0.employeeId, comment: $0.comment, force: $0.force ?? false)
        }
        decide("accept-proposal", Accept.self) { appointment, employee, input, person, transaction in
            try AcceptProposedTime(
                appointmentId: appointment, employeeId: employee, force: input.force ?? false, person: person
            ).execute(in: transaction)
        }
        decide("refuse-proposal", Refuse.self) { appointment, employee, input, person, transaction in
            try RefuseProposedTime(
                appointmentId: appointment, employeeId: employee, reason: input.reason, person: person
            ).execute(in: transaction)
        }
    }

    private func addReading() {
        let (store, now) = (routes.store, now)
        routes.signedIn.get("invitations") { request, context in
            try context.person.require(.appointments, .view)
            let list = InvitationList(request: try request.list(), person: try context.person, now: now())
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        routes.signedIn.get("appointments/:id/invitations") { _, context in
            let query = AppointmentAnswers(
                appointmentId: try context.id(entity: "appointment"), person: try context.person)
            return try Response.json(try await store.read { try query.fetch($0) })
        }
    }

    /// One's own.
    private func answer<Input: Decodable & Sendable>(
        _ name: String, _ input: Input.Type, _ answer: @escaping @Sendable (Input) -> AnswerInvitation.Answer
    ) {
        let commands = routes.commands
        routes.signedIn.post("appointments/:id/invitation/\(name)") { request, context in
            let id = try context.id(entity: "appointment")
            return try await commands.post(request, context, Body<Input>.self, status: .ok, location: Self.location(id))
            {
                try AnswerInvitation(
                    appointmentId: id, answer: answer($1.input), recurrenceId: $1.recurrenceId, person: $2
                ).execute(in: $0)
            }
        }
    }

    /// On what another has proposed.
    private func decide<Input: Decodable & Sendable>(
        _ name: String, _ input: Input.Type,
        _ command: @escaping @Sendable (EntityID, EntityID, Input, Person, Transaction) throws -> RecordVersion
    ) {
        let commands = routes.commands
        routes.signedIn.post("appointments/:id/invitations/:employee/\(name)") { request, context in
            let id = try context.id(entity: "appointment")
            let employee = try context.id("employee", entity: InvitationState.entity)
            return try await commands.post(request, context, Input.self, status: .ok, location: Self.location(id)) {
                try command(id, employee, $1, $2, $0)
            }
        }
    }

    private static func location(_ appointment: EntityID) -> @Sendable (RecordVersion) -> String {
        { _ in "/appointments/\(appointment)/invitations" }
    }

    // MARK: Bodies

    /// An answer, and of a series which occurrence it is about.
    struct Body<Input: Decodable & Sendable>: Decodable, Sendable {
        var input: Input
        var recurrenceId: Instant?

        private enum Keys: String, CodingKey { case recurrenceId }

        init(from decoder: any Decoder) throws {
            input = try Input(from: decoder)
            recurrenceId = try decoder.container(keyedBy: Keys.self).decodeIfPresent(
                Instant.self, forKey: .recurrenceId)
        }
    }

    struct Accept: Decodable, Sendable {
        var force: Bool?
    }

    struct Decline: Decodable, Sendable {
        var reason: String
    }

    struct Propose: Decodable, Sendable {
        var startsAt: Instant
        var endsAt: Instant
        var comment: String?
    }

    struct Delegate: Decodable, Sendable {
        var employeeId: EntityID
        var comment: String?
        var force: Bool?
    }

    struct Refuse: Decodable, Sendable {
        var reason: String?
    }
}
