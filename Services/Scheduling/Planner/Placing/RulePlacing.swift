/// Places the taken activities one after the other by the rules (FORMAT 7).
struct RulePlacing {
    let preparation: Preparation
    private(set) var bookings: Bookings
    private var search: ShiftSearch

    init(_ preparation: Preparation) {
        self.preparation = preparation
        bookings = preparation.commitments
        search = ShiftSearch(preparation)
    }

    mutating func placeAll() -> [Placement] {
        preparation.taken.indices.map { index in
            let placement = choose(index)
            book(index, placement)
            return placement
        }
    }

    /// What becomes of an activity beside what is booked so far.
    mutating func choose(_ index: Int) -> Placement {
        let activity = preparation.taken[index]
        guard let start = chosenStart(activity) else { return .unscheduled(reason(activity)) }
        guard !activity.sessions.isEmpty else { return .scheduled(start: start, attending: activity.employees) }
        let attending = activity.employees.filter { bookings.fits($0, activity, at: start) }
        return .scheduled(start: start, attending: attending)
    }

    mutating func book(_ index: Int, _ placement: Placement) {
        guard case .scheduled(let start, let attending) = placement else { return }
        bookings.book(preparation.taken[index], at: start, attending: attending, owner: index)
    }

    /// FORMAT 7.1 to 7.5; nil where it stays unscheduled.
    private mutating func chosenStart(_ activity: TakenActivity) -> Int? {
        if activity.sessions.isEmpty { return activity.start }
        var best = BestStart(anchor: activity.start, minimum: 1)
        if zeroIsPossible(activity) {
            let score = activity.employees.count { bookings.fits($0, activity, at: activity.start) }
            if score > 0 { best.improve(activity.start, score) }
            // One employee more would not move it; two stay with the planned time if one of them fits.
            if score > 0, activity.employees.count <= 2 { return activity.start }
        }
        search.improve(&best, activity, employees: activity.employees, bookings)
        return best.start
    }

    /// Whether the planned time is a candidate that the customer fits (FORMAT 6.5).
    private func zeroIsPossible(_ activity: TakenActivity) -> Bool {
        activity.zeroIsCandidate && preparation.customerFits(activity, at: activity.start, bookings)
    }

    /// FORMAT 7.7.
    mutating func reason(_ activity: TakenActivity) -> UnscheduledReason {
        search.reason(activity, bookings)
    }
}

extension ShiftSearch {
    /// Why an activity cannot be scheduled beside what is booked (FORMAT 7.7).
    mutating func reason(_ activity: TakenActivity, _ bookings: Bookings) -> UnscheduledReason {
        if !activity.zeroIsCandidate, !hasStart(activity, withCustomer: false, bookings) { return .deadline }
        let zeroIsPossible =
            activity.zeroIsCandidate && preparation.customerFits(activity, at: activity.start, bookings)
        if !zeroIsPossible, !hasStart(activity, withCustomer: true, bookings) { return .customerUnavailable }
        return activity.kind == .fair ? .fixedDate : .noEmployeeFree
    }

    /// Whether there is a shift other than 0, whoever attends.
    private mutating func hasStart(_ activity: TakenActivity, withCustomer: Bool, _ bookings: Bookings) -> Bool {
        var best = BestStart(anchor: activity.start, minimum: 0)
        improve(&best, activity, employees: [], withCustomer: withCustomer, bookings)
        return best.start != nil
    }
}

extension Preparation {
    /// Whether the customer, if any, is free for all sessions (FORMAT 5.4); the window is the caller's affair.
    func customerFits(_ activity: TakenActivity, at start: Int, _ bookings: Bookings) -> Bool {
        guard let customer = activity.customer else { return true }
        return activity.sessions(at: start).allSatisfy { span in
            bookings.customers[customer].isClear(span) && (customersWeekly[customer]?.isClear(span, local) ?? true)
        }
    }
}
