import Foundation
import Messages

extension ActivityRecurrence {
    func series(first: TimeSpan, now: Instant) throws(SeriesError) -> Series {
        try SeriesInput(rule: rule, zone: nil, exceptions: nil).series(first: first, now: now)
    }
}

extension Activity {
    /// What recurs has one session, at which the rule begins.
    func checkRecurrence(now: Instant) throws(SeriesError) {
        guard let recurrence else { return }
        guard sessions.count == 1, let first = sessions.first else { throw .notOneSession }
        _ = try recurrence.series(first: TimeSpan(startsAt: first.startsAt, endsAt: first.endsAt), now: now)
    }
}
