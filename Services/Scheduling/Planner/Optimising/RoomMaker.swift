/// Makes room for an activity of one session by moving what lies beside it; where that is not enough, by letting
/// something leave as well.
struct RoomMaker: Sendable {
    struct Room: Sendable {
        var choice: PlaceChooser.Choice
        /// What must leave.
        var leaving: [Int]
        /// What must move, and where its first session starts then.
        var moves: [(activity: Int, start: Int)] = []
    }

    private var justification: Justification

    init(_ preparation: Preparation) { justification = Justification(preparation.taken) }

    /// Room where little of weight must leave, with some chance in it.
    ///
    /// - Parameter mostLeaving: how many may leave, one beside another.
    mutating func find(
        _ index: Int, _ draft: Draft, _ weights: [Double], mostLeaving: Int, _ chooser: inout PlaceChooser,
        _ random: inout SeededRandom
    ) -> Room? {
        let places = chooser.places(of: index)
        guard places.sessions.count == 1, !places.starts.isEmpty else { return nil }
        var best = Cheapest()
        let first = random.below(places.employees.count)
        for step in places.employees.indices {
            let position = (first + step) % places.employees.count
            justification.justify(places.employees[position], within: places.surroundings, draft, &chooser)
            for before in -1..<justification.entries.count {
                var gap = Gap(before: before, behind: before + 1)
                while best.mayBeat(gap) {
                    if let start = start(in: gap, places, position, draft, isLate: random.below(2) == 0) {
                        best.improve(gap, at: start, places.employees[position], &random)
                        break
                    }
                    guard gap.leaving < mostLeaving, widen(&gap, weights) else { break }
                }
            }
        }
        return best.gap.map { room($0, best.choice, places, draft, &chooser) }
    }

    /// Lets what lies behind a gap leave, if it may.
    private func widen(_ gap: inout Gap, _ weights: [Double]) -> Bool {
        let entries = justification.entries
        guard gap.behind < entries.count else { return false }
        let owner = entries[entries.startIndex + gap.behind].owner
        guard owner != BusyTimes.fixed else { return false }
        gap.behind += 1
        gap.cost += weights[owner]
        return true
    }

    /// A start between two entries, the one as early and the other as late as it could be.
    private func start(in gap: Gap, _ places: Places, _ position: Int, _ draft: Draft, isLate: Bool) -> Int? {
        let (earliest, latest) = (justification.earliest, justification.latest)
        let from = gap.before < 0 ? .min : earliest[gap.before].reservation.end + places.travelMinutes
        let to = gap.behind == latest.count ? .max : latest[gap.behind].reservation.start - places.length
        guard from <= to else { return nil }
        func isFree(_ place: Int) -> Bool {
            guard places.isAble(position, at: place) else { return false }
            guard let customer = places.customer else { return true }
            let span = places.sessions[0].span(from: places.starts[place])
            return draft.bookings.customers[customer].isClear(span)
        }
        return isLate
            ? places.last(from: from, through: to, where: isFree)
            : places.first(from: from, through: to, where: isFree)
    }

    /// Only what is in the way of the start, or of what moves for it, moves.
    private mutating func room(
        _ gap: Gap, _ choice: PlaceChooser.Choice, _ places: Places, _ draft: Draft, _ chooser: inout PlaceChooser
    ) -> Room {
        justification.justify(choice.employee, within: places.surroundings, draft, &chooser)
        let entries = Array(justification.entries)
        var room = Room(choice: choice, leaving: entries[gap.before + 1..<gap.behind].map(\.owner))
        var limit = choice.start - places.travelMinutes
        for place in (0..<gap.before + 1).reversed() {
            guard entries[place].end > limit else { break }
            room.moves.append((entries[place].owner, justification.earliest[place].start))
            limit = justification.earliest[place].reservation.start
        }
        limit = choice.start + places.length
        for place in gap.behind..<entries.count {
            guard entries[place].start < limit else { break }
            room.moves.append((entries[place].owner, justification.latest[place].start))
            limit = justification.latest[place].reservation.end
        }
        return room
    }
}

/// What lies between two entries of a calendar, given by their positions in it: -1 before the first, the count behind
/// the last.
private struct Gap {
    let before: Int
    var behind: Int
    /// The weight of the entries between them, which leave.
    var cost = 0.0

    /// How many entries lie between them.
    var leaving: Int { behind - before - 1 }
}

/// The gap where least of weight must leave.
private struct Cheapest {
    private(set) var gap: Gap?
    private(set) var choice = PlaceChooser.Choice(start: 0, employee: 0)
    private var least = Double.infinity

    func mayBeat(_ gap: Gap) -> Bool { gap.cost / 2 < least }

    mutating func improve(_ gap: Gap, at start: Int, _ employee: Int, _ random: inout SeededRandom) {
        // Gaps that cost nothing differ by chance alone.
        let value = gap.cost * (0.5 + random.fraction()) + 0.001 * random.fraction()
        guard value < least else { return }
        (least, self.gap, choice) = (value, gap, PlaceChooser.Choice(start: start, employee: employee))
    }
}

extension Places {
    /// Where the activity may be, and what is near enough to make room for it; there are places.
    fileprivate var surroundings: Span {
        Span(
            start: starts[0] - travelMinutes - Justification.reach,
            end: starts[starts.count - 1] + length + Justification.reach)
    }
}
