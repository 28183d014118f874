import Planner

/// A problem in which one activity is to be planned, and everything else that a plan has scheduled is a commitment.
struct Frozen {
    var problem: Problem
    let activity: Activity

    /// - Parameter without: scheduled activities that are not there any more.
    init(_ problem: Problem, _ plan: Plan, _ activity: Activity, without: Set<Identifier> = []) {
        self.problem = problem
        self.activity = activity
        let activities = Dictionary(uniqueKeysWithValues: problem.activities.map { ($0.id, $0) })
        for entry in plan.scheduled where entry.activity != activity.id && !without.contains(entry.activity) {
            guard let other = activities[entry.activity] else { continue }
            for session in entry.sessions { freeze(session, other, entry.employees) }
        }
        self.problem.activities = [activity]
    }

    private mutating func freeze(_ session: Span, _ activity: Activity, _ employees: [Identifier]) {
        for index in problem.employees.indices where employees.contains(problem.employees[index].id) {
            problem.employees[index].commitments.append(
                Commitment(span: session, travelMinutes: activity.travelMinutes))
        }
        guard let customer = activity.customer else { return }
        if let index = problem.customers.firstIndex(where: { $0.id == customer }) {
            problem.customers[index].unavailable.append(session)
        } else {
            problem.customers.append(Customer(id: customer, unavailable: [session]))
        }
    }

    /// The shift of the activity by the rules; nil if it finds no time.
    func shift(_ change: (inout Problem, inout Activity) -> Void = { _, _ in }) throws -> Int? {
        var (problem, activity) = (problem, activity)
        change(&problem, &activity)
        problem.activities = [activity]
        return try Plan(byTheRules: problem).scheduled.first?.shiftMinutes
    }

    /// The nearest shift for one employee whatever deadline, window and greatest shift say, and only earlier or only
    /// later than planned: commitments of exactly the right length leave nothing else.
    func nearest(_ employee: Identifier, earlier: Bool) throws -> Int? {
        try shift { problem, activity in
            let reach = Explainer.reachDays * 1440
            problem.window = Span(start: problem.window.start - reach, end: problem.window.end + reach)
            problem.maxShiftDays = nil
            activity.deadline = nil
            activity.employees = [employee]
            let start = activity.sessions.map(\.start).min() ?? 0
            let end = activity.sessions.map(\.end).max() ?? 0
            let wall =
                earlier
                ? Span(start: end - 1, end: problem.window.end + 10_000)
                : Span(start: problem.window.start - 10_000, end: start + 1 - activity.travelMinutes)
            for index in problem.employees.indices where problem.employees[index].id == employee {
                problem.employees[index].commitments.append(Commitment(span: wall))
            }
        }
    }
}
