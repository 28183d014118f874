/// A list of times that one session must keep clear of, with a finger on the entry that was looked at last: a sweep only
/// ever goes one way, so the whole list is passed once.
///
/// All functions take and give starts of the first session. The list is held here, and not fetched for each question,
/// because that would cost more than the answer; a sweep lets go of it when it is done.
struct BusyObstacle {
    private let times: BusyTimes
    /// From the start of the first session to where the session, or the travel before it, begins and ends.
    private let lead: Int
    private let tail: Int
    /// The entry that comes next in the direction of the sweep.
    private var index: Int

    /// - Parameter start: where the sweep begins.
    init(_ times: BusyTimes, lead: Int, tail: Int, from start: Int, isForward: Bool) {
        (self.times, self.lead, self.tail) = (times, lead, tail)
        // Going back, an entry that begins behind the session is passed at the first look.
        index =
            isForward
            ? times.firstIndex(endingAfter: start + lead)
            : min(times.firstIndex(endingAfter: start + tail), times.entries.count - 1)
    }

    /// The next start from one on, in the direction of the sweep, at which the session is clear of the list.
    @inline(__always)
    mutating func clear(_ start: Int, isForward: Bool) -> Int { isForward ? clearAhead(start) : clearBack(start) }

    @inline(__always)
    private mutating func clearAhead(_ start: Int) -> Int {
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

    @inline(__always)
    private mutating func clearBack(_ start: Int) -> Int {
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
}
