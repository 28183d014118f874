import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The diary of activities and appointments (SCH-6). An appointment's is first written with its outcome.
struct DiaryRoutes {
    let routes: ServiceRoutes

    func add() {
        let commands = routes.commands
        let activities = routes.signedIn.group("activities")
        addReading(activities, .activity)
        activities.post(":id/diary") { request, context in
            let id = try context.id(entity: "activity")
            return try await commands.post(
                request, context, Entry.self, status: .ok, location: { "/activities/\($0.subject.id)" }
            ) { transaction, input, person in
                try person.require(.activities, .edit)
                return try WriteDiary(
                    id: id, note: DiaryNote(input.note), followUp: input.command(person), person: person
                ).execute(in: transaction)
            }
        }
        activities.put(":id/diary") { request, context in
            let id = try context.id(entity: "activity")
            return try await commands.change(request, context, DiaryNote.Input.self) {
                transaction, input, person, expected in
                try person.require(.activities, .edit)
                return try CorrectDiary(id: id, note: DiaryNote(input), person: person, expected: expected)
                    .execute(in: transaction)
            }
        }
        let appointments = routes.signedIn.group("appointments")
        addReading(appointments, .appointment)
        appointments.put(":id/diary") { request, context in
            let id = try context.id(entity: "appointment")
            return try await commands.change(request, context, DiaryNote.Input.self) {
                transaction, input, person, expected in
                try person.require(.appointments, .edit)
                return try CorrectAppointmentDiary(id: id, note: DiaryNote(input), person: person, expected: expected)
                    .execute(in: transaction)
            }
        }
    }

    private func addReading(_ group: RouterGroup<APIContext>, _ entity: OwnedEntity) {
        let store = routes.store
        group.get(":id/diary") { _, context in
            let query = DiaryHistory(
                entity: entity, id: try context.id(entity: entity.name), person: try context.person)
            let revisions = try await store.read { try query.fetch($0) }
            return try Response.json(EmployeeRoutes.Items(items: revisions.map { $0.map(Revision.init) }))
        }
    }

    /// What happened, beside what follows from it.
    struct Entry: Decodable, Sendable {
        struct Next: Decodable, Sendable {
            var activity: ActivityRoutes.Create?
            var appointment: AppointmentRoutes.Create?
        }

        var note: DiaryNote.Input
        var followUp: Next?
        /// Of a series, which occurrence it is of.
        var recurrenceId: Instant?

        private enum Keys: String, CodingKey { case followUp, recurrenceId }

        init(from decoder: any Decoder) throws {
            note = try DiaryNote.Input(from: decoder)
            let container = try decoder.container(keyedBy: Keys.self)
            followUp = try container.decodeIfPresent(Next.self, forKey: .followUp)
            recurrenceId = try container.decodeIfPresent(Instant.self, forKey: .recurrenceId)
        }

        func command(_ person: Person) throws -> FollowUp? {
            switch (followUp?.activity, followUp?.appointment) {
            case (nil, nil):
                if followUp != nil { throw DiaryError.followUpUnclear }
                return nil
            case (let activity?, nil): return .activity(try Self.within("activity") { try activity.command(person) })
            case (nil, let appointment?):
                return .appointment(try Self.within("appointment") { try appointment.command(person) })
            default: throw DiaryError.followUpUnclear
            }
        }

        private static func within<T>(_ member: String, _ body: () throws -> T) throws -> T {
            do { return try body() } catch let error as any QuenError {
                throw FollowUpError(cause: error, member: member)
            }
        }
    }

    private struct Revision: Encodable, Sendable {
        var number: Int
        var entry: DiaryEntry
        var account: EntityID?
        var at: Instant

        init(_ revision: DiaryRevision) {
            (number, entry, account, at) = (revision.number, revision.entry, revision.account, revision.at)
        }
    }
}
