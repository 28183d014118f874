/// Why a plan moved an activity or left it out, and what would change that: in codes and facts.
package struct Explanation: Sendable {
    package var activity: Identifier
    package var outcome: Outcome
    /// From the start of the first planned session to the end of the last.
    package var planned: Span
    /// What stands in the way of the planned time, by time; at most `Explanation.most`.
    package var inTheWay: [Obstruction] = []
    /// How many more there are.
    package var inTheWayOmitted = 0
    package var limits: [Limit] = []
    package var suggestions: [Suggestion] = []

    /// No list of an explanation has more entries.
    package static let most = 8

    package enum Outcome: Equatable, Sendable {
        case moved(minutes: Int)
        case unscheduled(UnscheduledReason)
    }
}

/// An entry that overlaps the planned time, travel included.
package struct Obstruction: Hashable, Sendable {
    package enum Code: String, Sendable {
        case customerActivity, customerUnavailable, customerWeekly, employeeActivity, employeeCommitment
    }

    package var code: Code
    /// The employee or the customer.
    package var who: Identifier
    /// Only for the two codes of activities, with its priority.
    package var activity: Identifier?
    package var priority: Priority?
    /// Without the travel before it.
    package var span: Span
    package var travelMinutes: Int

    package init(
        code: Code, who: Identifier, activity: Identifier? = nil, priority: Priority? = nil, span: Span,
        travelMinutes: Int = 0
    ) {
        (self.code, self.who, self.activity, self.priority) = (code, who, activity, priority)
        (self.span, self.travelMinutes) = (span, travelMinutes)
    }
}

/// What bounds the times that an activity may have.
package enum Limit: Equatable, Sendable {
    case deadline(Int)
    /// The window of the problem.
    case period(Span)
    case maxShift(days: Int)
    /// Sessions inside working hours must stay there.
    case workingHours
    /// Dated exceptions to the working hours on days that the activity could otherwise have, in days since 1970-01-01;
    /// the first `Explanation.most`.
    case holidays([Int])
    /// A fair stays where it is.
    case fixedDate
    /// Only the date may change (FORMAT 5.8).
    case wholeDays

    package var code: String {
        switch self {
        case .deadline: "deadline"
        case .period: "period"
        case .maxShift: "maxShift"
        case .workingHours: "workingHours"
        case .holidays: "holidays"
        case .fixedDate: "fixedDate"
        case .wholeDays: "wholeDays"
        }
    }
}
