import GRDB
import Messages
import Store

extension Transaction {
    /// Puts a record as it stands now on its customer's timeline. Interest that was not there before makes a potential
    /// customer prospective (CUS-2).
    func showOnTimeline(_ entry: TimelineEntry, _ kind: StatusCause.Kind, _ subject: Subject) throws {
        let before = try TimelineEntry.find(entry.id, db)
        if let before, before.sequence > entry.sequence { return }
        try entry.save(db)
        let isNew = entry.showsInterest && (before?.showsInterest != true || before?.customerId != entry.customerId)
        if isNew { try noteInterest(in: entry.customerId, .interest(kind, subject)) }
    }

    /// When the record first came onto the timeline, for those that have no time of their own.
    func timelineTime(of id: EntityID, else instant: Instant) throws -> Instant {
        try TimelineEntry.find(id, db)?.at ?? instant
    }
}

extension Day {
    /// The beginning of the day in Viet Nam, where it is one of the timeline.
    var onTimeline: Instant { LocalZone.vietNam.instant(of: self) }
}
