import Foundation
import Money

/// What was spent on an activity or appointment, for one budget item.
public struct ActualCost: Codable, Sendable, Hashable {
    public var item: String
    public var amount: Amount

    public init(item: String, amount: Amount) {
        self.item = item
        self.amount = amount
    }
}

/// What really happened with an activity or appointment (SCH-6).
public struct DiaryEntry: Codable, Sendable, Hashable {
    public var startedAt: Instant
    public var endedAt: Instant
    /// Employees who came, also such as were not expected.
    public var attendedIds: [EntityID]
    /// Employees who were expected and did not come.
    public var absentIds: [EntityID]
    /// Nothing where nobody of the customer's was expected or it is not known.
    public var customerCame: Bool?
    public var outcome: Outcome
    public var notes: String?
    public var actualCosts: [ActualCost]
    /// The activity or appointment that follows from it.
    public var followUp: Subject?
    /// 1 as it was entered first, then one more with each correction.
    public var revision: Int

    public init(
        startedAt: Instant, endedAt: Instant, attendedIds: [EntityID], absentIds: [EntityID],
        customerCame: Bool? = nil, outcome: Outcome, notes: String? = nil, actualCosts: [ActualCost] = [],
        followUp: Subject? = nil, revision: Int = 1
    ) {
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.attendedIds = attendedIds
        self.absentIds = absentIds
        self.customerCame = customerCame
        self.outcome = outcome
        self.notes = notes
        self.actualCosts = actualCosts
        self.followUp = followUp
        self.revision = revision
    }
}
