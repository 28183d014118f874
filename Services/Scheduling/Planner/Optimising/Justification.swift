/// The calendar of an employee with everything as early as it could be, and as late, without anything passing another
/// (left and right justification). Commitments and activities of several sessions stay where they are.
struct Justification: Sendable {
    struct Position: Sendable {
        /// Of the first session.
        var start: Int
        var reservation: Span
    }

    private(set) var entries: ArraySlice<BusyTimes.Entry> = []
    /// In the order of the entries.
    private(set) var earliest: [Position] = []
    private(set) var latest: [Position] = []
    /// By activity; nil for one of several sessions.
    private let single: [Single?]

    private struct Single: Sendable {
        var travelMinutes: Int
        var minutes: Int

        func position(at start: Int) -> Position {
            Position(start: start, reservation: Span(start: start - travelMinutes, end: start + minutes))
        }
    }

    /// Minutes; what is moved farther is not beside what is put in any more.
    static let reach = 300

    init(_ taken: [TakenActivity]) {
        single = taken.map { activity in
            guard activity.sessions.count == 1 else { return nil }
            return Single(travelMinutes: activity.travelMinutes, minutes: activity.sessions[0].minutes)
        }
    }

    /// Works out what the calendar of an employee has within a span; nothing moves out of it.
    mutating func justify(_ employee: Int, within span: Span, _ draft: Draft, _ chooser: inout PlaceChooser) {
        entries = draft.bookings.employees[employee].entries(in: span)
        earliest.removeAll(keepingCapacity: true)
        latest.removeAll(keepingCapacity: true)
        var free = span.start
        for entry in entries {
            let position = earliest(entry, employee, from: free, draft, &chooser)
            earliest.append(position)
            free = position.reservation.end
        }
        var busy = span.end
        for entry in entries.reversed() {
            let position = latest(entry, employee, to: busy, draft, &chooser)
            latest.append(position)
            busy = position.reservation.start
        }
        latest.reverse()
    }

    private func earliest(
        _ entry: BusyTimes.Entry, _ employee: Int, from free: Int, _ draft: Draft, _ chooser: inout PlaceChooser
    ) -> Position {
        let current = position(of: entry)
        guard free < entry.start, let single = single(entry) else { return current }
        let places = chooser.places(of: entry.owner)
        guard let attendee = places.employees.firstIndex(of: employee) else { return current }
        let from = max(free + single.travelMinutes, current.start - Self.reach)
        let start = places.first(from: from, through: current.start - 1) {
            places.mayMove(to: $0, entry.owner, attendee, draft)
        }
        return start.map(single.position(at:)) ?? current
    }

    private func latest(
        _ entry: BusyTimes.Entry, _ employee: Int, to busy: Int, _ draft: Draft, _ chooser: inout PlaceChooser
    ) -> Position {
        let current = position(of: entry)
        guard busy > entry.end, let single = single(entry) else { return current }
        let places = chooser.places(of: entry.owner)
        guard let attendee = places.employees.firstIndex(of: employee) else { return current }
        let last = min(busy - single.minutes, current.start + Self.reach)
        let start = places.last(from: current.start + 1, through: last) {
            places.mayMove(to: $0, entry.owner, attendee, draft)
        }
        return start.map(single.position(at:)) ?? current
    }

    private func single(_ entry: BusyTimes.Entry) -> Single? {
        entry.owner == BusyTimes.fixed ? nil : single[entry.owner]
    }

    private func position(of entry: BusyTimes.Entry) -> Position {
        Position(
            start: entry.start + (single(entry)?.travelMinutes ?? 0),
            reservation: Span(start: entry.start, end: entry.end))
    }
}

extension Places {
    /// Whether commitments and the customer leave an activity of one session free at another place.
    ///
    /// - Parameter attendee: the employee's position among the activity's.
    fileprivate func mayMove(to place: Int, _ owner: Int, _ attendee: Int, _ draft: Draft) -> Bool {
        guard isAble(attendee, at: place) else { return false }
        guard let customer else { return true }
        let span = Span(start: starts[place], end: starts[place] + length)
        return draft.bookings.customers[customer].isClear(span, butFor: owner)
    }
}
