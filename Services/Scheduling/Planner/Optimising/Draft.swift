/// A plan that is being changed. Every change is noted and can be taken back.
struct Draft: Sendable {
    let preparation: Preparation
    private(set) var bookings: Bookings
    /// Where the first session of each taken activity starts; nil while it is not scheduled.
    private(set) var starts: [Int?]
    private(set) var attending: [[Int]]
    private(set) var value = PlanValue()
    private var journal: [Change] = []

    private enum Change: Sendable {
        case placed(Int)
        case removed(Int, start: Int, attending: [Int])
    }

    init(_ preparation: Preparation, _ placements: [Placement]) {
        self.preparation = preparation
        bookings = preparation.commitments
        starts = Array(repeating: nil, count: placements.count)
        attending = Array(repeating: [], count: placements.count)
        for (index, placement) in placements.enumerated() {
            if case .scheduled(let start, let attending) = placement { place(index, at: start, attending) }
        }
        keep()
    }

    /// Schedules an activity; the place is free for it.
    mutating func place(_ index: Int, at start: Int, _ attending: [Int]) {
        starts[index] = start
        self.attending[index] = attending
        value.add(preparation.taken[index], start: start, attending: attending.count)
        bookings.book(preparation.taken[index], at: start, attending: attending, owner: index)
        journal.append(.placed(index))
    }

    /// Takes an activity out of the plan, if it is in it.
    mutating func remove(_ index: Int) {
        guard let start = starts[index] else { return }
        let attending = attending[index]
        starts[index] = nil
        self.attending[index] = []
        value.subtract(preparation.taken[index], start: start, attending: attending.count)
        bookings.cancel(preparation.taken[index], at: start, attending: attending, owner: index)
        journal.append(.removed(index, start: start, attending: attending))
    }

    /// Takes an employee out of a scheduled activity that others attend too.
    mutating func release(_ employee: Int, from index: Int) {
        guard let start = starts[index] else { return }
        let others = attending[index].filter { $0 != employee }
        remove(index)
        place(index, at: start, others)
    }

    /// Makes all changes since the last `keep` final.
    mutating func keep() { journal.removeAll(keepingCapacity: true) }

    /// Takes back all changes since the last `keep`.
    mutating func undo() {
        let changes = journal
        for change in changes.reversed() {
            switch change {
            case .placed(let index): remove(index)
            case .removed(let index, let start, let attending): place(index, at: start, attending)
            }
        }
        keep()
    }

    /// The activities that were scheduled or taken out since the last `keep`.
    var touched: [Int] {
        journal.map { change in
            switch change {
            case .placed(let index), .removed(let index, _, _): index
            }
        }
    }
}

extension Draft {
    /// Who stands in the way of a session time of an activity: for each of some employees and for the customer. Nil if
    /// a commitment does, which nothing can move.
    func blockers(of index: Int, at start: Int, employees: [Int]) -> [Blocker]? {
        let activity = preparation.taken[index]
        var found: [Blocker] = []
        for session in activity.sessions {
            let reservation = activity.reservation(session, at: start)
            for employee in employees {
                guard collect(bookings.employees[employee], reservation, employee, &found) else { return nil }
            }
            guard let customer = activity.customer else { continue }
            guard collect(bookings.customers[customer], session.span(from: start), nil, &found) else { return nil }
        }
        return found
    }

    /// An activity that stands in the way, and the employee at whom; nil for the customer.
    struct Blocker: Equatable {
        var activity: Int
        var employee: Int?
    }

    private func collect(_ times: BusyTimes, _ span: Span, _ employee: Int?, _ found: inout [Blocker]) -> Bool {
        for entry in times.entries(in: span) {
            guard entry.owner != BusyTimes.fixed else { return false }
            let blocker = Blocker(activity: entry.owner, employee: employee)
            if !found.contains(blocker) { found.append(blocker) }
        }
        return true
    }

    /// The activities that an employee has within a span.
    func owners(at employee: Int, _ span: Span) -> [Int] {
        bookings.employees[employee].entries(in: span).compactMap { $0.owner == BusyTimes.fixed ? nil : $0.owner }
    }
}
