import Foundation
import Messages

/// That an employee is wanted at an appointment of another's, and what they say to it (SCH-4). An attendee without one was
/// never asked: the organiser, who books for themselves, and whoever is assigned by the scheduler.
struct Invitation: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var appointmentId: EntityID
    var employeeId: EntityID
    /// As it was when they were asked.
    var employeeName: String
    private(set) var participation = Participation.needsAction
    private(set) var askedAt: Instant
    private(set) var answeredAt: Instant?
    private(set) var comment: String?
    private(set) var proposedStartsAt: Instant?
    private(set) var proposedEndsAt: Instant?
    private(set) var refusal: String?
    private(set) var delegatedToId: EntityID?
    private(set) var delegatedFromId: EntityID?
    // Of the appointment, for lists and for whoever hears of it.
    private(set) var title = ""
    private(set) var startsAt: Instant
    private(set) var endsAt: Instant
    /// It comes again: the times are those of the first occurrence. The last one ends then; nothing where there is no end.
    private(set) var recurs = false
    private(set) var lastEndsAt: Instant?
    private(set) var place: String?
    private(set) var customerId: EntityID?
    private(set) var organiserId: EntityID?
    private(set) var branchId: EntityID?
    private(set) var responsibleId: EntityID?
    private(set) var secondResponsibleId: EntityID?

    /// How often a seat may be handed on.
    static let longestChain = 3

    init(id: EntityID, to appointment: Appointment, _ employee: EntityID, name: String, at now: Instant) {
        (self.id, appointmentId, employeeId, employeeName) = (id, appointment.id, employee, name)
        (askedAt, startsAt, endsAt) = (now, appointment.startsAt, appointment.endsAt)
        follow(appointment)
    }

    /// The same answer to what has left its series.
    func copied(id: EntityID, to own: Appointment) -> Invitation {
        var copy = self
        (copy.id, copy.sequence, copy.appointmentId) = (id, .first, own.id)
        copy.follow(own)
        return copy
    }

    /// Whoever has declined or sends another is not kept busy by it; whoever has not said anything yet is.
    var isAbsent: Bool { participation == .declined || participation == .delegated }

    /// The other time, as long as nobody has decided on it.
    var proposed: TimeSpan? {
        guard let proposedStartsAt, let proposedEndsAt else { return nil }
        return TimeSpan(startsAt: proposedStartsAt, endsAt: proposedEndsAt)
    }

    /// What the appointment is now.
    mutating func follow(_ appointment: Appointment) {
        (title, place, customerId) = (appointment.title, appointment.place, appointment.customerId)
        (startsAt, endsAt) = (appointment.startsAt, appointment.endsAt)
        recurs = appointment.isSeries
        // A series is booked to just after its last start.
        let ends = appointment.recurrence?.isOpen == false
        lastEndsAt = ends ? appointment.seriesEnd?.adding(.milliseconds(-1)) : nil
        organiserId = appointment.responsibleId
        (branchId, responsibleId) = (appointment.branchId, appointment.responsibleId)
        secondResponsibleId = appointment.secondResponsibleId
    }

    // MARK: Answers

    /// Whatever was said holds no more, as for a new time. Whoever sends another stays away.
    mutating func ask(at now: Instant) {
        guard participation != .delegated else { return }
        clear()
        (participation, askedAt, answeredAt) = (.needsAction, now, nil)
    }

    mutating func accept(at now: Instant) { answer(.accepted, nil, at: now) }

    mutating func decline(because reason: String, at now: Instant) throws(InvitationError) {
        guard let reason = try Self.text(reason, "reason") else { throw .textInvalid(field: "reason") }
        answer(.declined, reason, at: now)
    }

    mutating func propose(_ span: TimeSpan, _ comment: String?, at now: Instant) throws(InvitationError) {
        guard span.duration >= Appointment.shortest, span.duration <= Appointment.longest else { throw .timesInvalid }
        guard span.isInYears else { throw .yearInvalid }
        guard span.startsAt > now else { throw .proposalInThePast }
        guard span.startsAt != startsAt || span.endsAt != endsAt else { throw .proposalIsTheSame }
        answer(.tentative, try Self.text(comment, "comment"), at: now)
        (proposedStartsAt, proposedEndsAt) = (span.startsAt, span.endsAt)
    }

    mutating func delegate(to employee: EntityID, _ comment: String?, at now: Instant) throws(InvitationError) {
        answer(.delegated, try Self.text(comment, "comment"), at: now)
        delegatedToId = employee
    }

    /// Comes in the place of `employee`.
    mutating func replace(_ employee: EntityID) { delegatedFromId = employee }

    /// The time that was proposed is turned down: the answer to the old one is asked for again.
    mutating func refuseProposal(because reason: String?, at now: Instant) throws(InvitationError) {
        guard proposed != nil else { throw .nothingProposed }
        let reason = try Self.text(reason, "reason")
        ask(at: now)
        refusal = reason
    }

    private mutating func answer(_ participation: Participation, _ comment: String?, at now: Instant) {
        clear()
        (self.participation, self.comment, answeredAt) = (participation, comment, now)
    }

    private mutating func clear() {
        (comment, refusal, delegatedToId, proposedStartsAt, proposedEndsAt) = (nil, nil, nil, nil, nil)
    }

    private static func text(_ text: String?, _ field: String) throws(InvitationError) -> String? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        guard text.count <= 1000 else { throw .textInvalid(field: field) }
        return text
    }
}
