/// A set of minutes as sorted intervals that neither overlap nor touch. Every operation on two sets takes time linear
/// in their intervals.
public struct IntervalSet: Hashable, Sendable {
    public private(set) var intervals: [Interval]

    public init() { intervals = [] }

    /// Of intervals in any order, which may overlap; empty ones count for nothing.
    public init(_ intervals: some Sequence<Interval>) {
        self.init()
        for interval in intervals.sorted(by: { $0.start < $1.start }) { append(interval) }
    }

    public init(_ interval: Interval) { intervals = interval.isEmpty ? [] : [interval] }

    public var isEmpty: Bool { intervals.isEmpty }
    public var minutes: Int { intervals.reduce(0) { $0 + $1.minutes } }
    /// From the first minute to the last.
    public var bounds: Interval? {
        guard let first = intervals.first, let last = intervals.last else { return nil }
        return Interval(first.start, last.end)
    }

    public func contains(_ minute: Int) -> Bool {
        let index = firstIndex(endingAfter: minute)
        return index < intervals.count && intervals[index].start <= minute
    }

    /// Whether every minute of an interval is in the set.
    public func covers(_ interval: Interval) -> Bool {
        if interval.isEmpty { return true }
        let index = firstIndex(endingAfter: interval.start)
        return index < intervals.count && intervals[index].start <= interval.start
            && interval.end <= intervals[index].end
    }

    public func overlaps(_ interval: Interval) -> Bool {
        let index = firstIndex(endingAfter: interval.start)
        return index < intervals.count && intervals[index].overlaps(interval)
    }

    /// Adds an interval that does not begin before the last one does; joins the two where they meet.
    mutating func append(_ interval: Interval) {
        guard !interval.isEmpty else { return }
        if let last = intervals.last, interval.start <= last.end {
            intervals[intervals.count - 1] = Interval(last.start, max(last.end, interval.end))
        } else {
            intervals.append(interval)
        }
    }

    /// By halving: the index of the first interval that ends after a minute.
    func firstIndex(endingAfter minute: Int) -> Int {
        var (low, high) = (0, intervals.count)
        while low < high {
            let middle = (low + high) / 2
            if intervals[middle].end <= minute { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
