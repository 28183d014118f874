import Foundation
import Money

public enum ActivityKind: String, Codable, Sendable, Hashable, CaseIterable {
    case call, email, letter, fax, meeting, visit, hospitality, gift, fair, survey, maintenance, other
}

/// What an activity is for: market research, customers to be won or kept, a relationship.
public enum ActivityPurpose: String, Codable, Sendable, Hashable, CaseIterable {
    case marketResearch = "market-research"
    case newCustomers = "new-customers"
    case existingCustomers = "existing-customers"
    case relationship, other
}

public enum ActivityOrigin: String, Codable, Sendable, Hashable, CaseIterable {
    case plan, request, incident
}

/// Highest first: the order in which activities are scheduled.
public enum ActivityPriority: String, Codable, Sendable, Hashable, CaseIterable {
    case veryHigh = "very-high"
    case high, medium, low
    case veryLow = "very-low"
}

public enum ActivityStatus: String, Codable, Sendable, Hashable, CaseIterable {
    case new, scheduled
    /// The scheduler found no time for it.
    case unscheduled
    case done, cancelled
}

/// One of the times of an activity.
public struct ActivitySession: Codable, Sendable, Hashable {
    public var startsAt: Instant
    public var endsAt: Instant

    public init(startsAt: Instant, endsAt: Instant) {
        self.startsAt = startsAt
        self.endsAt = endsAt
    }
}

/// What an activity may cost, for one budget item.
public struct PlannedCost: Codable, Sendable, Hashable {
    public var item: String
    public var amount: Amount

    public init(item: String, amount: Amount) {
        self.item = item
        self.amount = amount
    }
}

/// How the session of an activity comes again (RFC 5545 §3.8.5).
public struct ActivityRecurrence: Codable, Sendable, Hashable {
    /// An `RRULE`, by the clock of Viet Nam.
    public var rule: String

    public init(rule: String) { self.rule = rule }
}

/// An activity (SCH-3): work with or for a customer, with planned sessions or none. While it is scheduled each session is
/// an appointment.
public struct ActivityState: EntityState {
    public static let owner = ServiceName.scheduling
    public static let entity = "activity"
    public static let events: [EventName] = [
        .created, .updated, "scheduled", "unscheduled", "reopened", "done", "cancelled",
        "queued", "taken",
        "planned", "cut", "restored", "diary-recorded", "diary-corrected",
    ]
    /// 2: `caseId`.
    public static let minor = 2

    public var id: EntityID
    public var title: String
    public var description: String?
    public var kind: ActivityKind
    public var purpose: ActivityPurpose
    public var origin: ActivityOrigin
    public var customerId: EntityID?
    public var contactId: EntityID?
    public var opportunityId: EntityID?
    public var contractId: EntityID?
    public var projectId: EntityID?
    public var employeeIds: [EntityID]
    /// Planned, or once it is scheduled as they will be.
    public var sessions: [ActivitySession]
    /// The day of one without sessions.
    public var plannedOn: Day?
    /// How its one session comes again: its appointment is a series.
    public var recurrence: ActivityRecurrence?
    public var deadline: Instant?
    public var priority: ActivityPriority
    public var travelMinutes: Int
    public var place: String?
    public var plannedCosts: [PlannedCost]
    public var status: ActivityStatus
    /// One for each session, while it is scheduled or done.
    public var appointmentIds: [EntityID]
    public var ownership: Ownership
    /// The team whose queue it waits in while nobody has it, or came from (SCH-9).
    public var teamId: EntityID?
    public var queuedAt: Instant?
    public var takenAt: Instant?
    /// In their order; nothing where there is no checklist.
    public var checklist: [ChecklistItem]?
    /// Of a call that was tried.
    public var call: MadeCall?
    /// `true`: a step that waits for an earlier one of its chain.
    public var isHeld: Bool?
    public var campaignId: EntityID?
    /// The plan that it belongs to.
    public var planId: EntityID?
    /// It was cut from its plan, which keeps it with this mark.
    public var isCut: Bool?
    /// What really happened, once that was written down.
    public var diary: DiaryEntry?
    /// The case (phản hồi) that it is done for.
    public var caseId: EntityID?

    public init(
        id: EntityID, title: String, description: String? = nil, kind: ActivityKind, purpose: ActivityPurpose,
        origin: ActivityOrigin, customerId: EntityID? = nil, contactId: EntityID? = nil,
        opportunityId: EntityID? = nil, contractId: EntityID? = nil, projectId: EntityID? = nil,
        employeeIds: [EntityID], sessions: [ActivitySession], plannedOn: Day? = nil,
        recurrence: ActivityRecurrence? = nil, deadline: Instant? = nil, priority: ActivityPriority,
        travelMinutes: Int, place: String? = nil, plannedCosts: [PlannedCost], status: ActivityStatus,
        appointmentIds: [EntityID], ownership: Ownership, campaignId: EntityID? = nil,
        planId: EntityID? = nil, isCut: Bool? = nil, diary: DiaryEntry? = nil,
        caseId: EntityID? = nil
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.kind = kind
        self.purpose = purpose
        self.origin = origin
        self.customerId = customerId
        self.contactId = contactId
        self.opportunityId = opportunityId
        self.contractId = contractId
        self.projectId = projectId
        self.employeeIds = employeeIds
        self.sessions = sessions
        self.plannedOn = plannedOn
        self.recurrence = recurrence
        self.deadline = deadline
        self.priority = priority
        self.travelMinutes = travelMinutes
        self.place = place
        self.plannedCosts = plannedCosts
        self.status = status
        self.appointmentIds = appointmentIds
        self.ownership = ownership
        self.campaignId = campaignId
        self.planId = planId
        self.isCut = isCut
        self.diary = diary
        self.caseId = caseId
    }
}
