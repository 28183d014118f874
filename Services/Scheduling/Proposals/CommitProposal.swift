import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Makes the proposed times true: whole, or of chosen activities, all in one transaction. Each is held against what there
/// is now; where one no longer fits nothing is committed, and all that do not fit are named (SCH-5).
struct CommitProposal {
    struct Input: Decodable, Sendable {
        /// All that are neither committed nor left out where nothing is named.
        var activityIds: [EntityID]?
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var proposal = try ScheduleProposal.fetch(id, of: person, transaction.db)
        var stale: [ProposalError.StaleItem] = []
        for var item in try chosen(transaction.db) {
            do {
                try transaction.attempt {
                    try CommitItem(item: item, selected: proposal.employeeIds, person: person)
                        .execute(&item, in: transaction)
                }
                item.state = .committed
                try item.update(transaction.db)
            } catch let error as StaleProposalItem {
                stale.append(error.item)
            }
        }
        guard stale.isEmpty else { throw ProposalError.stale(try named(stale, transaction.db)) }
        proposal.sequence = proposal.sequence.next
        try proposal.update(transaction.db)
        return RecordVersion(
            source: transaction.source, subject: Subject("schedule-proposal", proposal.id),
            sequence: proposal.sequence)
    }

    /// What they are called, as far as that is in reach.
    private func named(_ items: [ProposalError.StaleItem], _ db: Database) throws -> [ProposalError.StaleItem] {
        let titles: SQLRequest<Row> = """
            SELECT id, title FROM activity WHERE id IN \(items.map(\.activityId))
              AND \(RowScope(person, .activity).condition("activity"))
            """
        let found = Dictionary(
            uniqueKeysWithValues: try titles.fetchAll(db).map { ($0["id"] as EntityID, $0["title"] as String) })
        let parties = items.compactMap(\.partyId)
        let names = try NameTable.employees(parties, db).merging(NameTable.customers(parties, db)) { first, _ in first }
        return items.map { item in
            var item = item
            (item.title, item.partyName) = (found[item.activityId], item.partyId.flatMap { names[$0] })
            return item
        }
    }

    private func chosen(_ db: Database) throws -> [ProposalItem] {
        let items = try ProposalItem.all(of: id, db)
        guard let named = input.activityIds else {
            return items.filter { $0.state == .proposed || $0.state == .changed }
        }
        for id in named {
            guard let item = items.first(where: { $0.activityId == id }) else { throw ProposalError.notAnItem(id: id) }
            guard item.state != .committed else { throw ProposalError.alreadyCommitted(id: id) }
        }
        return items.filter { named.contains($0.activityId) }
    }
}

extension Activity {
    /// Whether plans allow it to be scheduled (SCH-7).
    fileprivate func isReleased(_ db: Database) throws -> Bool {
        guard origin == .plan || planId != nil else { return true }
        let plan = try planId.flatMap { try ActivityPlan.fetchOne(db, key: $0) }
        return plan?.status == .approved && !isCut
    }
}

/// That an item no longer fits: gathered with the others before anybody is told.
private struct StaleProposalItem: Error {
    let item: ProposalError.StaleItem
}

/// One activity gets its times and appointments, or the mark that it found none.
private struct CommitItem {
    let item: ProposalItem
    /// Who was selected for the proposal: of the others clashes are only shown.
    let selected: [EntityID]
    let person: Person

    func execute(_ kept: inout ProposalItem, in transaction: Transaction) throws {
        guard let old = try Activity.fetchOne(transaction.db, key: item.activityId), old.isOpen,
            old.sequence == item.activityVersion,
            try RowScope(person, .activity, .edit).reaches(old.id, transaction.db)
        else { throw stale(.activityChanged) }
        var activity = old
        if item.reason != nil {
            guard old.status != .unscheduled else { return }
            try activity.findNoTime()
            _ = try transaction.save(&activity, from: old, event: "unscheduled")
            return
        }
        guard try activity.isReleased(transaction.db) else { throw stale(.planNotApproved) }
        let others = try others(of: activity, transaction.db)
        try requireFree(activity, others, in: transaction)
        kept.clashes = try clashes(of: others, activity, transaction.db)
        var series: Series?
        if activity.recurrence != nil {
            let draft = try recurring(activity, with: others, in: transaction)
            series = draft.recurrence
            kept.clashes += try laterClashes(of: others, draft, transaction.db)
        }
        let appointments = try book(
            activity, with: others, series: series, isForced: !kept.clashes.isEmpty, in: transaction)
        try activity.schedule(item.sessions, appointments)
        _ = try transaction.save(&activity, from: old, event: "scheduled")
    }

