import Foundation

public enum ProjectStatus: String, Codable, Sendable, Hashable, CaseIterable {
    case planned
    case inProgress = "in-progress"
    case onHold = "on-hold"
    case closed, cancelled
}

/// Who takes part in a project, and as what: an employee, or a contact of a customer or partner.
public struct ProjectMember: Codable, Sendable, Hashable {
    public var employeeId: EntityID?
    public var contactId: EntityID?
    /// In the firm's own words.
    public var role: String

    public init(employeeId: EntityID? = nil, contactId: EntityID? = nil, role: String) {
        self.employeeId = employeeId
        self.contactId = contactId
        self.role = role
    }
}

/// A project (SCH-10): what activities, appointments and contracts are gathered under.
public struct ProjectState: EntityState {
    public static let owner = ServiceName.scheduling
    public static let entity = "project"
    public static let events: [EventName] = [.created, .updated, "status-changed"]

    public var id: EntityID
    public var code: String
    public var name: String
    public var description: String?
    public var startsOn: Day
    public var endsOn: Day?
    /// The project that this is a part of.
    public var parentId: EntityID?
    public var customerId: EntityID?
    public var members: [ProjectMember]
    public var contractIds: [EntityID]
    public var status: ProjectStatus
    /// The day that the last step of its life counts for, and what was said of it.
    public var statusOn: Day?
    public var statusNote: String?
    public var ownership: Ownership

    public init(
        id: EntityID, code: String, name: String, description: String? = nil, startsOn: Day, endsOn: Day? = nil,
        parentId: EntityID? = nil, customerId: EntityID? = nil, members: [ProjectMember] = [],
        contractIds: [EntityID] = [], status: ProjectStatus = .planned, statusOn: Day? = nil,
        statusNote: String? = nil, ownership: Ownership
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.description = description
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.parentId = parentId
        self.customerId = customerId
        self.members = members
        self.contractIds = contractIds
        self.status = status
        self.statusOn = statusOn
        self.statusNote = statusNote
        self.ownership = ownership
    }
}
