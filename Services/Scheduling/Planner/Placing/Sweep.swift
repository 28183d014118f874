/// Goes through the starts of an activity in one direction, from obstacle to obstacle: where something stands in the
/// way, all starts that meet it are passed at once. Starts are not tried one by one.
struct Sweep: Sendable {
    let isForward: Bool
    private let local: LocalTime
    /// The start that is looked at next.
    private var start = 0
    private(set) var isFinished = false
    /// The last start of this direction.
    private var limit = 0
    private var sessions = 0
    private var grid = Grid(step: 1440)
    /// What every possible shift must keep clear of: time outside working hours and what the customer has.
    private var recurring: [RecurringObstacle] = []
    private var customer: [BusyObstacle] = []
    /// For each employee in turn, an obstacle for each session.
    private var employees: [BusyObstacle] = []
    /// For each employee, the next start that fits, at or behind `start` when it was worked out.
    private var fitting: [Int] = []
    private var sorted: [Int] = []

    init(isForward: Bool, _ local: LocalTime) {
        self.isForward = isForward
        self.local = local
    }

    @inline(__always)
    private func isBehind(_ start: Int, _ other: Int) -> Bool { isForward ? start > other : start < other }

    /// Makes ready for an activity, from a start on.
    mutating func begin(
        _ activity: TakenActivity, from start: Int, employees attendees: [Int], withCustomer: Bool,
        _ preparation: Preparation, _ bookings: Bookings
    ) {
        self.start = start
        limit = isForward ? activity.starts.upperBound - 1 : activity.starts.lowerBound
        isFinished = activity.starts.isEmpty
        guard !isFinished else { return }
        sessions = activity.sessions.count
        grid = activity.grid
        addCommon(activity, withCustomer, preparation, bookings)
        for employee in attendees {
            fitting.append(isForward ? .min : .max)
            for session in activity.sessions {
                employees.append(
                    BusyObstacle(
                        bookings.employees[employee], lead: session.offset - activity.travelMinutes, tail: session.end,
                        from: start, isForward: isForward))
            }
        }
    }

    private mutating func addCommon(
        _ activity: TakenActivity, _ withCustomer: Bool, _ preparation: Preparation, _ bookings: Bookings
    ) {
        for session in activity.sessions {
            let (lead, tail) = (session.offset, session.end)
            if session.isInsideWorkingHours, !preparation.outsideWorkingHours.isEmpty {
                recurring.append(RecurringObstacle(preparation.outsideWorkingHours, lead: lead, tail: tail))
            }
            guard withCustomer, let index = activity.customer else { continue }
            if let weekly = preparation.customersWeekly[index] {
                recurring.append(RecurringObstacle(weekly, lead: lead, tail: tail))
            }
            let times = bookings.customers[index]
            guard !times.entries.isEmpty else { continue }
            customer.append(BusyObstacle(times, lead: lead, tail: tail, from: start, isForward: isForward))
        }
    }

    /// Lets go of everything that belongs to the activity.
    mutating func end() {
        recurring.removeAll(keepingCapacity: true)
        customer.removeAll(keepingCapacity: true)
        employees.removeAll(keepingCapacity: true)
        fitting.removeAll(keepingCapacity: true)
    }

    /// Looks at all starts up to a bound and keeps the best.
    mutating func advance(to bound: Int, _ best: inout BestStart, _ activity: TakenActivity) {
        while !isFinished {
            start = nextPossible(start, activity)
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
            let score = score()
            if score >= needed {
                best.improve(start, score)
                start += isForward ? 1 : -1
            } else {
                start = nextWith(needed)
            }
        }
    }

    /// The next start that somebody fits, and who: a bit for each of the employees; nil behind the last.
    mutating func next(_ activity: TakenActivity) -> (start: Int, able: UInt64)? {
        while !isFinished {
            start = nextPossible(start, activity)
            isFinished = isBehind(start, limit)
            guard !isFinished else { break }
            if score() > 0 {
                defer { start += isForward ? 1 : -1 }
                return (start, fitting.indices.reduce(0) { fitting[$1] == start ? $0 | 1 << UInt64($1) : $0 })
            }
            start = nextWith(1)
        }
        return nil
    }

    /// The next start from one on that the rules and the customer allow; behind the limit if there is none.
    private mutating func nextPossible(_ start: Int, _ activity: TakenActivity) -> Int {
        var start = start
        while !isBehind(start, limit) {
            let before = start
            for index in recurring.indices {
                start = recurring[index].clear(start, isForward: isForward, limit: limit, local)
            }
            for index in customer.indices { start = customer[index].clear(start, isForward: isForward) }
            start = isForward ? grid.first(atOrAfter: start, local) : grid.last(atOrBefore: start, local)
            guard start == before else { continue }
            if !activity.isDayBound || activity.isWholeDayShift(to: start, local) { return start }
            start += isForward ? 1 : -1
        }
        return start
    }

    /// How many employees fit the current start. Afterwards `fitting` is up to date for it.
    private mutating func score() -> Int {
        var score = 0
        for employee in fitting.indices {
            if isBehind(start, fitting[employee]) { fitting[employee] = nextFitting(employee) }
            if fitting[employee] == start { score += 1 }
        }
        return score
    }

    /// The next start that one employee fits, whatever the customer and the rules say.
    private mutating func nextFitting(_ employee: Int) -> Int {
        var start = start
        while true {
            let before = start
            for index in employee * sessions..<(employee + 1) * sessions {
                start = employees[index].clear(start, isForward: isForward)
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
