import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Appointments (SCH-4) and their outcome (SCH-6).
struct AppointmentRoutes {
    let routes: ServiceRoutes
    let now: @Sendable () -> Instant
    private static let location: @Sendable (RecordVersion) -> String = { "/appointments/\($0.subject.id)" }

    func add() {
        let appointments = routes.signedIn.group("appointments")
        addReading(appointments)
        addEntering(appointments)
        addSteps(appointments)
        addSeries(appointments)
    }

    private func addReading(_ appointments: RouterGroup<APIContext>) {
        let store = routes.store
        appointments.get { request, context in
            let list = AppointmentList(request: try request.list(), person: try context.person)
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        appointments.get(":id") { request, context in
            let query = AppointmentByID(id: try context.id(entity: "appointment"), person: try context.person)
            let appointment = try await store.read { try query.fetch($0) }
            return try Response.json(appointment, version: appointment.version)
        }
    }

    private func addEntering(_ appointments: RouterGroup<APIContext>) {
        let commands = routes.commands
        appointments.post { request, context in
            try await commands.post(request, context, Create.self, location: Self.location) {
                transaction, input, person in
                try input.command(person).execute(in: transaction)
            }
        }
        appointments.put(":id") { request, context in
            let id = try context.id(entity: "appointment")
            return try await commands.change(request, context, Update.self) { transaction, input, person, expected in
                try UpdateAppointment(
                    id: id, details: input.details(), force: input.force ?? false, person: person, expected: expected
                ).execute(in: transaction)
            }
        }
    }

    /// Each is a POST below the appointment, answered with its new version.
    private func addSteps(_ appointments: RouterGroup<APIContext>) {
        step(appointments, "reschedule", Reschedule.self) { id, input, person, transaction in
            try RescheduleAppointment(
                id: id, span: TimeSpan(startsAt: input.startsAt, endsAt: input.endsAt),
                recurrenceId: input.recurrenceId, force: input.force ?? false, person: person
            ).execute(in: transaction)
        }
        step(appointments, "cancel", Cancel.self) { id, input, person, transaction in
            if let recurrenceId = input.recurrenceId {
                return try CancelOccurrence(
                    id: id, recurrenceId: recurrenceId, following: input.following ?? false, reason: input.reason,
                    person: person
                ).execute(in: transaction)
            }
            return try CancelAppointment(id: id, reason: input.reason, person: person).execute(in: transaction)
        }
        step(appointments, "outcome", DiaryRoutes.Entry.self) { id, input, person, transaction in
            try person.require(.appointments, .edit)
            let (note, followUp) = (try DiaryNote(input.note), try input.command(person))
            if let recurrenceId = input.recurrenceId {
                return try RecordOccurrence(
                    id: id, recurrenceId: recurrenceId, note: note, followUp: followUp, person: person
                ).execute(in: transaction)
            }
            return try RecordOutcome(id: id, note: note, followUp: followUp, person: person).execute(in: transaction)
        }
    }

    private func step<Input: Decodable & Sendable>(
        _ appointments: RouterGroup<APIContext>, _ name: String, _ input: Input.Type,
        _ command: @escaping @Sendable (EntityID, Input, Person, Transaction) throws -> RecordVersion
    ) {
        let commands = routes.commands
        appointments.post(":id/\(name)") { request, context in
            let id = try context.id(entity: "appointment")
            return try await commands.post(request, context, Input.self, status: .ok, location: Self.location) {
                try command(id, $1, $2, $0)
            }
        }
    }

    /// Of one that recurs: its occurrences, one of them otherwise, or the series.
    private func addSeries(_ appointments: RouterGroup<APIContext>) {
        let (store, commands, now) = (routes.store, routes.commands, now)
        appointments.get(":id/occurrences") { request, context in
            let person = try context.person
            try person.require(.appointments, .view)
            let query = OccurrenceList(
                id: try context.id(entity: "appointment"),
                days: try request.days(most: OccurrenceList.mostDays, from: now()), person: person)
            return try Response.json(try await store.read { try query.fetch($0) })
        }
        appointments.put(":id/occurrence") { request, context in
            let id = try context.id(entity: "appointment")
            return try await commands.change(request, context, OccurrenceUpdate.self) {
                transaction, input, person, expected in
                try ChangeOccurrence(
                    id: id, recurrenceId: input.recurrenceId, details: input.details.details(),
                    span: input.span, force: input.details.force ?? false, person: person, expected: expected
                ).execute(in: transaction)
            }
        }
        appointments.put(":id/series") { request, context in
            let id = try context.id(entity: "appointment")
            return try await commands.change(request, context, SeriesUpdate.self) {
                transaction, input, person, expected in
                try ChangeSeries(
                    id: id, from: input.from, details: input.details.details(), span: input.span,
                    recurrence: input.recurrence, force: input.details.force ?? false, person: person,
                    expected: expected
                ).execute(in: transaction)
            }
        }
    }

    // MARK: Bodies

    struct Create: Decodable, Sendable {
        var title: String
        var customerId: EntityID?
        var contactId: EntityID?
        var opportunityId: EntityID?
        /// The person who asks where nobody is named.
        var employeeIds: [EntityID]?
        var startsAt: Instant
        var endsAt: Instant
        var place: String?
        var projectId: EntityID?
        var roomId: EntityID?
        var branchId: EntityID?
        var responsibleId: EntityID?
        var secondResponsibleId: EntityID?
        /// Takes nobody's time.
        var isFree: Bool?
        var force: Bool?
        var recurrence: SeriesInput?

        func command(_ person: Person) throws(AppointmentError) -> CreateAppointment {
            let details = try AppointmentDetails(
                title: title, customerId: customerId, contactId: contactId, opportunityId: opportunityId,
                employeeIds: employeeIds ?? [person.employee].compactMap(\.self), place: place, projectId: projectId,
                roomId: roomId, isFree: isFree)
            return CreateAppointment(
                details: details, span: TimeSpan(startsAt: startsAt, endsAt: endsAt), recurrence: recurrence,
                branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId,
                force: force ?? false,
                person: person)
        }
    }

    struct Update: Decodable, Sendable {
        var title: String
        var customerId: EntityID?
        var contactId: EntityID?
        var opportunityId: EntityID?
        var employeeIds: [EntityID]
        var place: String?
        var projectId: EntityID?
        var roomId: EntityID?
        /// As it is where nothing is said.
        var isFree: Bool?
        var force: Bool?

        func details() throws(AppointmentError) -> AppointmentDetails {
            try AppointmentDetails(
                title: title, customerId: customerId, contactId: contactId, opportunityId: opportunityId,
                employeeIds: employeeIds, place: place, projectId: projectId, roomId: roomId, isFree: isFree)
        }
    }

    struct Reschedule: Decodable, Sendable {
        var startsAt: Instant
        var endsAt: Instant
        /// Of a series the occurrence that is moved.
        var recurrenceId: Instant?
        var force: Bool?
    }

    struct Cancel: Decodable, Sendable {
        var reason: String?
        /// Of a series the occurrence that is called off, alone or with all that follow.
        var recurrenceId: Instant?
        var following: Bool?
    }

    /// The details of an `Update` with times.
    struct OccurrenceUpdate: Decodable, Sendable {
        var recurrenceId: Instant
        var startsAt: Instant
        var endsAt: Instant
        var details: Update

        private enum Keys: String, CodingKey { case recurrenceId, startsAt, endsAt }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Keys.self)
            recurrenceId = try container.decode(Instant.self, forKey: .recurrenceId)
            startsAt = try container.decode(Instant.self, forKey: .startsAt)
            endsAt = try container.decode(Instant.self, forKey: .endsAt)
            details = try Update(from: decoder)
        }

