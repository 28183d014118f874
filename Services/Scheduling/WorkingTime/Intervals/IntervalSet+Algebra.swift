extension IntervalSet {
    public func union(_ other: IntervalSet) -> IntervalSet {
        var result = IntervalSet()
        var (i, j) = (0, 0)
        while i < intervals.count || j < other.intervals.count {
            let takesOwn =
                j == other.intervals.count
                || (i < intervals.count && intervals[i].start <= other.intervals[j].start)
            if takesOwn {
                result.append(intervals[i])
                i += 1
            } else {
                result.append(other.intervals[j])
                j += 1
            }
        }
        return result
    }

    public func intersection(_ other: IntervalSet) -> IntervalSet {
        var result = IntervalSet()
        var (i, j) = (0, 0)
        while i < intervals.count, j < other.intervals.count {
            result.append(intervals[i].intersection(other.intervals[j]))
            if intervals[i].end < other.intervals[j].end { i += 1 } else { j += 1 }
        }
        return result
    }

    /// The minutes that are not in `other`.
    public func subtracting(_ other: IntervalSet) -> IntervalSet {
        if other.isEmpty { return self }
        var result = IntervalSet()
        var j = 0
        for interval in intervals {
            var start = interval.start
            while j < other.intervals.count, other.intervals[j].end <= start { j += 1 }
            // The last one that begins within this interval may reach into the next, so `j` stays on it.
            var k = j
            while k < other.intervals.count, other.intervals[k].start < interval.end {
                result.append(Interval(start, other.intervals[k].start))
                start = max(start, other.intervals[k].end)
                j = k
                k += 1
            }
            result.append(Interval(start, interval.end))
        }
        return result
    }

    /// The minutes of an interval that are not in the set.
    public func gaps(in interval: Interval) -> IntervalSet { IntervalSet(interval).subtracting(self) }

    /// The minutes that lie in an interval; found by halving, so a short clip of a long set is quick.
    public func clipped(to interval: Interval) -> IntervalSet {
        var result = IntervalSet()
        var index = firstIndex(endingAfter: interval.start)
        while index < intervals.count, intervals[index].start < interval.end {
            result.append(intervals[index].intersection(interval))
            index += 1
        }
        return result
    }

    public func shifted(by minutes: Int) -> IntervalSet {
        IntervalSet(sorted: intervals.map { $0.shifted(by: minutes) })
    }

    /// Each interval longer by `before` and `after`, which must not be negative; those that then meet become one.
    public func extended(before: Int = 0, after: Int = 0) -> IntervalSet {
        IntervalSet(intervals.map { $0.extended(before: max(0, before), after: max(0, after)) })
    }

    /// Without the intervals shorter than `minimum`.
    public func droppingShorter(than minimum: Int) -> IntervalSet {
        IntervalSet(sorted: intervals.filter { $0.minutes >= minimum })
    }

    private init(sorted intervals: [Interval]) {
        self.init()
        for interval in intervals { append(interval) }
    }
}
