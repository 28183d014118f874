/// How good a plan is: more activities of a higher priority first, then more attending employees, then less shift.
package struct PlanValue: Equatable, Sendable {
    /// Scheduled activities by priority, the highest first.
    package private(set) var scheduled = Array(repeating: 0, count: Priority.allCases.count)
    package private(set) var attending = 0
    /// The sum of |shift| over all scheduled activities, in minutes.
    package private(set) var totalShift = 0

    mutating func add(_ activity: TakenActivity, start: Int, attending: Int) {
        scheduled[activity.priority.rawValue] += 1
        self.attending += attending
        totalShift += abs(start - activity.start)
    }

    mutating func subtract(_ activity: TakenActivity, start: Int, attending: Int) {
        scheduled[activity.priority.rawValue] -= 1
        self.attending -= attending
        totalShift -= abs(start - activity.start)
    }
}

extension PlanValue: Comparable {
    /// Whether one plan is worse than another.
    package static func < (left: PlanValue, right: PlanValue) -> Bool {
        for (one, other) in zip(left.scheduled, right.scheduled) where one != other { return one < other }
        if left.attending != right.attending { return left.attending < right.attending }
        return left.totalShift > right.totalShift
    }
}
