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

    public init(
        id: EntityID, code: String, name: String, title: String? = nil, department: String? = nil, phones: [Phone] = [],
        email: String? = nil, managerId: EntityID? = nil, branchId: EntityID? = nil, teams: [String] = [],
        isActive: Bool = true, external: ExternalReference? = nil
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
    }
}

public enum AppointmentStatus: String, Codable, Sendable, Hashable, CaseIterable { case scheduled, done, cancelled }

/// SCH-6.
public enum Outcome: String, Codable, Sendable, Hashable, CaseIterable {
    case choseAnotherSupplier = "chose-another-supplier"
    case promising, ordered, failed, other
}

/// An appointment (SCH-4) and, once it has taken place, what came of it (SCH-6).
public struct AppointmentState: EntityState {
    public static let owner = ServiceName.scheduling
    public static let entity = "appointment"
    public static let events: [EventName] = [
        "scheduled", "updated", "rescheduled", "cancelled", "outcome-recorded",
        "diary-corrected",
    ]
    public static let minor = 1

    public var id: EntityID
    public var title: String
    public var customerId: EntityID?
    public var contactId: EntityID?
    public var opportunityId: EntityID?
    public var employeeIds: [EntityID]
    public var startsAt: Instant
    public var endsAt: Instant
    public var place: String?
    public var status: AppointmentStatus
    public var outcome: Outcome?
    public var outcomeNotes: String?
    public var ownership: Ownership
    /// What really happened, once that was written down.
    public var diary: DiaryEntry?

    public init(
        id: EntityID, title: String, customerId: EntityID? = nil, contactId: EntityID? = nil,
        opportunityId: EntityID? = nil, employeeIds: [EntityID], startsAt: Instant, endsAt: Instant,
        place: String? = nil, status: AppointmentStatus = .scheduled, outcome: Outcome? = nil,
        outcomeNotes: String? = nil, ownership: Ownership, diary: DiaryEntry? = nil
    ) {
        self.id = id
        self.title = title
        self.customerId = customerId
        self.contactId = contactId
        self.opportunityId = opportunityId
        self.employeeIds = employeeIds
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.place = place
        self.status = status
        self.outcome = outcome
        self.outcomeNotes = outcomeNotes
        self.ownership = ownership
        self.diary = diary
    }
}