        var span: TimeSpan { TimeSpan(startsAt: startsAt, endsAt: endsAt) }
    }

    /// The same of a series, or of what of it comes from an occurrence on.
    struct SeriesUpdate: Decodable, Sendable {
        var from: Instant?
        var startsAt: Instant
        var endsAt: Instant
        var recurrence: SeriesInput?
        var details: Update

        private enum Keys: String, CodingKey { case from, startsAt, endsAt, recurrence }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Keys.self)
            from = try container.decodeIfPresent(Instant.self, forKey: .from)
            startsAt = try container.decode(Instant.self, forKey: .startsAt)
            endsAt = try container.decode(Instant.self, forKey: .endsAt)
            recurrence = try container.decodeIfPresent(SeriesInput.self, forKey: .recurrence)
            details = try Update(from: decoder)
        }

        var span: TimeSpan { TimeSpan(startsAt: startsAt, endsAt: endsAt) }
    }
}

extension AppointmentView: Encodable {
    private enum Keys: String, CodingKey {
        case version, isForced, isFree, cancelReason, customerName, contactName, opportunityName
        case employeeNames, roomName
    }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(version, forKey: .version)
        try container.encode(isForced, forKey: .isForced)
        try container.encode(isFree, forKey: .isFree)
        try container.encodeIfPresent(cancelReason, forKey: .cancelReason)
        try container.encodeIfPresent(customerName, forKey: .customerName)
        try container.encodeIfPresent(contactName, forKey: .contactName)
        try container.encodeIfPresent(opportunityName, forKey: .opportunityName)
        try container.encode(employeeNames, forKey: .employeeNames)
        try container.encodeIfPresent(roomName, forKey: .roomName)
    }
}
