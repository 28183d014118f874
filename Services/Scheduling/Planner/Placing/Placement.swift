/// What became of a taken activity.
enum Placement: Sendable {
    /// The start of the first session, and who attends (indices, ascending).
    case scheduled(start: Int, attending: [Int])
    case unscheduled(UnscheduledReason)
}

/// Why an activity could not be scheduled (FORMAT 7.7), by the names of the plan.
package enum UnscheduledReason: String, Sendable {
    case deadline, customerUnavailable, fixedDate, noEmployeeFree
}
