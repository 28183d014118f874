/// Finds places for single activities in a draft.
struct PlaceFinder: Sendable {
    let preparation: Preparation
    private var search: ShiftSearch

    init(_ preparation: Preparation) {
        self.preparation = preparation
        search = ShiftSearch(preparation)
    }

    /// The free place with the most employees, and of these the nearest to the planned time.
    mutating func fullest(_ index: Int, _ bookings: Bookings) -> Int? {
        let activity = preparation.taken[index]
        return find(index, anchor: activity.start, enough: .max, activity.employees, bookings)
    }

    /// A place that the commitments leave free for one employee, whatever else is planned.
    mutating func ignoringPlan(_ index: Int, near anchor: Int, employee: Int) -> Int? {
        find(index, anchor: anchor, enough: 1, [employee], preparation.commitments)
    }

    private mutating func find(
        _ index: Int, anchor: Int, enough: Int, _ employees: [Int], _ bookings: Bookings
    ) -> Int? {
        let activity = preparation.taken[index]
        var best = BestStart(anchor: anchor, minimum: 1, enough: enough)
        if activity.zeroIsCandidate, preparation.customerFits(activity, at: activity.start, bookings) {
            let score = employees.count { bookings.fits($0, activity, at: activity.start) }
            if score > 0 { best.improve(activity.start, score) }
        }
        search.improve(&best, activity, employees: employees, bookings)
        return best.start
    }

    mutating func reason(_ index: Int, _ bookings: Bookings) -> UnscheduledReason {
        search.reason(preparation.taken[index], bookings)
    }

    /// Those of an activity's employees who are free at a start.
    func fitting(_ index: Int, at start: Int, _ bookings: Bookings) -> [Int] {
        let activity = preparation.taken[index]
        return activity.employees.filter { bookings.fits($0, activity, at: start) }
    }
}
