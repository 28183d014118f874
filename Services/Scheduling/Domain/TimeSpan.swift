import Foundation
import Messages

/// From one instant up to, but not including, another.
struct TimeSpan: Sendable, Hashable {
    var startsAt: Instant
    var endsAt: Instant

    var duration: Duration { endsAt.since(startsAt) }
    /// Those that only touch do not overlap.
    func overlaps(_ other: TimeSpan) -> Bool { startsAt < other.endsAt && other.startsAt < endsAt }
}

extension ActivitySession {
    var span: TimeSpan { TimeSpan(startsAt: startsAt, endsAt: endsAt) }
}
