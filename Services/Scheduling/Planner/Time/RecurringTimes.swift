/// Spans of local days that come again every week, with other spans on single dates (FORMAT 1.6, 2.2). They are worked
/// out when asked for and never listed: a window may be centuries long.
struct RecurringTimes: Sendable {
    /// Sorted and disjoint, per weekday from Monday.
    private let weekly: [[DaySpan]]
    /// By local date, in place of those of the weekday.
    private let dated: [Int: [DaySpan]]
    let isEmpty: Bool

    init(weekly: [[DaySpan]], dated: [Int: [DaySpan]] = [:]) {
        self.weekly = weekly.map(Self.merged)
        self.dated = dated.mapValues(Self.merged)
        isEmpty = weekly.allSatisfy(\.isEmpty) && dated.values.allSatisfy(\.isEmpty)
    }

    /// The times at which the company does not work; sessions must keep clear of them as of any other obstacle.
    static func outsideWorkingHours(of problem: Problem) -> RecurringTimes {
        let wholeDay = [DaySpan(start: 0, end: 1440)]
        let hours = problem.workingHours ?? Array(repeating: wholeDay, count: Weekday.allCases.count)
        let exceptions = problem.workingExceptions.map { ($0.day, complement(merged($0.intervals))) }
        return RecurringTimes(
            weekly: hours.map { complement(merged($0)) }, dated: Dictionary(exceptions) { first, _ in first })
    }

    static func unavailable(_ spans: [WeeklySpan]) -> RecurringTimes {
        var weekly = Array(repeating: [DaySpan](), count: Weekday.allCases.count)
        for span in spans { weekly[span.weekday.rawValue].append(span.span) }
        return RecurringTimes(weekly: weekly)
    }

    /// Sorted, with those that overlap or touch made one.
    private static func merged(_ spans: [DaySpan]) -> [DaySpan] {
        var result: [DaySpan] = []
        for span in spans.sorted(by: { $0.start < $1.start }) {
            if let last = result.last, span.start <= last.end {
                result[result.count - 1].end = max(last.end, span.end)
            } else {
                result.append(span)
            }
        }
        return result
    }

    /// What is left of a day.
    private static func complement(_ spans: [DaySpan]) -> [DaySpan] {
        var result: [DaySpan] = []
        var free = 0
        for span in spans {
            if free < span.start { result.append(DaySpan(start: free, end: span.start)) }
            free = span.end
        }
        if free < 1440 { result.append(DaySpan(start: free, end: 1440)) }
        return result
    }

    @inline(__always)
    private func spans(of day: Int) -> [DaySpan] {
        if !dated.isEmpty, let spans = dated[day] { return spans }
        // 1970-01-01 was a Thursday.
        let week = floorDivide(day + 3, by: 7)
        return weekly[day + 3 - week * 7]
    }
}

extension RecurringTimes {
    /// The first span that ends after an instant and begins before the limit. Where the clocks change, it may be only
    /// a part of what is seen on the wall clock; the rest is the span after it.
    func first(endingAfter instant: Int, before limit: Int, _ local: LocalTime) -> Span? {
        guard !isEmpty else { return nil }
        var instant = instant
        var index = local.index(at: instant)
        while instant < limit {
            let stretch = local.stretches[index]
            let day = floorDivide(instant + stretch.offset, by: 1440)
            let midnight = day * 1440 - stretch.offset
            for span in spans(of: day) where midnight + span.end > instant {
                let start = max(midnight + span.start, stretch.start)
                guard start < stretch.end else { break }
                return Span(start: start, end: min(midnight + span.end, stretch.end))
            }
            instant = midnight + 1440
            if instant >= stretch.end {
                instant = stretch.end
                index = min(index + 1, local.stretches.count - 1)
            }
        }
        return nil
    }

    /// The last span that begins before an instant and ends after the limit.
    func last(startingBefore instant: Int, after limit: Int, _ local: LocalTime) -> Span? {
        guard !isEmpty else { return nil }
        var instant = instant
        var index = local.index(at: instant - 1)
        while instant > limit {
            let stretch = local.stretches[index]
            let day = floorDivide(instant - 1 + stretch.offset, by: 1440)
            let midnight = day * 1440 - stretch.offset
            for span in spans(of: day).reversed() where midnight + span.start < instant {
                let end = min(midnight + span.end, stretch.end)
                guard end > stretch.start else { break }
                return Span(start: max(midnight + span.start, stretch.start), end: end)
            }
            instant = midnight
            if instant <= stretch.start {
                instant = stretch.start
                index = max(index - 1, 0)
            }
        }
        return nil
    }

    /// Whether no minute of a span is in these times.
    func isClear(_ span: Span, _ local: LocalTime) -> Bool {
        first(endingAfter: span.start, before: span.end, local).map { $0.start >= span.end } ?? true
    }
}
