import Foundation

/// What one who is invited has said (SCH-4): the names of iCalendar's PARTSTAT (RFC 5545 §3.2.12) in lower case.
public enum Participation: String, Codable, Sendable, Hashable, CaseIterable {
    case needsAction = "needs-action"
    case accepted, declined
    /// Perhaps; mostly with another time that is proposed.
    case tentative
    /// Somebody else comes instead.
    case delegated
}

/// That an employee is invited to an appointment, and the answer (SCH-4). Deleted where they are no longer wanted.
public struct InvitationState: EntityState {
    public static let owner = ServiceName.scheduling
    public static let entity = "invitation"
    public static let minor = 1
    public static let events: [EventName] = [
        "asked", "accepted", "declined", "proposed", "delegated", "proposal-refused", .updated, .deleted,
    ]

    public var id: EntityID
    public var appointmentId: EntityID
    /// Who is invited.
    public var employeeId: EntityID
    public var employeeName: String
    public var participation: Participation
    /// When the answer was last asked for: at first, after each new time, after a proposal was turned down.
    public var askedAt: Instant
    public var answeredAt: Instant?
    /// The reason of who declines, or what else they say with the answer.
    public var comment: String?
    /// The other time, as long as it is open.
    public var proposed: ActivitySession?
    /// Why the time that was proposed last was turned down.
    public var refusal: String?
    /// Who comes instead.
    public var delegatedTo: EntityID?
    /// In whose place.
    public var delegatedFrom: EntityID?
    /// Of the appointment.
    public var title: String
    public var startsAt: Instant
    public var endsAt: Instant
    public var place: String?
    public var customerId: EntityID?
    /// Who is told of answers: the appointment's first responsible.
    public var organiserId: EntityID?
    public var ownership: Ownership
    /// The appointment comes again; its times are then those of the first occurrence.
    public var recurs: Bool?
    /// Of one that recurs, when its last occurrence ends; nothing where there is no end to it.
    public var lastEndsAt: Instant?

    public init(
        id: EntityID, appointmentId: EntityID, employeeId: EntityID, employeeName: String,
        participation: Participation, askedAt: Instant, answeredAt: Instant? = nil, comment: String? = nil,
        proposed: ActivitySession? = nil, refusal: String? = nil,
        delegatedTo: EntityID? = nil, delegatedFrom: EntityID? = nil, title: String, startsAt: Instant,
        endsAt: Instant, place: String? = nil, customerId: EntityID? = nil, organiserId: EntityID? = nil,
        ownership: Ownership, recurs: Bool? = nil, lastEndsAt: Instant? = nil
    ) {
        self.id = id
        self.appointmentId = appointmentId
        self.employeeId = employeeId
        self.employeeName = employeeName
        self.participation = participation
        self.askedAt = askedAt
        self.answeredAt = answeredAt
        self.comment = comment
        self.proposed = proposed
        self.refusal = refusal
        self.delegatedTo = delegatedTo
        self.delegatedFrom = delegatedFrom
        self.title = title
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.place = place
        self.customerId = customerId
        self.organiserId = organiserId
        self.ownership = ownership
        self.recurs = recurs
        self.lastEndsAt = lastEndsAt
    }
}
