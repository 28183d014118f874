import Foundation
import Messages

/// Finds the times nearest to a wanted one at which nobody concerned is busy (SCH-4): within working hours, on quarter
/// hours, not in the past, not overlapping each other.
struct FreeTimes: Sendable {
    var wanted: TimeSpan
    /// What any of those concerned has, in any order.
    var busy: [TimeSpan]
    var now: Instant
    var hours = WorkingHours.firm
    /// How many days before and after the wanted one are looked at.
    static let daysAround: ClosedRange<Int> = -7...14
    static let step = Duration.seconds(900)

    func nearest(_ count: Int = 3) -> [TimeSpan] {
        let candidates = Self.daysAround.flatMap(candidates).sorted {
            (distance($0), $0.startsAt) < (distance($1), $1.startsAt)
        }
        var chosen: [TimeSpan] = []
        for candidate in candidates where !chosen.contains(where: candidate.overlaps) {
            guard !busy.contains(where: candidate.overlaps) else { continue }
            chosen.append(candidate)
            if chosen.count == count { break }
        }
        return chosen
    }

    private func distance(_ span: TimeSpan) -> Int64 { abs(span.startsAt.milliseconds - wanted.startsAt.milliseconds) }

    private func candidates(_ offset: Int) -> [TimeSpan] {
        let day = hours.zone.day(of: wanted.startsAt).adding(days: offset)
        guard let open = hours.span(of: day) else { return [] }
        var found: [TimeSpan] = []
        var start = open.startsAt
        while start.adding(wanted.duration) <= open.endsAt {
            if start >= now { found.append(TimeSpan(startsAt: start, endsAt: start.adding(wanted.duration))) }
            start = start.adding(Self.step)
        }
        return found
    }
}