    private func stale(
        _ reason: ProposalError.StaleItem.Reason, _ party: EntityID? = nil, at span: TimeSpan? = nil,
        clashes: [Clash] = []
    ) -> StaleProposalItem {
        StaleProposalItem(
            item: .init(activityId: item.activityId, reason: reason, partyId: party, span: span, clashes: clashes))
    }

    /// What of the party's stands there, as far as the person may see it; on the way to it nothing need overlap.
    private func inTheWay(
        of party: EntityID, _ span: TimeSpan, _ activity: Activity, _ others: [EntityID], in transaction: Transaction
    ) throws -> [Clash] {
        let draft = try Appointment(
            id: transaction.newID(), details: details(activity, others), span: span, ownership: activity.ownership)
        let search = ClashSearch(appointment: draft, parties: [party], person: person, now: transaction.now)
        return try search.report(transaction.db)?.clashes ?? []
    }

    /// The activity's employees who were not selected and have not left: they attend, unchecked.
    private func others(of activity: Activity, _ db: Database) throws -> [EntityID] {
        try activity.employeeIds.filter { !selected.contains($0) }.filter {
            try Employee.fetchOne(db, key: $0)?.isActive == true
        }
    }

    /// Whoever attends is free from where they set out, and neither is anybody on the way to what comes next; the customer
    /// is free while it lasts.
    private func requireFree(_ activity: Activity, _ others: [EntityID], in transaction: Transaction) throws {
        let db = transaction.db
        for id in item.employeeIds {
            guard try Employee.fetchOne(db, key: id)?.isActive == true else { throw stale(.employeeHasLeft, id) }
            for session in item.sessions {
                let (span, shown) = (reservation(of: session, activity), session.span)
                if try isBusy(id, from: span, session, db) {
                    let clashes = try inTheWay(of: id, span, activity, others, in: transaction)
                    throw stale(.employeeBusy, id, at: shown, clashes: clashes)
                }
                if try !Absence.of([id], in: span, db).isEmpty { throw stale(.employeeAway, id, at: shown) }
            }
        }
        guard let customer = activity.customerId, try CustomerCopy.fetchOne(db, key: customer)?.kind != .mass else {
            return
        }
        for session in item.sessions {
            guard try !Booking.busy([customer], in: session.span, db).isEmpty else { continue }
            let clashes = try inTheWay(of: customer, session.span, activity, others, in: transaction)
            throw stale(.customerBusy, customer, at: session.span, clashes: clashes)
        }
    }

    private func reservation(of session: ActivitySession, _ activity: Activity) -> TimeSpan {
        TimeSpan(
            startsAt: session.startsAt.adding(.seconds(-60 * activity.travelMinutes)), endsAt: session.endsAt)
    }

