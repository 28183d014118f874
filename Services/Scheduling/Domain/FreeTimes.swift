import Foundation
import Messages
import WorkingTime

/// Finds the times nearest to a wanted one at which everybody concerned is at work and nobody is busy (SCH-4): on quarter
/// hours, not in the past, not overlapping each other.
struct FreeTimes: Sendable {
    var wanted: TimeSpan
    /// When everybody concerned is at work and has nothing else, as instants.
    var free: IntervalSet
    var now: Instant
    var clock = ZoneClock.vietNam
    /// How many days before and after the wanted one are looked at.
    static let daysAround: ClosedRange<Int> = -7...14
    static let stepMinutes = 15

    /// - Parameter attendees: those concerned, each with the calendar they work by and what they have.
    init(wanted: TimeSpan, attendees: [Attendee], now: Instant) {
        (self.wanted, self.now) = (wanted, now)
        free = CommonFreeTime.of(attendees, in: Self.window(around: wanted).interval)
    }

    /// What is looked at for a wanted time.
    static func window(around wanted: TimeSpan) -> TimeSpan {
        TimeSpan(
            startsAt: wanted.startsAt.adding(.seconds(86_400 * daysAround.lowerBound)),
            endsAt: wanted.startsAt.adding(.seconds(86_400 * (daysAround.upperBound + 1))))
    }

    func nearest(_ count: Int = 3) -> [TimeSpan] {
        var chosen: [TimeSpan] = []
        for candidate in candidates where !chosen.contains(where: candidate.overlaps) {
            chosen.append(candidate)
            if chosen.count == count { break }
        }
        return chosen
    }

    private var candidates: [TimeSpan] {
        let minutes = Instant(milliseconds: 0).adding(wanted.duration).minuteRoundedUp
        return CommonFreeTime.starts(of: minutes, in: free, grid: Self.stepMinutes, clock: clock)
            .map(Instant.init(minute:)).filter { $0 >= now }
            .map { TimeSpan(startsAt: $0, endsAt: $0.adding(wanted.duration)) }
            .sorted { (distance($0), $0.startsAt) < (distance($1), $1.startsAt) }
    }

    private func distance(_ span: TimeSpan) -> Int64 { abs(span.startsAt.milliseconds - wanted.startsAt.milliseconds) }
}
