import Foundation
import Money

public enum CaseKind: String, Codable, Sendable, Hashable, CaseIterable {
    case question, request, fault, complaint
}

/// CUS-11. One that is reopened is *new* again.
public enum CaseStatus: String, Codable, Sendable, Hashable, CaseIterable {
    case new, assigned
    case inProgress = "in-progress"
    case waitingForCustomer = "waiting-for-customer"
    case resolved, closed
}

/// A case (phản hồi), CUS-11: what a customer asks, wants done, found broken or complains of.
public struct CaseState: EntityState {
    public static let owner = ServiceName.customers
    public static let entity = "case"
    public static let events: [EventName] = [.created, .updated, .deleted, "assigned", "status-changed"]

    public var id: EntityID
    public var number: String
    public var kind: CaseKind
    public var customerId: EntityID
    public var contactId: EntityID?
    public var productId: EntityID?
    public var serialNumber: String?
    public var channel: String
    /// As those of activities.
    public var priority: ActivityPriority
    public var title: String
    public var description: String?
    public var status: CaseStatus
    /// How often it was opened again.
    public var reopenings: Int
    /// The employee who works on it; nobody while it waits in a queue.
    public var assignedToId: EntityID?
    /// The team in whose queue it waits, or came from.
    public var teamId: EntityID?
    public var openedAt: Instant
    public var firstAnswerDueAt: Instant
    public var solutionDueAt: Instant
    public var firstAnsweredAt: Instant?
    /// While it is resolved or closed.
    public var resolvedAt: Instant?
    public var closedAt: Instant?
    /// How it was solved.
    public var resolution: String?
    /// The contract whose allowance covers it (CON-8).
    public var serviceContractId: EntityID?
    /// All hours of work on it.
    public var hoursSpent: Quantity?
    /// As it was judged when the case was entered or last edited.
    public var isUnderWarranty: Bool?
    public var ownership: Ownership

    public init(
        id: EntityID, number: String, kind: CaseKind, customerId: EntityID, contactId: EntityID? = nil,
        productId: EntityID? = nil, serialNumber: String? = nil, channel: String, priority: ActivityPriority,
        title: String, description: String? = nil, status: CaseStatus, reopenings: Int = 0,
        assignedToId: EntityID? = nil, teamId: EntityID? = nil, openedAt: Instant, firstAnswerDueAt: Instant,
        solutionDueAt: Instant, firstAnsweredAt: Instant? = nil, resolvedAt: Instant? = nil, closedAt: Instant? = nil,
        resolution: String? = nil, serviceContractId: EntityID? = nil, hoursSpent: Quantity? = nil,
        isUnderWarranty: Bool? = nil, ownership: Ownership
    ) {
        self.id = id
        self.number = number
        self.kind = kind
        self.customerId = customerId
        self.contactId = contactId
        self.productId = productId
        self.serialNumber = serialNumber
        self.channel = channel
        self.priority = priority
        self.title = title
        self.description = description
        self.status = status
        self.reopenings = reopenings
        self.assignedToId = assignedToId
        self.teamId = teamId
        self.openedAt = openedAt
        self.firstAnswerDueAt = firstAnswerDueAt
        self.solutionDueAt = solutionDueAt
        self.firstAnsweredAt = firstAnsweredAt
        self.resolvedAt = resolvedAt
        self.closedAt = closedAt
        self.resolution = resolution
        self.serviceContractId = serviceContractId
        self.hoursSpent = hoursSpent
        self.isUnderWarranty = isUnderWarranty
        self.ownership = ownership
    }
}
