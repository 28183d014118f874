import Foundation
import Messages

/// When reminders of one kind fall due, and what becomes of those that were missed (NOT-1, NOT-2).
struct ReminderRule: Sendable {
    /// One reminder of several in a row.
    struct Stage: Sendable, Hashable {
        /// An ISO 8601 duration with its sign, such as `-P30D`; part of the occurrence key.
        let name: String
        let offset: Offset
    }

    enum Offset: Sendable, Hashable {
        /// Before or after an instant.
        case span(Duration)
        /// Days before or after a day, at so many minutes past midnight there.
        case days(Int, minutes: Int)
    }

    /// What is done with one that could not fire when it was due.
    enum Missed: Sendable, Hashable {
        /// Late, but not once the anchor has passed.
        case skipAfterAnchor
        /// Of several only the newest; the one that is newest when the record is first heard of still fires.
        case coalesce
        /// Late, once.
        case fireLate
    }

    let kind: AlertKind
    /// The beginning of its occurrence keys.
    let prefix: String
    let stages: [Stage]
    let missed: Missed
    /// The answer to "why did I get this" (NOT-7).
    let why: Bilingual
    var zone = LocalZone.vietNam

    struct Planned: Sendable, Hashable {
        var occurrence: String
        var dueAt: Instant
    }

    enum Decision: Sendable, Hashable {
        case raise
        case drop(reason: String)
    }

    /// What should wait for `anchor` of a record, or of a `part` of it, at `now`: what is still to come; what was `waiting` already and is only late; and
    /// where stages coalesce, the newest of those that have passed, while the anchor is ahead. What was over before it
    /// was first heard of raises nothing.
    func plan(_ anchor: Anchor, of part: EntityID? = nil, at now: Instant, waiting: Set<String>) -> [Planned] {
        let all = occurrences(of: anchor, part)
        let newestPast = all.last { $0.dueAt <= now }
        return all.filter { planned in
            if planned.dueAt > now || waiting.contains(planned.occurrence) { return true }
            return missed == .coalesce && planned == newestPast && now < end(of: anchor)
        }
    }

    /// What becomes of an occurrence that is due at `now`.
    func decide(_ occurrence: String, _ anchor: Anchor, of part: EntityID? = nil, at now: Instant) -> Decision {
        switch missed {
        case .fireLate: return .raise
        case .skipAfterAnchor: return now < end(of: anchor) ? .raise : .drop(reason: "it has begun already")
        case .coalesce:
            let newest = occurrences(of: anchor, part).last { $0.dueAt <= now }
            guard let newest, newest.occurrence != occurrence else { return .raise }
            return .drop(reason: "a newer one is due: \(newest.occurrence)")
        }
    }

    /// Earliest first.
    func occurrences(of anchor: Anchor, _ part: EntityID? = nil) -> [Planned] {
        let end = part.map { "|\($0)" } ?? ""
        return stages.compactMap { stage in
            dueAt(stage, anchor).map { Planned(occurrence: "\(prefix)\(stage.name)|\(anchor.text)\(end)", dueAt: $0) }
        }.sorted { $0.dueAt < $1.dueAt }
    }

    private func dueAt(_ stage: Stage, _ anchor: Anchor) -> Instant? {
        switch (stage.offset, anchor) {
        case (.span(let span), .instant(let instant)), (.span(let span), .fact(_, let instant)): instant.adding(span)
        case (.days(let days, let minutes), .day(let day)): zone.instant(of: day.adding(days: days), minutes: minutes)
        default: nil
        }
    }

    /// An instant itself; of a day its last moment; never of a fact, which holds until the record says otherwise.
    private func end(of anchor: Anchor) -> Instant {
        switch anchor {
        case .fact: Instant(milliseconds: .max)
        case .instant(let instant): instant
        case .day(let day): zone.instant(of: day.adding(days: 1))
        }
    }
}
