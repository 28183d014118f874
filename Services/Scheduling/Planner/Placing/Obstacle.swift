/// One list of times that one session must keep clear of, with a finger on the place that was looked at last: a sweep
/// only ever goes one way, so the whole list is passed once.
///
/// All functions take and give starts of the first session.
struct Obstacle {
    enum Source {
        case outsideWorkingHours
        case customerWeekly(Int)
        case customer(Int)
        case employee(Int)
    }

    let source: Source
    /// From the start of the first session to where the session, or the travel before it, begins and ends.
    let lead: Int
    let tail: Int
    /// Of a list: the entry that comes next in the direction of the sweep.
    var index = 0
    /// Of recurring times: the span that comes next; nil where it must be looked for.
    var span: Span?
    var isExhausted = false

    init(_ source: Source, lead: Int, tail: Int) {
        (self.source, self.lead, self.tail) = (source, lead, tail)
    }
}

extension Obstacle {
    /// Where a sweep goes, and how far.
    struct Direction {
        var isForward: Bool
        var limit: Int
    }

    /// The next start from one on, in the direction of the sweep, at which the session is clear of this obstacle.
    @inline(__always)
    mutating func clear(
        _ start: Int, _ direction: Direction, _ preparation: Preparation, _ bookings: Bookings
    ) -> Int {
        switch source {
        case .outsideWorkingHours:
            return clear(start, direction, preparation.outsideWorkingHours, preparation.local)
        case .customerWeekly(let customer):
            guard let times = preparation.customersWeekly[customer] else { return start }
            return clear(start, direction, times, preparation.local)
        case .customer(let customer): return clear(start, direction.isForward, bookings.customers[customer])
        case .employee(let employee): return clear(start, direction.isForward, bookings.employees[employee])
        }
    }

    @inline(__always)
    mutating func clear(_ start: Int, _ isForward: Bool, _ times: BusyTimes) -> Int {
        isForward ? clearAhead(start, times) : clearBack(start, times)
    }

    @inline(__always)
    private mutating func clear(
        _ start: Int, _ direction: Direction, _ times: RecurringTimes, _ local: LocalTime
    ) -> Int {
        direction.isForward
            ? clearAhead(start, times, limit: direction.limit, local)
            : clearBack(start, times, limit: direction.limit, local)
    }
}

extension Obstacle {
    /// The first start, at or after one, at which the session is clear of a list.
    @inline(__always)
    mutating func clearAhead(_ start: Int, _ times: BusyTimes) -> Int {
        var start = start
        while index < times.entries.count {
            let (from, to) = (times.entries[index].start, times.entries[index].end)
            if to > start + lead {
                guard from < start + tail else { return start }
                start = to - lead
            }
            index += 1
        }
        return start
    }

    /// The last start, at or before one, at which the session is clear of a list.
    @inline(__always)
    mutating func clearBack(_ start: Int, _ times: BusyTimes) -> Int {
        var start = start
        while index >= 0 {
            let (from, to) = (times.entries[index].start, times.entries[index].end)
            if from < start + tail {
                guard to > start + lead else { return start }
                start = from - tail
            }
            index -= 1
        }
        return start
    }

    /// As `clearAhead`, for recurring times; starts beyond the limit are of no interest.
    @inline(__always)
    mutating func clearAhead(_ start: Int, _ times: RecurringTimes, limit: Int, _ local: LocalTime) -> Int {
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

    /// As `clearBack`, for recurring times.
    @inline(__always)
    mutating func clearBack(_ start: Int, _ times: RecurringTimes, limit: Int, _ local: LocalTime) -> Int {
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
