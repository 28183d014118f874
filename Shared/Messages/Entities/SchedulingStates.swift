import Foundation

/// A branch (đơn vị): a province centre or office.
public struct BranchState: EntityState {
    public static let owner = ServiceName.scheduling
    public static let entity = "branch"
    public static let events: [EventName] = [.created, .updated]

    public var id: EntityID
    public var code: String
    public var name: String
    /// The head office sees all branches.
    public var isHeadOffice: Bool

    public init(id: EntityID, code: String, name: String, isHeadOffice: Bool = false) {
        self.id = id
        self.code = code
        self.name = name
        self.isHeadOffice = isHeadOffice
    }
}

/// A team (nhóm): employees who see each other's records under the scope `team`, and whoever leads them.
public struct TeamState: EntityState {
    public static let owner = ServiceName.scheduling
    public static let entity = "team"
    public static let events: [EventName] = [.created, .updated, .deleted]

    public var id: EntityID
    /// What employees name it by; it never changes.
    public var code: String
    public var name: String
    public var branchId: EntityID?
    /// The employee who leads it: reaches its members' records, whether one of them or not.
    public var leaderId: EntityID?

    public init(id: EntityID, code: String, name: String, branchId: EntityID? = nil, leaderId: EntityID? = nil) {
        self.id = id
        self.code = code
        self.name = name
        self.branchId = branchId
        self.leaderId = leaderId
    }
}

/// An employee (SCH-1), with the teams they belong to: what row scopes are made of.
public struct EmployeeState: EntityState {
    public static let owner = ServiceName.scheduling
    public static let entity = "employee"
    public static let events: [EventName] = [.created, .updated, "recorded", "left", "returned"]
    /// 1: `skills`. 2: `openWork`. 3: `customFields`.
    public static let minor = 3

    public var id: EntityID
    public var code: String
    public var name: String
    public var title: String?
    public var department: String?
    public var phones: [Phone]
    public var email: String?
    public var managerId: EntityID?
    public var branchId: EntityID?
    /// The codes of teams.
    public var teams: [String]
    public var isActive: Bool
    public var external: ExternalReference?
    /// Absent where none are known.
    public var skills: [EmployeeSkill]?
    /// What they still had to do when they left; absent while they are here, and where there was nothing.
    public var openWork: OpenWorkCount?
    /// What the firm's own fields hold; absent where there is nothing.
    public var customFields: [CustomFieldValue]?

    public init(
        id: EntityID, code: String, name: String, title: String? = nil, department: String? = nil, phones: [Phone] = [],
        email: String? = nil, managerId: EntityID? = nil, branchId: EntityID? = nil, teams: [String] = [],
        isActive: Bool = true, external: ExternalReference? = nil, skills: [EmployeeSkill]? = nil,
        openWork: OpenWorkCount? = nil, customFields: [CustomFieldValue]? = nil
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.title = title
        self.department = department
        self.phones = phones
        self.email = email
        self.managerId = managerId
        self.branchId = branchId
        self.teams = teams
        self.isActive = isActive
        self.external = external
        self.skills = skills
        self.openWork = openWork
        self.customFields = customFields
    }
}

/// How much somebody has to do: activities that are open, appointments to come, projects that are not over.
public struct OpenWorkCount: Codable, Sendable, Hashable {
    public var activities: Int
    public var appointments: Int
    public var projects: Int
    /// When they left.
    public var countedAt: Instant

    public init(activities: Int, appointments: Int, projects: Int, countedAt: Instant) {
        self.activities = activities
        self.appointments = appointments
        self.projects = projects
        self.countedAt = countedAt
    }
}

/// What an employee can do for customers (SCH-1): set things up, or advise on them.
public struct EmployeeSkill: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable, Hashable, CaseIterable { case technical, advisory }

    public var kind: Kind
    /// The group of products that it is about.
    public var productGroup: String

    public init(kind: Kind, productGroup: String) {
        self.kind = kind
        self.productGroup = productGroup
    }
}

public enum AppointmentStatus: String, Codable, Sendable, Hashable, CaseIterable { case scheduled, done, cancelled }

/// SCH-6.
public enum Outcome: String, Codable, Sendable, Hashable, CaseIterable {
    case choseAnotherSupplier = "chose-another-supplier"
    case promising, ordered, failed, other
}

/// How an appointment comes again (RFC 5545 §3.8.5). Its `startsAt` and `endsAt` are those of the first occurrence.
public struct AppointmentRecurrence: Codable, Sendable, Hashable {
    /// An `RRULE`, by the clock of `zone`.
    public var rule: String
    public var zone: String
    /// Occurrences start before this; one without an end is booked further as time goes on.
    public var bookedUntil: Instant
    /// The starts that the rule gives from this version on and that do not take place: cancelled, or an appointment of
    /// their own with this one's id as `seriesId`. The first hundred.
    public var exceptions: [Instant]
    /// The starts of the next occurrences as of this version; another event tells of more before they have passed.
    public var coming: [Instant]

    public init(rule: String, zone: String, bookedUntil: Instant, exceptions: [Instant], coming: [Instant]) {
        self.rule = rule
        self.zone = zone
        self.bookedUntil = bookedUntil
        self.exceptions = exceptions
        self.coming = coming
    }
}

/// An appointment (SCH-4) and, once it has taken place, what came of it (SCH-6).
public struct AppointmentState: EntityState {
    public static let owner = ServiceName.scheduling
    public static let entity = "appointment"
    public static let minor = 1
    public static let events: [EventName] = [
        "scheduled", "updated", "rescheduled", "cancelled", "outcome-recorded", "diary-corrected",
    ]

    public var id: EntityID
    public var title: String
    public var customerId: EntityID?
    public var contactId: EntityID?
    public var opportunityId: EntityID?
    public var projectId: EntityID?
    public var employeeIds: [EntityID]
    public var startsAt: Instant
    public var endsAt: Instant
    public var roomId: EntityID?
    public var place: String?
    public var status: AppointmentStatus
    public var outcome: Outcome?
    public var outcomeNotes: String?
    public var recurrence: AppointmentRecurrence?
    /// Of an occurrence that has an appointment of its own: its series, and when it would begin there.
    public var seriesId: EntityID?
    public var recurrenceId: Instant?
    public var ownership: Ownership
    /// What really happened, once that was written down.
    public var diary: DiaryEntry?

    public init(
        id: EntityID, title: String, customerId: EntityID? = nil, contactId: EntityID? = nil,
        opportunityId: EntityID? = nil, projectId: EntityID? = nil, employeeIds: [EntityID], startsAt: Instant,
        endsAt: Instant, roomId: EntityID? = nil, place: String? = nil, status: AppointmentStatus = .scheduled,
        outcome: Outcome? = nil, outcomeNotes: String? = nil, recurrence: AppointmentRecurrence? = nil,
        seriesId: EntityID? = nil, recurrenceId: Instant? = nil, ownership: Ownership, diary: DiaryEntry? = nil
    ) {
        self.id = id
        self.title = title
        self.customerId = customerId
        self.contactId = contactId
        self.opportunityId = opportunityId
        self.projectId = projectId
        self.employeeIds = employeeIds
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.roomId = roomId
        self.place = place
        self.status = status
        self.outcome = outcome
        self.outcomeNotes = outcomeNotes
        self.recurrence = recurrence
        self.seriesId = seriesId
        self.recurrenceId = recurrenceId
        self.ownership = ownership
        self.diary = diary
    }
}
