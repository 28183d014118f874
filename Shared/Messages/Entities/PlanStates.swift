import Foundation
import Money

/// What money is planned and spent for (SCH-7): one entry of the firm's catalogue. Costs name it by its code.
public struct BudgetItemState: EntityState {
    public static let owner = ServiceName.scheduling
    public static let entity = "budget-item"
    public static let events: [EventName] = [.created, .updated]

    public var id: EntityID
    /// It never changes.
    public var code: String
    public var name: String
    /// Nothing new is planned for one that is not.
    public var isActive: Bool

    public init(id: EntityID, code: String, name: String, isActive: Bool = true) {
        self.id = id
        self.code = code
        self.name = name
        self.isActive = isActive
    }
}

public enum PlanStatus: String, Codable, Sendable, Hashable, CaseIterable {
    case draft, submitted, approved
    case sentBack = "sent-back"
    /// It was approved, and is being changed: what was approved stays readable, nothing new of it is scheduled.
    case adjusting
}

/// What of a plan was approved last.
public struct PlanApproval: Codable, Sendable, Hashable {
    /// 1 for the first approval.
    public var number: Int
    /// Of the plan with its activities and their costs, as the approver read them.
    public var contentHash: String
    public var approvedAt: Instant
    /// Without those that were cut.
    public var activities: Int
    /// One for each budget item and currency.
    public var sums: [PlannedCost]

    public init(number: Int, contentHash: String, approvedAt: Instant, activities: Int, sums: [PlannedCost]) {
        self.number = number
        self.contentHash = contentHash
        self.approvedAt = approvedAt
        self.activities = activities
        self.sums = sums
    }
}

/// A plan as it was last laid before those who may approve it, and what they decided.
public struct PlanSubmission: Codable, Sendable, Hashable {
    /// 1 for the first time that it was submitted.
    public var number: Int
    public var submittedAt: Instant
    /// The employee; nothing for an account without one.
    public var submittedById: EntityID?
    /// What was said with it.
    public var note: String?
    /// When it was approved or sent back; nothing while it waits.
    public var decidedAt: Instant?
    public var decidedById: EntityID?
    /// What was said with the approval; why it was sent back.
    public var decision: String?

    public init(
        number: Int, submittedAt: Instant, submittedById: EntityID? = nil, note: String? = nil,
        decidedAt: Instant? = nil, decidedById: EntityID? = nil, decision: String? = nil
    ) {
        self.number = number
        self.submittedAt = submittedAt
        self.submittedById = submittedById
        self.note = note
        self.decidedAt = decidedAt
        self.decidedById = decidedById
        self.decision = decision
    }
}

/// A plan of activities with their budget for a period (SCH-7).
public struct PlanState: EntityState {
    public static let owner = ServiceName.scheduling
    public static let entity = "plan"
    public static let events: [EventName] = [
        .created, .updated, .deleted, "submitted", "approved", "sent-back", "adjustment-begun",
    ]
    /// 1: `submission`.
    public static let minor = 1

    public var id: EntityID
    public var name: String
    public var description: String?
    /// Both days belong to it.
    public var periodFrom: Day
    public var periodTo: Day
    public var status: PlanStatus
    /// Why it was sent back last.
    public var remarks: String?
    public var approval: PlanApproval?
    public var ownership: Ownership
    /// Nothing for one that was never submitted.
    public var submission: PlanSubmission?

    public init(
        id: EntityID, name: String, description: String? = nil, periodFrom: Day, periodTo: Day,
        status: PlanStatus = .draft, remarks: String? = nil, approval: PlanApproval? = nil, ownership: Ownership,
        submission: PlanSubmission? = nil
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.periodFrom = periodFrom
        self.periodTo = periodTo
        self.status = status
        self.remarks = remarks
        self.approval = approval
        self.ownership = ownership
        self.submission = submission
    }
}
