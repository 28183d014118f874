import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Appointments (SCH-4) and their outcome (SCH-6).
struct AppointmentRoutes {
    let routes: ServiceRoutes
    private static let location: @Sendable (RecordVersion) -> String = { "/appointments/\($0.subject.id)" }

    func add() {
        let appointments = routes.signedIn.group("appointments")
        addReading(appointments)
        addEntering(appointments)
        addSteps(appointments)
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
                id: id, span: TimeSpan(startsAt: input.startsAt, endsAt: input.endsAt), force: input.force ?? false,
                person: person
            ).execute(in: transaction)
        }
        step(appointments, "cancel", Cancel.self) { id, input, person, transaction in
            try CancelAppointment(id: id, reason: input.reason, person: person).execute(in: transaction)
        }
        step(appointments, "outcome", DiaryRoutes.Entry.self) { id, input, person, transaction in
            try RecordOutcome(
                id: id, note: DiaryNote(input.note), followUp: input.command(person), person: person
            ).execute(in: transaction)
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
        var branchId: EntityID?
        var responsibleId: EntityID?
        var secondResponsibleId: EntityID?
        var force: Bool?

        func command(_ person: Person) throws(AppointmentError) -> CreateAppointment {
            let details = try AppointmentDetails(
                title: title, customerId: customerId, contactId: contactId, opportunityId: opportunityId,
                employeeIds: employeeIds ?? [person.employee].compactMap(\.self), place: place)
            return CreateAppointment(
                details: details, span: TimeSpan(startsAt: startsAt, endsAt: endsAt), branchId: branchId,
                responsibleId: responsibleId, secondResponsibleId: secondResponsibleId, force: force ?? false,
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
        var force: Bool?

        func details() throws(AppointmentError) -> AppointmentDetails {
            try AppointmentDetails(
                title: title, customerId: customerId, contactId: contactId, opportunityId: opportunityId,
                employeeIds: employeeIds, place: place)
        }
    }

    struct Reschedule: Decodable, Sendable {
        var startsAt: Instant
        var endsAt: Instant
        var force: Bool?
    }

    struct Cancel: Decodable, Sendable {
        var reason: String?
    }
}

extension AppointmentView: Encodable {
    private enum Keys: String, CodingKey {
        case version, isForced, cancelReason, customerName, contactName, employeeNames
    }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(version, forKey: .version)
        try container.encode(isForced, forKey: .isForced)
        try container.encodeIfPresent(cancelReason, forKey: .cancelReason)
        try container.encodeIfPresent(customerName, forKey: .customerName)
        try container.encodeIfPresent(contactName, forKey: .contactName)
        try container.encode(employeeNames, forKey: .employeeNames)
    }
}