    /// Whether one's reservation overlaps another: an entry that is itself a session begins with the way to it (FORMAT 5.2).
    private func isBusy(_ employee: EntityID, from span: TimeSpan, _ session: ActivitySession, _ db: Database) throws
        -> Bool
    {
        let latest = session.endsAt.adding(.seconds(86_400))
        let earliest = span.startsAt.adding(.zero - Appointment.longest)
        let around = TimeSpan(startsAt: span.startsAt, endsAt: latest)
        let travels = try SeriesParty.busyWithTravel([employee], in: around, db).contains {
            $0.booking.startsAt.adding(.seconds(-60 * $0.travelMinutes)) < session.endsAt
        }
        if travels { return true }
        return try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM booking
                  LEFT JOIN activityAppointment link ON link.appointmentId = booking.appointmentId
                  LEFT JOIN activity ON activity.id = link.activityId
                  WHERE booking.partyId = ?1 AND booking.isBusy AND booking.startsAt >= ?2 AND booking.startsAt < ?3
                    AND booking.endsAt > ?4
                    AND booking.startsAt - coalesce(activity.travelMinutes, 0) * 60000 < ?5)
                """,
            arguments: [employee, earliest, latest, span.startsAt, session.endsAt]) ?? false
    }

    private func clashes(of others: [EntityID], _ activity: Activity, _ db: Database) throws -> [Away] {
        try item.sessions.flatMap { session in
            let span = TimeSpan(startsAt: session.startsAt, endsAt: session.endsAt)
            let busy = try Booking.busy(others, in: span, db).map {
                Away(employeeId: $0.partyId, startsAt: $0.startsAt, endsAt: $0.endsAt)
            }
            let away = try Absence.of(others, in: span, db).map {
                Away(employeeId: $0.employeeId, startsAt: $0.startsAt, endsAt: $0.endsAt)
            }
            return busy + away
        }
    }

    /// The appointment of an activity that recurs, not saved yet: whoever was selected, and the customer, are free at every
    /// occurrence that is booked.
    private func recurring(
        _ activity: Activity, with others: [EntityID], in transaction: Transaction
    ) throws -> Appointment {
        guard let recurrence = activity.recurrence, item.sessions.count == 1, let session = item.sessions.first else {
            throw stale(.recurrenceMismatch)
        }
        let first = TimeSpan(startsAt: session.startsAt, endsAt: session.endsAt)
        var draft = try Appointment(
            id: transaction.newID(), details: details(activity, others), span: first, ownership: activity.ownership)
        do { draft.recur(try recurrence.series(first: first, now: transaction.now)) } catch {
            throw stale(.recurrenceMismatch)
        }
        let parties = try draft.bookings(transaction.db).map(\.partyId).filter { !others.contains($0) }
        let overlaps = try Overlaps(of: draft, parties, transaction.db)
        if let hit = overlaps.hits.first {
            throw stale(hit.employees.isEmpty ? .customerBusy : .employeeBusy, hit.employees.first ?? hit.customer)
        }
        if let away = overlaps.absences.first { throw stale(.employeeAway, away.employeeId) }
        return draft
    }

    /// What those who were not selected have at later occurrences, as much as is shown.
    private func laterClashes(of others: [EntityID], _ draft: Appointment, _ db: Database) throws -> [Away] {
        let overlaps = try Overlaps(of: draft, others, db)
        let busy = overlaps.hits.filter { $0.occurrence.recurrenceId != draft.startsAt }.flatMap { hit in
            hit.employees.map {
                Away(employeeId: $0, startsAt: hit.other.startsAt, endsAt: hit.other.endsAt)
            }
        }
        let away = overlaps.absences.filter { !$0.span.overlaps(draft.span) }
        return Array((busy + away).prefix(ClashSearch.most))
    }

    private func details(_ activity: Activity, _ others: [EntityID]) throws -> AppointmentDetails {
        try AppointmentDetails(
            title: activity.title, customerId: activity.customerId, contactId: activity.contactId,
            opportunityId: activity.opportunityId, employeeIds: item.employeeIds + others, place: activity.place,
            projectId: activity.projectId)
    }

    /// An appointment for each session. Those of one activity do not stand in each other's way.
    private func book(
        _ activity: Activity, with others: [EntityID], series: Series?, isForced: Bool, in transaction: Transaction
    ) throws -> [EntityID] {
        try RowScope(person, .appointment, .create).require(activity.ownership, transaction.db)
        let details = try self.details(activity, others)
        let spans = item.sessions.map { TimeSpan(startsAt: $0.startsAt, endsAt: $0.endsAt) }
        return try spans.enumerated().map { index, span in
            var appointment = try Appointment(
                id: transaction.newID(), details: details, span: span, ownership: activity.ownership)
            appointment.recur(series)
            appointment.isForced = isForced || spans[..<index].contains(where: span.overlaps)
            _ = try transaction.save(&appointment, event: "scheduled", cause: "activity/\(activity.id)")
            return appointment.id
        }
    }
}
