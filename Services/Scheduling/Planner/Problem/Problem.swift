/// Everything the scheduler looks at (FORMAT 2). A value read by `ProblemReader` is valid; whoever builds one by hand
/// calls `validate()`.
package struct Problem: Sendable {
    /// The IANA name of the zone in which days, weekdays and times of day are read.
    package var timeZone = "Asia/Ho_Chi_Minh"
    /// The scheduling window.
    package var window: Span
    /// Per weekday, from Monday; nil where every instant is working time but on the dates of `workingExceptions`.
    package var workingHours: [[DaySpan]]?
    package var workingExceptions: [WorkingException] = []
    package var gridMinutes = 15
    /// The greatest shift in days; nil where there is no limit.
    package var maxShiftDays: Int?
    /// The selected employees.
    package var employees: [Employee] = []
    package var customers: [Customer] = []
    package var activities: [Activity] = []

    package init(window: Span) { self.window = window }
}

/// The working hours of one local date, in place of those of its weekday.
package struct WorkingException: Sendable {
    /// The local date, in days since 1970-01-01.
    package var day: Int
    package var intervals: [DaySpan]

    package init(day: Int, intervals: [DaySpan]) {
        self.day = day
        self.intervals = intervals
    }
}

/// An employee who may be scheduled (FORMAT 2.3).
package struct Employee: Sendable {
    package var id: Identifier
    package var commitments: [Commitment]

    package init(id: Identifier, commitments: [Commitment] = []) {
        self.id = id
        self.commitments = commitments
    }
}

/// What an employee has already promised, with the minutes of travel before it.
package struct Commitment: Sendable {
    package var span: Span
    package var travelMinutes: Int

    package init(span: Span, travelMinutes: Int = 0) {
        self.span = span
        self.travelMinutes = travelMinutes
    }
}

/// A customer and when it cannot be met (FORMAT 2.4).
package struct Customer: Sendable {
    package var id: Identifier
    /// Commitments and unavailable times: they have the same effect.
    package var unavailable: [Span]
    package var weeklyUnavailable: [WeeklySpan]

    package init(id: Identifier, unavailable: [Span] = [], weeklyUnavailable: [WeeklySpan] = []) {
        self.id = id
        self.unavailable = unavailable
        self.weeklyUnavailable = weeklyUnavailable
    }
}

/// The same span of every local day of one weekday (FORMAT 1.6).
package struct WeeklySpan: Sendable {
    package var weekday: Weekday
    package var span: DaySpan

    package init(weekday: Weekday, span: DaySpan) {
        self.weekday = weekday
        self.span = span
    }
}
