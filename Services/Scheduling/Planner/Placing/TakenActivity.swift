/// An activity that the scheduler takes (FORMAT 3), with everything in numbers: employees and customers are indices.
///
/// A shift is named by the start it gives the first session, so that obstacles can be compared with it directly.
struct TakenActivity: Sendable {
    /// A session as seen from the start of the first session.
    struct Session: Sendable {
        var offset: Int
        var minutes: Int
        /// Whether it must stay inside working hours (FORMAT 6.3.2).
        var isInsideWorkingHours: Bool

        var end: Int { offset + minutes }

        /// Where it is if the first session starts then.
        @inline(__always)
        func span(from start: Int) -> Span { Span(start: start + offset, end: start + end) }
    }

    /// Where it stands in the problem.
    var index: Int
    var id: Identifier
    var kind: Activity.Kind
    var priority: Priority
    var deadline: Int?
    /// The first planned start; without sessions the first instant of the planned date (FORMAT 4.1).
    var start: Int
    /// By offset, then by length; empty for an activity without sessions.
    var sessions: [Session] = []
    var travelMinutes: Int
    var customer: Int?
    /// The selected ones, in byte order.
    var employees: [Int]
    /// Whether only whole-day shifts are permitted (FORMAT 5.8).
    var isDayBound = false
    /// The greatest move of a day-bound activity in calendar days.
    var maxShiftDays: Int?
    /// Where the first session may start for a shift other than 0; empty where there can be none (FORMAT 6.2 to 6.4).
    var starts = 0..<0
    /// Where the first session of a shifted activity may start.
    var grid = Grid(step: 1440)

    /// From the start of the first session to the end of the last.
    var length: Int { sessions.reduce(0) { max($0, $1.end) } }

    /// Whether the planned time meets the deadline (FORMAT 6.4).
    var zeroIsCandidate: Bool { deadline.map { start + length <= $0 } ?? true }

    func sessions(at start: Int) -> [Span] {
        sessions.map { $0.span(from: start) }
    }

    /// What an attending employee reserves for a session (FORMAT 5.2).
    @inline(__always)
    func reservation(_ session: Session, at start: Int) -> Span {
        Span(start: start + session.offset - travelMinutes, end: start + session.end)
    }

    /// Whether a start of a day-bound activity, on its grid, is a whole-day shift within the limit (FORMAT 5.7, 6.3).
    func isWholeDayShift(to newStart: Int, _ local: LocalTime) -> Bool {
        let moved = local.day(newStart) - local.day(start)
        if let maxShiftDays, abs(moved) > maxShiftDays { return false }
        return sessions.allSatisfy { session in
            let (planned, shifted) = (start + session.offset, newStart + session.offset)
            return local.day(planned) != local.day(shifted) && local.timeOfDay(planned) == local.timeOfDay(shifted)
        }
    }
}
