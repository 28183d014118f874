/// Goes through the starts of an activity in one direction, from obstacle to obstacle: where something stands in the
/// way, all starts that meet it are passed at once. Starts are not tried one by one.
struct Sweep {
    let isForward: Bool
    /// The start that is looked at next.
    private(set) var start = 0
    private(set) var isFinished = false
    /// The last start of this direction.
    private var limit = 0
    /// What every possible shift must keep clear of: time outside working hours and what the customer has.
    private var common: [Obstacle] = []
    /// For each employee in turn, an obstacle for each session.
    private var ofEmployees: [Obstacle] = []
    /// For each employee, the next start that fits, at or behind `start` when it was worked out.
    private var fitting: [Int] = []
    private var employees: [Int] = []
    private var sorted: [Int] = []

    init(isForward: Bool) { self.isForward = isForward }

    @inline(__always)
    private func isBehind(_ start: Int, _ other: Int) -> Bool { isForward ? start > other : start < other }

    /// Makes ready for an activity, from a start on.
    mutating func begin(
        _ activity: TakenActivity, from start: Int, employees: [Int], withCustomer: Bool, _ preparation: Preparation,
        _ bookings: Bookings
    ) {
        self.start = start
        limit = isForward ? activity.starts.upperBound - 1 : activity.starts.lowerBound
        isFinished = activity.starts.isEmpty
        common.removeAll(keepingCapacity: true)
        ofEmployees.removeAll(keepingCapacity: true)
        fitting.removeAll(keepingCapacity: true)
        guard !isFinished else { return }
        addCommon(activity, withCustomer, preparation, bookings)
        self.employees = employees
        for employee in employees {
            fitting.append(isForward ? .min : .max)
            for session in activity.sessions {
                ofEmployees.append(
                    obstacle(
                        .employee(employee), lead: session.offset - activity.travelMinutes, tail: session.end,
                        bookings.employees[employee]))
            }
        }
    }

    private mutating func addCommon(
        _ activity: TakenActivity, _ withCustomer: Bool, _ preparation: Preparation, _ bookings: Bookings
    ) {
        for session in activity.sessions {
            if session.isInsideWorkingHours, !preparation.outsideWorkingHours.isEmpty {
                common.append(Obstacle(.outsideWorkingHours, lead: session.offset, tail: session.end))
            }
            guard withCustomer, let customer = activity.customer else { continue }
            if preparation.customersWeekly[customer] != nil {
                common.append(Obstacle(.customerWeekly(customer), lead: session.offset, tail: session.end))
            }
            let times = bookings.customers[customer]
            guard !times.entries.isEmpty else { continue }
            common.append(obstacle(.customer(customer), lead: session.offset, tail: session.end, times))
        }
    }

    private func obstacle(_ source: Obstacle.Source, lead: Int, tail: Int, _ times: BusyTimes) -> Obstacle {
        var obstacle = Obstacle(source, lead: lead, tail: tail)
        let next = times.firstIndex(endingAfter: start + lead)
        // Going back, an entry that begins behind the session is passed at the first look.
        obstacle.index = isForward ? next : min(times.firstIndex(endingAfter: start + tail), times.entries.count - 1)
        return obstacle
    }

    /// Looks at all starts up to a bound and keeps the best.
    mutating func advance(
        to bound: Int, _ best: inout BestStart, _ activity: TakenActivity, _ preparation: Preparation,
        _ bookings: Bookings
    ) {
        while !isFinished {
            start = nextPossible(start, activity, preparation, bookings)
            if isBehind(start, limit) {
                isFinished = true
                return
            }
            if isBehind(start, bound) { return }
            let needed = best.neededScore(at: start)
            if needed > fitting.count {
                isFinished = true
                return
            }
            let score = score(activity.sessions.count, bookings)
            if score >= needed {
                best.improve(start, score)
                start += isForward ? 1 : -1
            } else {
                start = nextWith(needed)
            }
        }
    }

    /// The next start from one on that the rules and the customer allow; behind the limit if there is none.
    private mutating func nextPossible(
        _ start: Int, _ activity: TakenActivity, _ preparation: Preparation, _ bookings: Bookings
    ) -> Int {
        var start = start
        let direction = Obstacle.Direction(isForward: isForward, limit: limit)
        while !isBehind(start, limit) {
            let before = start
            for index in common.indices { start = common[index].clear(start, direction, preparation, bookings) }
            start =
                isForward
                ? activity.grid.first(atOrAfter: start, preparation.local)
                : activity.grid.last(atOrBefore: start, preparation.local)
            guard start == before else { continue }
            if !activity.isDayBound || activity.isWholeDayShift(to: start, preparation.local) { return start }
            start += isForward ? 1 : -1
        }
        return start
    }

    /// How many employees fit the current start. Afterwards `fitting` is up to date for it.
    private mutating func score(_ sessions: Int, _ bookings: Bookings) -> Int {
        var score = 0
        for employee in fitting.indices {
            if isBehind(start, fitting[employee]) { fitting[employee] = nextFitting(employee, sessions, bookings) }
            if fitting[employee] == start { score += 1 }
        }
        return score
    }

    /// The next start that one employee fits, whatever the customer and the rules say.
    private mutating func nextFitting(_ employee: Int, _ sessions: Int, _ bookings: Bookings) -> Int {
        var start = start
        while true {
            let before = start
            for index in employee * sessions..<(employee + 1) * sessions {
                start = ofEmployees[index].clear(start, isForward, bookings.employees[employees[employee]])
            }
            if start == before || sessions == 1 { return start }
        }
    }

    /// The next start at which as many employees as needed can fit at all.
    private mutating func nextWith(_ needed: Int) -> Int {
        guard needed > 1 else { return (isForward ? fitting.min() : fitting.max()) ?? start }
        sorted.removeAll(keepingCapacity: true)
        sorted.append(contentsOf: fitting)
        sorted.sort()
        return isForward ? sorted[needed - 1] : sorted[sorted.count - needed]
    }
}
