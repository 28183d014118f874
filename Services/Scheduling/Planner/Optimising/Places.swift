/// Where an activity may be as far as rules and commitments go, whatever else is planned.
struct Places: Sendable {
    /// Ascending.
    private(set) var starts: [Int] = []
    /// For each start, which of the activity's employees their commitments leave free: one bit each.
    private(set) var able: [UInt64] = []

    /// For each start, the run it belongs to: from the first to the last start that is reached in steps of the grid.
    private var runOfStart: [Int32] = []
    private var runs: [Span] = []

    /// Only so many employees of an activity are told apart; the rest are left to the end of the search.
    static let mostEmployees = 64
    /// Only so many starts on either side of the planned time: a window may be centuries long.
    static let mostStarts = 4096

    init(_ activity: TakenActivity, _ preparation: Preparation) {
        let employees = Array(activity.employees.prefix(Self.mostEmployees))
        collect(activity, employees, isForward: false, preparation)
        starts.reverse()
        able.reverse()
        addPlanned(activity, employees, preparation)
        collect(activity, employees, isForward: true, preparation)
        findRuns(step: activity.grid.step)
    }

    private mutating func findRuns(step: Int) {
        runOfStart.reserveCapacity(starts.count)
        for start in starts {
            // Whole days apart is not beside one another.
            if let last = runs.indices.last, step < 1440, start - runs[last].end <= step {
                runs[last].end = start
            } else {
                runs.append(Span(start: start, end: start))
            }
            runOfStart.append(Int32(runs.count - 1))
        }
    }

    /// How many minutes the activity could at least be moved either way, until something else in the calendar, the end of
    /// working hours or a commitment: what it would leave unused beside it.
    ///
    /// - Parameter gap: the places between the same two things in the calendar.
    @inline(__always)
    func leeway(at place: Int, in gap: Range<Int>) -> Int {
        let (start, run) = (starts[place], runs[Int(runOfStart[place])])
        let first = max(run.start, starts[gap.lowerBound])
        let last = min(run.end, starts[gap.upperBound - 1])
        return min(start - first, last - start)
    }

    private mutating func addPlanned(_ activity: TakenActivity, _ employees: [Int], _ preparation: Preparation) {
        let start = activity.start
        let commitments = preparation.commitments
        guard activity.zeroIsCandidate, preparation.customerFits(activity, at: start, commitments) else { return }
        var bits: UInt64 = 0
        for (position, employee) in employees.enumerated() where commitments.fits(employee, activity, at: start) {
            bits |= 1 << position
        }
        guard bits != 0 else { return }
        starts.append(start)
        able.append(bits)
    }

    private mutating func collect(
        _ activity: TakenActivity, _ employees: [Int], isForward: Bool, _ preparation: Preparation
    ) {
        var sweep = Sweep(isForward: isForward, preparation.local)
        let range = activity.starts
        let from =
            isForward
            ? max(activity.start + 1, range.lowerBound) : min(activity.start - 1, range.upperBound - 1)
        sweep.begin(
            activity, from: from, employees: employees, withCustomer: true, preparation, preparation.commitments)
        var left = Self.mostStarts
        while left > 0, let (start, bits) = sweep.next(activity) {
            starts.append(start)
            able.append(bits)
            left -= 1
        }
    }

    /// The starts from an instant to less than another, by their positions.
    func indices(from: Int, to: Int) -> Range<Int> {
        let lower = position(of: from)
        return lower..<max(lower, position(of: to))
    }

    /// Of the first start at or after an instant.
    private func position(of instant: Int) -> Int {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] < instant { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
