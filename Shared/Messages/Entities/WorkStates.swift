import Foundation

/// One item of an activity's checklist (SCH-3), in the order in which it stands there.
public struct ChecklistItem: Codable, Sendable, Hashable {
    public var id: EntityID
    public var text: String
    /// The activity cannot be done before it.
    public var isObligatory: Bool
    /// When it was ticked; nothing while it is open.
    public var doneAt: Instant?
    /// The employee who ticked it; nothing for an account that belongs to none.
    public var doneBy: EntityID?

    public init(id: EntityID, text: String, isObligatory: Bool, doneAt: Instant? = nil, doneBy: EntityID? = nil) {
        self.id = id
        self.text = text
        self.isObligatory = isObligatory
        self.doneAt = doneAt
        self.doneBy = doneBy
    }
}

public enum CallResult: String, Codable, Sendable, Hashable, CaseIterable {
    case reached
    case callBack = "call-back"
    case wrongNumber = "wrong-number"
    case refused
    /// Nobody was reached: the call is still to be made.
    case noAnswer = "no-answer"
    case busy
    case other
}

/// How a call went (SCH-9): the last attempt of however many.
public struct MadeCall: Codable, Sendable, Hashable {
    public var madeAt: Instant
    public var minutes: Int
    public var result: CallResult
    public var notes: String?
    public var madeBy: EntityID?
    public var attempts: Int

    public init(
        madeAt: Instant, minutes: Int, result: CallResult, notes: String? = nil, madeBy: EntityID? = nil, attempts: Int
    ) {
        self.madeAt = madeAt
        self.minutes = minutes
        self.result = result
        self.notes = notes
        self.madeBy = madeBy
        self.attempts = attempts
    }
}

/// In what the dates of a procedure are counted.
public enum DayUnit: String, Codable, Sendable, Hashable, CaseIterable { case calendar, working }

/// Who does a step of a procedure: the one responsible for the chain, a certain employee, or whoever of a team takes it.
public enum StepAssignee: String, Codable, Sendable, Hashable, CaseIterable { case responsible, employee, team }

/// One step of a template (SCH-3).
public struct ProcedureStep: Codable, Sendable, Hashable {
    public struct Item: Codable, Sendable, Hashable {
        public var text: String
        public var isObligatory: Bool

        public init(text: String, isObligatory: Bool) {
            self.text = text
            self.isObligatory = isObligatory
        }
    }

    /// What other steps of the template name it by.
    public var key: String
    public var title: String
    public var description: String?
    public var kind: ActivityKind
    public var purpose: ActivityPurpose
    public var priority: ActivityPriority
    /// The step, further above, from whose end it counts; nothing: from the chain's start.
    public var after: String?
    public var offsetDays: Int
    public var durationDays: Int
    public var dayUnit: DayUnit
    /// A time of its first day, `HH:mm`, and for how long, for one that has a time.
    public var startTime: String?
    public var minutes: Int?
    public var assignee: StepAssignee
    public var employeeId: EntityID?
    public var teamId: EntityID?
    public var checklist: [Item]
    /// May be left out only with the rest of the chain.
    public var isObligatory: Bool

    public init(
        key: String, title: String, description: String? = nil, kind: ActivityKind, purpose: ActivityPurpose = .other,
        priority: ActivityPriority = .medium, after: String? = nil, offsetDays: Int = 0, durationDays: Int = 1,
        dayUnit: DayUnit = .working, startTime: String? = nil, minutes: Int? = nil,
        assignee: StepAssignee = .responsible, employeeId: EntityID? = nil, teamId: EntityID? = nil,
        checklist: [Item] = [], isObligatory: Bool = true
    ) {
        self.key = key
        self.title = title
        self.description = description
        self.kind = kind
        self.purpose = purpose
        self.priority = priority
        self.after = after
        self.offsetDays = offsetDays
        self.durationDays = durationDays
        self.dayUnit = dayUnit
        self.startTime = startTime
        self.minutes = minutes
        self.assignee = assignee
        self.employeeId = employeeId
        self.teamId = teamId
        self.checklist = checklist
        self.isObligatory = isObligatory
    }
}

/// A template of a working procedure (SCH-3): the firm's.
public struct ProcedureState: EntityState {
    public static let owner = ServiceName.scheduling
    public static let entity = "procedure"
    public static let events: [EventName] = [.created, .updated]

    public var id: EntityID
    public var name: String
    public var description: String?
    /// Rises whenever the steps change; a chain says which one it was started from.
    public var edition: Int
    public var steps: [ProcedureStep]
    /// Others are started no more.
    public var isActive: Bool

    public init(
        id: EntityID, name: String, description: String? = nil, edition: Int, steps: [ProcedureStep], isActive: Bool
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.edition = edition
        self.steps = steps
        self.isActive = isActive
    }
}

public enum ProcedureRunStatus: String, Codable, Sendable, Hashable, CaseIterable {
    case running, finished, cancelled
}

public enum RunStepState: String, Codable, Sendable, Hashable, CaseIterable { case open, done, cancelled }

/// A step of a chain: what the template said when the chain was started, and what became of it.
public struct ProcedureRunStep: Codable, Sendable, Hashable {
    public var key: String
    public var title: String
    public var after: String?
    public var offsetDays: Int
    public var durationDays: Int
    public var dayUnit: DayUnit
    public var startTime: String?
    public var minutes: Int?
    public var isObligatory: Bool
    public var activityId: EntityID
    /// By the template, counted from what is done and from what is still planned.
    public var plannedOn: Day
    public var plannedUntil: Day
    public var state: RunStepState
    public var endedOn: Day?

    public init(
        _ step: ProcedureStep, activityId: EntityID, plannedOn: Day, plannedUntil: Day, state: RunStepState = .open,
        endedOn: Day? = nil
    ) {
        (key, title, after) = (step.key, step.title, step.after)
        (offsetDays, durationDays, dayUnit) = (step.offsetDays, step.durationDays, step.dayUnit)
        (startTime, minutes, isObligatory) = (step.startTime, step.minutes, step.isObligatory)
        self.activityId = activityId
        self.plannedOn = plannedOn
        self.plannedUntil = plannedUntil
        self.state = state
        self.endedOn = endedOn
    }
}

/// A chain of activities that was started from a procedure (SCH-3).
public struct ProcedureRunState: EntityState {
    public static let owner = ServiceName.scheduling
    public static let entity = "procedure-run"
    public static let events: [EventName] = ["started", "progressed", "finished", "cancelled"]

    public var id: EntityID
    public var procedureId: EntityID
    public var procedureName: String
    public var edition: Int
    public var customerId: EntityID?
    public var contactId: EntityID?
    public var opportunityId: EntityID?
    public var contractId: EntityID?
    public var startedOn: Day
    public var steps: [ProcedureRunStep]
    public var status: ProcedureRunStatus
    public var ownership: Ownership

    public init(
        id: EntityID, procedureId: EntityID, procedureName: String, edition: Int, customerId: EntityID? = nil,
        contactId: EntityID? = nil, opportunityId: EntityID? = nil, contractId: EntityID? = nil, startedOn: Day,
        steps: [ProcedureRunStep], status: ProcedureRunStatus, ownership: Ownership
    ) {
        self.id = id
        self.procedureId = procedureId
        self.procedureName = procedureName
        self.edition = edition
        self.customerId = customerId
        self.contactId = contactId
        self.opportunityId = opportunityId
        self.contractId = contractId
        self.startedOn = startedOn
        self.steps = steps
        self.status = status
        self.ownership = ownership
    }
}
