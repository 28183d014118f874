/// Something that somebody has promised already, with the way to it and back.
public struct BusyEntry: Sendable, Hashable {
    public let span: Interval
    /// Minutes of travel or of a pause before and after, 0 or more.
    public let before: Int
    public let after: Int

    public init(_ span: Interval, before: Int = 0, after: Int = 0) {
        (self.span, self.before, self.after) = (span, max(0, before), max(0, after))
    }

    var reservation: Interval { span.extended(before: before, after: after) }
}

/// One whose time is asked for, with others, for something new.
public struct Attendee: Sendable {
    public var calendar: WorkingCalendar
    public var busy: [BusyEntry]

    public init(_ calendar: WorkingCalendar, busy: [BusyEntry] = []) {
        (self.calendar, self.busy) = (calendar, busy)
    }

    /// The working time in a span that nothing takes.
    ///
    /// - Parameters:
    ///   - before: minutes of travel that the new entry needs before it; like those of the other entries they are not
    ///     bound to working hours (FORMAT 5.3), but must not fall into what is promised.
    ///   - after: the same behind it.
    public func freeTime(in span: Interval, before: Int = 0, after: Int = 0) -> IntervalSet {
        // An entry that must keep `before` free in front of it begins that much later behind another one.
        let taken = IntervalSet(busy.map(\.reservation)).extended(before: max(0, after), after: max(0, before))
        return calendar.workingTime(in: span).subtracting(taken)
    }
}
