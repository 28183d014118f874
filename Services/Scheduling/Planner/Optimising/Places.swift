/// Where an activity may be as far as rules and commitments go, whatever else is planned. With what a search asks of it
/// most often; immutable, so that handing it on costs little.
final class Places: Sendable {
    let sessions: [TakenActivity.Session]
    let travelMinutes: Int
    /// From the start of the first session to the end of the last.
    let length: Int
    let customer: Int?
    /// Those who are told apart, in their order.
    let employees: [Int]

    /// Ascending.
    let starts: [Int]
    /// For each start, which of the employees their commitments leave free: one bit each, in their order.
    let able: [UInt64]

    /// For each start, the run it belongs to: from the first to the last start that is reached in steps of the grid.
    private let runOfStart: [Int32]
    private let runs: [Span]

    /// Only so many employees of an activity are told apart; the rest are left to the end of the search.
    static let mostEmployees = 64
    /// Only so many starts on either side of the planned time: a window may be centuries long.
    static let mostStarts = 4096

    init(_ activity: TakenActivity, _ preparation: Preparation) {
        // Lists of its own: what two threads count references to is slow for both.
        sessions = activity.sessions.map { $0 }
        employees = activity.employees.prefix(Self.mostEmployees).map { $0 }
        (travelMinutes, length, customer) = (activity.travelMinutes, activity.length, activity.customer)
        var found = Found(employees)
        found.collect(activity, isForward: false, preparation)
        found.starts.reverse()
        found.able.reverse()
        found.addPlanned(activity, preparation)
        found.collect(activity, isForward: true, preparation)
        (starts, able) = (found.starts, found.able)
        (runOfStart, runs) = Self.runs(of: found.starts, step: activity.grid.step)
    }

    private static func runs(of starts: [Int], step: Int) -> (ofStart: [Int32], runs: [Span]) {
        var ofStart: [Int32] = []
        var runs: [Span] = []
        ofStart.reserveCapacity(starts.count)
        for start in starts {
            // Whole days apart is not beside one another.
            if let last = runs.indices.last, step < 1440, start - runs[last].end <= step {
                runs[last].end = start
            } else {
                runs.append(Span(start: start, end: start))
            }
            ofStart.append(Int32(runs.count - 1))
        }
        return (ofStart, runs)
    }

    /// Whether the commitments of an employee, given by position, leave a place free.
    @inline(__always)
    func isAble(_ position: Int, at place: Int) -> Bool { able[place] >> UInt64(position) & 1 == 1 }

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

    /// Whether at a start an employee has time for the later sessions, and the customer for all; the first session lies in
    /// a gap of the employee's times already.
    @inline(__always)
    func isFree(at start: Int, _ times: BusyTimes, _ bookings: Bookings) -> Bool {
        if sessions.count > 1 {
            for session in sessions.dropFirst() {
                let reservation = Span(start: start + session.offset - travelMinutes, end: start + session.end)
                if !times.isClear(reservation) { return false }
            }
        }
        guard let customer else { return true }
        return sessions.allSatisfy { bookings.customers[customer].isClear($0.span(from: start)) }
    }

    /// The first start from an instant to another, both included, whose place meets a condition.
    @inline(__always)
    func first(from: Int, through last: Int, where isFine: (Int) -> Bool) -> Int? {
        var place = position(of: from)
        while place < starts.count, starts[place] <= last {
            if isFine(place) { return starts[place] }
            place += 1
        }
        return nil
    }

    /// The last start from an instant to another, both included, whose place meets a condition.
    @inline(__always)
    func last(from first: Int, through last: Int, where isFine: (Int) -> Bool) -> Int? {
        var place = position(of: last == .max ? .max : last + 1) - 1
        while place >= 0, starts[place] >= first {
            if isFine(place) { return starts[place] }
            place -= 1
        }
        return nil
    }

    /// The starts from an instant to less than another, by their positions.
    func indices(from: Int, to: Int) -> Range<Int> {
        let lower = position(of: from)
        return lower..<max(lower, position(of: to))
    }

    /// Of the first start at or after an instant.
    private func position(of instant: Int) -> Int {
        starts.withUnsafeBufferPointer { starts in
            var (low, high) = (0, starts.count)
            while low < high {
                let middle = (low + high) / 2
                if starts[middle] < instant { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}

/// The places found so far.
private struct Found {
    let employees: [Int]
    var starts: [Int] = []
    var able: [UInt64] = []

    init(_ employees: [Int]) { self.employees = employees }

    mutating func addPlanned(_ activity: TakenActivity, _ preparation: Preparation) {
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

    mutating func collect(
        _ activity: TakenActivity, isForward: Bool, _ preparation: Preparation
    ) {
        var sweep = Sweep(isForward: isForward, preparation.local)
        let range = activity.starts
        let from =
            isForward
            ? max(activity.start + 1, range.lowerBound) : min(activity.start - 1, range.upperBound - 1)
        sweep.begin(
            activity, from: from, employees: employees, withCustomer: true, preparation, preparation.commitments)
        var left = Places.mostStarts
        while left > 0, let (start, bits) = sweep.next(activity) {
            starts.append(start)
            able.append(bits)
            left -= 1
        }
    }
}
