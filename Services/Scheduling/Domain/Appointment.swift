import Foundation
import Messages

/// An appointment (SCH-4) and, once it has taken place, what came of it (SCH-6).
struct Appointment: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var title: String
    var customerId: EntityID?
    var contactId: EntityID?
    var opportunityId: EntityID?
    var employeeIds: [EntityID]
    private(set) var startsAt: Instant
    private(set) var endsAt: Instant
    var place: String?
    private(set) var status = AppointmentStatus.scheduled
    private(set) var outcome: Outcome?
    private(set) var outcomeNotes: String?
    private(set) var outcomeAt: Instant?
    private(set) var cancelReason: String?
    /// Someone with the right to do so put it over another one.
    var isForced = false
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?

    /// Longer ones are not appointments; it also bounds how far back an overlap must be looked for.
    static let longest = Duration.seconds(14 * 86_400)
    static let shortest = Duration.seconds(60)

    init(id: EntityID, details: AppointmentDetails, span: TimeSpan, ownership: Ownership) throws(AppointmentError) {
        try Self.check(span)
        (self.id, startsAt, endsAt) = (id, span.startsAt, span.endsAt)
        (title, employeeIds) = (details.title, details.employeeIds)
        (branchId, responsibleId, secondResponsibleId) = (
            ownership.branchId, ownership.responsibleId, ownership.secondResponsibleId
        )
        take(details)
    }

    var span: TimeSpan { TimeSpan(startsAt: startsAt, endsAt: endsAt) }
    var ownership: Ownership {
        Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
    }

    mutating func change(to details: AppointmentDetails) throws(AppointmentError) {
        try requireScheduled()
        take(details)
    }

    mutating func reschedule(to span: TimeSpan) throws(AppointmentError) {
        try requireScheduled()
        try Self.check(span)
        (startsAt, endsAt) = (span.startsAt, span.endsAt)
    }

    mutating func cancel(reason: String?) throws(AppointmentError) {
        try requireScheduled()
        cancelReason = try Self.text(reason, "reason", most: 1000)
        status = .cancelled
    }

    /// Once, and not before it has begun.
    mutating func record(_ outcome: Outcome, notes: String?, at now: Instant) throws(AppointmentError) {
        if status == .done { throw .outcomeKnown }
        try requireScheduled()
        guard now >= startsAt else { throw .notBegun(startsAt: startsAt) }
        outcomeNotes = try Self.text(notes, "notes", most: 4000)
        (self.outcome, outcomeAt, status) = (outcome, now, .done)
    }

    private mutating func take(_ details: AppointmentDetails) {
        (title, employeeIds, place) = (details.title, details.employeeIds, details.place)
        (customerId, contactId, opportunityId) = (details.customerId, details.contactId, details.opportunityId)
    }

    func requireScheduled() throws(AppointmentError) {
        switch status {
        case .scheduled: return
        case .done: throw .alreadyDone
        case .cancelled: throw .alreadyCancelled
        }
    }

    private static func check(_ span: TimeSpan) throws(AppointmentError) {
        guard span.duration >= shortest, span.duration <= longest else { throw .timesInvalid }
    }

    private static func text(_ text: String?, _ field: String, most: Int) throws(AppointmentError) -> String? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        guard text.count <= most else { throw .textInvalid(field: field, most: most) }
        return text
    }
}
