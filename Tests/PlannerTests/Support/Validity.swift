import Planner

/// What is invalid in a plan, whatever preferences it follows: checked pair by pair, without the scheduler's own means.
struct Validity {
    let problem: Problem
    let plan: Plan

    func faults() -> [String] {
        let activities = Dictionary(uniqueKeysWithValues: problem.activities.map { ($0.id, $0) })
        var employees: [Identifier: [(Span, Identifier?)]] = [:]
        var customers: [Identifier: [(Span, Identifier?)]] = [:]
        for employee in problem.employees {
            employees[employee.id] = employee.commitments.map {
                (Span(start: $0.span.start - $0.travelMinutes, end: $0.span.end), nil)
            }
        }
        for customer in problem.customers { customers[customer.id] = customer.unavailable.map { ($0, nil) } }
        var faults: [String] = []
        for entry in plan.scheduled {
            guard let activity = activities[entry.activity] else { return ["\(entry.activity.text) is not there"] }
            faults += self.faults(entry, activity)
            for session in entry.sessions {
                let reservation = Span(start: session.start - activity.travelMinutes, end: session.end)
                for employee in entry.employees {
                    employees[employee, default: []].append((reservation, entry.activity))
                }
                if let customer = activity.customer {
                    customers[customer, default: []].append((session, entry.activity))
                }
            }
        }
        return faults + employees.flatMap { overlaps($0.key, $0.value) }
            + customers.flatMap { overlaps($0.key, $0.value) }
    }

    private func faults(_ entry: ScheduledActivity, _ activity: Activity) -> [String] {
        let name = entry.activity.text
        var faults: [String] = []
        let planned = activity.sessions.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
        let shifted = planned.map { Span(start: $0.start + entry.shiftMinutes, end: $0.end + entry.shiftMinutes) }
        if entry.sessions != shifted { faults.append("\(name): sessions are not those planned, shifted") }
        let window = problem.window
        if !shifted.allSatisfy({ $0.start >= window.start && $0.end <= window.end }) {
            faults.append("\(name): window")
        }
        if !shifted.isEmpty, let deadline = activity.deadline, shifted.contains(where: { $0.end > deadline }) {
            faults.append("\(name): deadline")
        }
        if entry.employees.isEmpty { faults.append("\(name): nobody attends") }
        let selected = Set(activity.employees).intersection(problem.employees.map(\.id)).sorted()
        if (entry.employees + entry.unable).sorted() != selected { faults.append("\(name): employees") }
        if entry.shiftMinutes != 0, activity.kind == .fair { faults.append("\(name): a fair has moved") }
        return faults
    }

    private func overlaps(_ name: Identifier, _ spans: [(Span, Identifier?)]) -> [String] {
        let sorted = spans.sorted { $0.0.start < $1.0.start }
        var faults: [String] = []
        for (index, (span, owner)) in sorted.enumerated() {
            for (other, otherOwner) in sorted[(index + 1)...] {
                if other.start >= span.end { break }
                if owner != otherOwner { faults.append("\(name.text): two at once at \(other.start)") }
            }
        }
        return faults
    }
}
