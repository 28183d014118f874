/// What is to be scheduled (FORMAT 2.5).
package struct Activity: Sendable {
    package var id: Identifier
    package var kind = Kind.general
    package var priority = Priority.medium
    /// Whether its status is one the scheduler takes, `new` or `unscheduled` (FORMAT 3.1).
    package var isOpen = true
    /// The planned sessions, in any order.
    package var sessions: [Span] = []
    /// The local date in days since 1970-01-01; it counts only where there are no sessions.
    package var plannedDay: Int?
    /// The instant by which the last session must have ended.
    package var deadline: Int?
    /// Minutes of travel that each attending employee needs before each session.
    package var travelMinutes = 0
    package var customer: Identifier?
    /// As given: selected or not, repeated or not.
    package var employees: [Identifier] = []

    package init(id: Identifier) { self.id = id }

    /// The kinds with rules of their own; every other kind is `general`.
    package enum Kind: String, Sendable {
        case general, fair, hospitality
    }
}

/// In the order in which activities are treated (FORMAT 4.1).
package enum Priority: Int, CaseIterable, Sendable {
    case veryHigh, high, medium, low, veryLow
}
