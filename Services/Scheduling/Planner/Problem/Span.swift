/// A half-open span of time `[start, end)`, in whole minutes since 1970-01-01T00:00Z (FORMAT 1.1).
package struct Span: Hashable, Sendable {
    package var start: Int
    package var end: Int

    package init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }

    package var minutes: Int { end - start }

    func shifted(by minutes: Int) -> Span { Span(start: start + minutes, end: end + minutes) }
}

/// A span of a local day, in minutes since `00:00`, up to 1440 (FORMAT 1.5).
package struct DaySpan: Hashable, Sendable {
    package var start: Int
    package var end: Int

    package init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }
}

/// A weekday as the problem writes it.
package enum Weekday: Int, CaseIterable, Sendable {
    case mon, tue, wed, thu, fri, sat, sun
}
