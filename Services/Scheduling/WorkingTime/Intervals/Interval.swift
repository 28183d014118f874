/// A half-open span `[start, end)` of whole minutes: of instants, counted from 1970-01-01T00:00Z, or of local times of
/// a day, counted from midnight. Two that only touch do not overlap (scheduling FORMAT 1.1).
public struct Interval: Hashable, Sendable {
    public let start: Int
    /// The minute behind the last; an interval whose end is not behind its start is empty.
    public let end: Int

    public init(_ start: Int, _ end: Int) { (self.start, self.end) = (start, end) }

    public var isEmpty: Bool { end <= start }
    public var minutes: Int { max(0, end - start) }

    public func contains(_ minute: Int) -> Bool { start <= minute && minute < end }
    public func overlaps(_ other: Interval) -> Bool { max(start, other.start) < min(end, other.end) }

    /// Longer by `before` at its start and `after` at its end.
    public func extended(before: Int = 0, after: Int = 0) -> Interval { Interval(start - before, end + after) }
    public func shifted(by minutes: Int) -> Interval { Interval(start + minutes, end + minutes) }
    func intersection(_ other: Interval) -> Interval { Interval(max(start, other.start), min(end, other.end)) }
}
