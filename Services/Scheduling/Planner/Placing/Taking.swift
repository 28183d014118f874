/// Decides which activities are taken and in which order (FORMAT 3, 4), and gives employees and customers numbers.
struct Taking {
    private let problem: Problem
    private let local: LocalTime
    private let outside: RecurringTimes
    private let employeeIndex: [Identifier: Int]
    private var customerIndex: [Identifier: Int]
    /// Those of the problem, then those that only activities name: they are always free (FORMAT 2.6).
    private(set) var customers: [Customer]

    init(_ problem: Problem, _ local: LocalTime, _ outside: RecurringTimes, _ employees: [Identifier]) {
        (self.problem, self.local, self.outside) = (problem, local, outside)
        employeeIndex = Dictionary(zip(employees, employees.indices)) { first, _ in first }
        customerIndex = Dictionary(zip(problem.customers.map(\.id), problem.customers.indices)) { first, _ in first }
        customers = problem.customers
    }

    mutating func activities() -> [TakenActivity] {
        var taken: [TakenActivity] = []
        taken.reserveCapacity(problem.activities.count)
        for index in problem.activities.indices {
            if let activity = prepared(problem.activities[index], index) { taken.append(activity) }
        }
        return inOrder(taken)
    }

    /// What an activity is ordered by, but for its id, which hardly ever decides.
    private struct Rank {
        var priority: Int
        var deadline: Int
        var start: Int
        var position: Int
    }

    /// FORMAT 4.1.
    private func inOrder(_ taken: [TakenActivity]) -> [TakenActivity] {
        let ranks = taken.enumerated().map { position, activity in
            Rank(
                priority: activity.priority.rawValue, deadline: activity.deadline ?? .max, start: activity.start,
                position: position)
        }
        let sorted = ranks.sorted { left, right in
            if left.priority != right.priority { return left.priority < right.priority }
            if left.deadline != right.deadline { return left.deadline < right.deadline }
            if left.start != right.start { return left.start < right.start }
            return taken[left.position].id < taken[right.position].id
        }
        return sorted.map { taken[$0.position] }
    }

    private mutating func prepared(_ activity: Activity, _ index: Int) -> TakenActivity? {
        guard activity.isOpen, let start = start(activity) else { return nil }
        let employees = Set(activity.employees.compactMap { employeeIndex[$0] }).sorted()
        guard !employees.isEmpty else { return nil }
        var taken = TakenActivity(
            index: index, id: activity.id, kind: activity.kind, priority: activity.priority,
            deadline: activity.deadline, start: start, travelMinutes: activity.travelMinutes,
            customer: activity.customer.map { number($0) }, employees: employees)
        taken.sessions = sessions(activity, start)
        if !taken.sessions.isEmpty { permit(&taken) }
        return taken
    }

    private mutating func number(_ customer: Identifier) -> Int {
        if let known = customerIndex[customer] { return known }
        customers.append(Customer(id: customer))
        customerIndex[customer] = customers.count - 1
        return customers.count - 1
    }

    /// The first planned start, or nil if the window does not take the activity (FORMAT 3.1).
    private func start(_ activity: Activity) -> Int? {
        let window = problem.window
        guard let first = activity.sessions.map(\.start).min() else {
            guard let day = activity.plannedDay, day >= local.day(window.start), day <= local.day(window.end - 1)
            else { return nil }
            return local.firstInstant(ofDay: day)
        }
        let isInWindow = activity.sessions.allSatisfy { $0.start >= window.start && $0.end <= window.end }
        return isInWindow ? first : nil
    }

    private func sessions(_ activity: Activity, _ start: Int) -> [TakenActivity.Session] {
        activity.sessions.sorted { ($0.start, $0.end) < ($1.start, $1.end) }.map { session in
            TakenActivity.Session(
                offset: session.start - start, minutes: session.minutes,
                isInsideWorkingHours: outside.isClear(session, local))
        }
    }

    /// Works out which shifts other than 0 are permitted (FORMAT 6.2 to 6.4).
    private func permit(_ taken: inout TakenActivity) {
        taken.isDayBound = taken.kind == .hospitality || taken.sessions.contains { !$0.isInsideWorkingHours }
        taken.maxShiftDays = problem.maxShiftDays
        taken.grid = taken.isDayBound ? Grid(timeOfDay: local.timeOfDay(taken.start)) : Grid(step: problem.gridMinutes)
        guard taken.kind != .fair else { return }
        var earliest = problem.window.start
        var latest = min(problem.window.end, taken.deadline ?? .max) - taken.length
        if let days = problem.maxShiftDays {
            // A date is nearer than so many days in minutes; how many days exactly, `isWholeDayShift` counts.
            let minutes = (days + (taken.isDayBound ? 3 : 0)) * 1440
            earliest = max(earliest, taken.start - minutes)
            latest = min(latest, taken.start + minutes)
        }
        if earliest <= latest { taken.starts = earliest..<latest + 1 }
    }
}
