/// The time that several people have free together.
public enum CommonFreeTime: Sendable {
    /// An entry of any length that lies within one of the intervals fits everybody.
    ///
    /// - Parameters:
    ///   - minimum: intervals shorter than this many minutes are left out.
    ///   - before: minutes of travel before the new entry; `after`, behind it.
    /// - Returns: The whole span where nobody is asked.
    public static func of(
        _ attendees: [Attendee], in span: Interval, atLeast minimum: Int = 1, before: Int = 0, after: Int = 0
    ) -> IntervalSet {
        var common = IntervalSet(span)
        for attendee in attendees where !common.isEmpty {
            common = common.intersection(attendee.freeTime(in: span, before: before, after: after))
        }
        return common.droppingShorter(than: minimum)
    }

    /// The starts at which an entry of a length fits, on a grid of minutes since local midnight (FORMAT 5.6), earliest
    /// first.
    ///
    /// - Parameters:
    ///   - grid: 1 to 1440.
    ///   - limit: how many are wanted.
    public static func starts(
        of minutes: Int, in free: IntervalSet, grid: Int, clock: ZoneClock, limit: Int = .max
    ) -> [Int] {
        var found: [Int] = []
        let grid = min(max(grid, 1), 1440)
        for interval in free.intervals where interval.minutes >= minutes {
            var start = interval.start
            while start + minutes <= interval.end, found.count < limit {
                let shown = clock.minuteOfDay(at: start)
                if shown % grid == 0 { found.append(start) }
                start += min(grid - shown % grid, 1440 - shown)
            }
        }
        return found
    }
}
