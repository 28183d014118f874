/// Finds the best start of an activity by two sweeps, back and ahead from the planned time, in widening rings: what is
/// near is found without looking at what is far.
struct ShiftSearch: Sendable {
    let preparation: Preparation
    private var back: Sweep
    private var ahead: Sweep

    init(_ preparation: Preparation) {
        self.preparation = preparation
        back = Sweep(isForward: false, preparation.local)
        ahead = Sweep(isForward: true, preparation.local)
    }

    /// The best start by score, then distance from the anchor, for a shift other than 0.
    ///
    /// - Parameters:
    ///   - best: what is known already; only better starts replace it.
    ///   - employees: those whose fitting is counted.
    mutating func improve(
        _ best: inout BestStart, _ activity: TakenActivity, employees: [Int], withCustomer: Bool = true,
        _ bookings: Bookings
    ) {
        let anchor = best.anchor
        back.begin(
            activity, from: min(anchor - 1, activity.starts.upperBound - 1), employees: employees,
            withCustomer: withCustomer, preparation, bookings)
        ahead.begin(
            activity, from: max(anchor, activity.starts.lowerBound), employees: employees, withCustomer: withCustomer,
            preparation, bookings)
        var ring = 1440
        while !back.isFinished || !ahead.isFinished {
            back.advance(to: anchor - ring, &best, activity)
            ahead.advance(to: anchor + ring, &best, activity)
            ring *= 4
        }
        back.end()
        ahead.end()
    }
}
