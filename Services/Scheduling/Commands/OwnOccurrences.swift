import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What becomes of the occurrences that have appointments of their own when their series is changed or moved. One that
/// differs from the series only by answers goes along, and so do the answers; one that somebody moved or changed stays as it
/// is, under the start that the rule now gives it. One that the rule no longer gives is called off with the others or, where
/// it differed, an appointment by itself from then on.
struct OwnOccurrences {
    private struct Change {
        var old: Appointment
        var new: Appointment
        /// The new start in the series; nothing where the rule no longer gives one.
        var start: Instant?
        var follows: Bool

        var isDropped: Bool { follows && start == nil }
        var isMoved: Bool { old.span != new.span }
    }

    private var changes: [Change] = []
    private let series: Appointment

    /// - Parameters:
    ///   - new: the series as it is to be, or the one that goes on with what comes from `from` on.
    ///   - details: what was entered about it; nothing where only its times change.
    ///   - changed: the new starts of those that are about to be changed by themselves, and stay until then.
    init(
        of old: Appointment, to new: Appointment, since from: Instant? = nil, details: AppointmentDetails?,
        besides changed: Set<Instant> = [], _ db: Database
    ) throws {
        series = new
        let all = try Appointment.detached(from: old.id, since: from, db)
        guard !all.isEmpty else { return }
        let shift = new.startsAt.since(from ?? old.startsAt)
        let answers = try Invitation.to([old.id] + all.map(\.id), db)
        let sent = Self.sent(answers[old.id] ?? [:])
        // In the direction in which none meets the place of one that is still to be moved.
        changes = try (shift > .zero ? all.reversed() : all).map { (own: Appointment) -> Change in
            let start = own.recurrenceId?.adding(shift)
            let isKept = start.map { new.recurrence?.gives($0, from: new.startsAt) == true } ?? false
            let delegates = Self.sent(answers[own.id] ?? [:])
            var change = Change(
                old: own, new: own, start: isKept ? start : nil,
                follows: start.map(changed.contains) != true
                    && own.differsOnlyByAnswers(from: old, besides: Set(delegates.keys).union(sent.keys)))
            (change.new.seriesId, change.new.recurrenceId) = isKept ? (new.id, start) : (nil, nil)
            guard change.follows, isKept, let start else { return change }
            if var details {
                // Whom somebody sends to the whole series comes to this one only where they were sent to it, and the reverse.
                let coming = details.employeeIds.filter { own.employeeIds.contains($0) || sent[$0] == nil }
                details.employeeIds = coming.isEmpty ? details.employeeIds : coming
                for employee in own.employeeIds where !old.employeeIds.contains(employee) {
                    guard let sender = delegates[employee], details.employeeIds.contains(sender),
                        !details.employeeIds.contains(employee)
                    else { continue }
                    details.employeeIds.append(employee)
                }
                try change.new.change(to: details)
            }
            try change.new.reschedule(
                to: TimeSpan(startsAt: start, endsAt: start.adding(new.span.duration)))
            return change
        }
    }

    /// Who was sent by somebody else, and by whom.
    private static func sent(_ invitations: [EntityID: Invitation]) -> [EntityID: EntityID] {
        invitations.compactMapValues(\.delegatedFromId)
    }

    /// Those that are about to go elsewhere stand in their series' way no longer.
    func makeWay(in transaction: Transaction) throws {
        for change in changes where change.isMoved || change.isDropped {
            try Booking.filter(Column("appointmentId") == change.old.id).deleteAll(transaction.db)
        }
    }

    /// Writes them, after the series. Throws `clash` with all of those at which somebody is busy, unless it is forced.
    func follow(force: Bool, by person: Person, in transaction: Transaction) throws {
        var refused: ClashReport?
        for change in changes where change.new != change.old || change.isDropped {
            guard let report = try write(change, force: force, by: person, in: transaction) else { continue }
            refused = report.at(change.start).added(to: refused)
        }
        guard var refused else { return }
        refused.occurrences?.checked = changes.count { $0.follows && $0.start != nil }
        throw AppointmentError.clash(refused)
    }

    /// Writes one also where it clashes, so that of the others each is looked at where all are to be; what clashes.
    private func write(
        _ change: Change, force: Bool, by person: Person, in transaction: Transaction
    ) throws -> ClashReport? {
        let cause = "appointment/\(series.id)"
        var (own, clash): (Appointment, ClashReport?) = (change.new, nil)
        if change.isDropped {
            try own.cancel(reason: nil)
            _ = try transaction.save(&own, from: change.old, event: "cancelled", cause: cause)
            return nil
        }
        if change.follows {
            let before =
                change.isMoved || change.old.isFree
                ? [] : Set(try change.old.bookings(transaction.db).map(\.partyId))
            if change.isMoved { own.isForced = false }
            // Who declined the old time is asked again, and counts as busy until then.
            try transaction.invite(own, from: change.old, by: person)
            let parties = try own.bookings(transaction.db).filter { $0.isBusy && !before.contains($0.partyId) }
            // What is over stands in nobody's way.
            if transaction.now < own.endsAt {
                do {
                    try own.book(parties.map(\.partyId), force: force, by: person, in: transaction)
                } catch AppointmentError.clash(let report) { clash = report }
            }
        }
        _ = try transaction.save(
            &own, from: change.old, event: change.isMoved ? "rescheduled" : .updated, cause: cause)
        return clash
    }
}

extension Appointment {
    /// Whether an occurrence with an appointment of its own takes place as its series says: then it has one only because
    /// somebody answered for it alone, or because its place was taken when the series was booked further.
    /// - Parameter sent: who attends either of them in somebody else's stead.
    fileprivate func differsOnlyByAnswers(from series: Appointment, besides sent: Set<EntityID>) -> Bool {
        guard let recurrenceId, status == .scheduled,
            span == TimeSpan(startsAt: recurrenceId, endsAt: recurrenceId.adding(series.span.duration))
        else { return false }
        return title == series.title && place == series.place && roomId == series.roomId && isFree == series.isFree
            && customerId == series.customerId && contactId == series.contactId
            && opportunityId == series.opportunityId && projectId == series.projectId
            && Set(employeeIds).subtracting(sent) == Set(series.employeeIds).subtracting(sent)
    }
}

extension ClashReport {
    /// As the clashes of the occurrence with that start.
    fileprivate func at(_ start: Instant?) -> ClashReport {
        var report = self
        report.clashes = clashes.map { clash in
            var clash = clash
            clash.occurrence = start
            return clash
        }
        report.occurrences = Occurrences(checked: 1, clashing: 1)
        return report
    }

    fileprivate func added(to other: ClashReport?) -> ClashReport {
        guard var sum = other else { return self }
        let all = sum.clashes + clashes
        sum.clashes = Array(all.prefix(ClashSearch.most))
        sum.more += more + all.count - sum.clashes.count
        sum.hidden += hidden
        for away in absences where !sum.absences.contains(where: { $0.employeeId == away.employeeId }) {
            sum.absences.append(away)
        }
        sum.occurrences?.clashing += 1
        return sum
    }
}
