/// Recurring times that one session must keep clear of; like `BusyObstacle` in all else.
struct RecurringObstacle {
    private let times: RecurringTimes
    private let lead: Int
    private let tail: Int
    /// The span that comes next in the direction of the sweep; nil where it must be looked for.
    private var span: Span?
    private var isExhausted = false

    init(_ times: RecurringTimes, lead: Int, tail: Int) {
        (self.times, self.lead, self.tail) = (times, lead, tail)
    }

    /// - Parameter limit: the last start of the sweep; what is beyond it is of no interest.
    @inline(__always)
    mutating func clear(_ start: Int, isForward: Bool, limit: Int, _ local: LocalTime) -> Int {
        isForward ? clearAhead(start, limit, local) : clearBack(start, limit, local)
    }

    @inline(__always)
    private mutating func clearAhead(_ start: Int, _ limit: Int, _ local: LocalTime) -> Int {
        var start = start
        while !isExhausted {
            guard let span, span.end > start + lead else {
                span = times.first(endingAfter: start + lead, before: limit + tail, local)
                isExhausted = span == nil
                continue
            }
            guard span.start < start + tail else { return start }
            start = span.end - lead
        }
        return start
    }

    @inline(__always)
    private mutating func clearBack(_ start: Int, _ limit: Int, _ local: LocalTime) -> Int {
        var start = start
        while !isExhausted {
            guard let span, span.start < start + tail else {
                span = times.last(startingBefore: start + tail, after: limit + lead, local)
                isExhausted = span == nil
                continue
            }
            guard span.end > start + lead else { return start }
            start = span.start - tail
        }
        return start
    }
}
