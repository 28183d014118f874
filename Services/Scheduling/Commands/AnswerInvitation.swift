import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What the person says to an invitation of their own (SCH-4). An answer may be changed until the appointment is over.
struct AnswerInvitation {
    enum Answer: Sendable, Hashable {
        /// Over a clash only by force.
        case accept(force: Bool)
        case decline(reason: String)
        case propose(TimeSpan, comment: String?)
        /// Somebody else comes instead, who must be free or forced.
        case delegate(to: EntityID, comment: String?, force: Bool)
    }

    var appointmentId: EntityID
    var answer: Answer
    /// Of a series the occurrence that it is about; all of them where none is named.
    var recurrenceId: Instant?
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let named = try RowScope(person, .appointment).fetch(Appointment.self, appointmentId, transaction.db)
        guard let employee = person.employee, named.employeeIds.contains(employee), employee != named.responsibleId
        else { throw InvitationError.notInvited }
        let appointment = try recurrenceId.map { try occurrence(of: named, at: $0, in: transaction) } ?? named
        guard appointment.employeeIds.contains(employee) else { throw InvitationError.notInvited }
        try appointment.requireScheduled()
        guard transaction.now < appointment.extent.endsAt else { throw InvitationError.over }
        let known = try Invitation.to(appointment.id, of: employee, transaction.db)
        // Who was never asked answers all the same: older appointments, and what the scheduler assigned.
        let old = try known ?? transaction.newInvitation(to: appointment, employee)
        var invitation = old
        let event = try take(&invitation, from: old, appointment, in: transaction)
        let version =
            if known == nil {
                try transaction.insert(&invitation, event: event)
            } else { try transaction.update(&invitation, from: old, event: event) }
        // As it is by now: whom somebody sends attends it too.
        let current = try transaction.fetch(Appointment.self, appointment.id)
        try transaction.setBusy(!invitation.isAbsent, [employee], by: current)
        let concerned = [invitation.delegatedToId, old.delegatedToId, employee].compactMap(\.self)
        try transaction.follow(concerned, whoAnswered: current)
        return version
    }

    /// It has an appointment of its own from then on, to which everybody's answers go along.
    private func occurrence(of series: Appointment, at start: Instant, in transaction: Transaction) throws
        -> Appointment
    {
        guard series.isSeries else { throw SeriesError.notASeries }
        try series.requireScheduled()
        if let own = try Appointment.detached(from: series.id, at: start, transaction.db) { return own }
        var own = try transaction.detach(start, from: series)
        _ = try transaction.save(&own, event: "scheduled", cause: "appointment/\(series.id)")
        try transaction.takeAlong(answersOf: series.id, to: own)
        return try transaction.fetch(Appointment.self, own.id)
    }

    private func take(
        _ invitation: inout Invitation, from old: Invitation, _ appointment: Appointment,
        in transaction: Transaction
    ) throws -> EventName {
        let now = transaction.now
        var appointment = appointment
        if old.participation == .delegated {
            appointment = try takeBack(old, appointment, in: transaction)
        }
        switch answer {
        case .accept(let force):
            invitation.accept(at: now)
            try comeAgain(old, appointment, force: force, in: transaction)
            return "accepted"
        case .decline(let reason):
            try invitation.decline(because: reason, at: now)
            return "declined"
        case .propose(let span, let comment):
            // Another time for all occurrences is for who may change the series to say.
            guard !appointment.isSeries else { throw SeriesError.occurrenceMissing }
            try invitation.propose(span, comment, at: now)
            // As with any answer but no, the time stays taken.
            try comeAgain(old, appointment, force: false, in: transaction)
            return "proposed"
        case .delegate(let delegate, let comment, let force):
            try invitation.delegate(to: delegate, comment, at: now)
            try send(delegate, for: invitation, appointment, force: force, in: transaction)
            return "delegated"
        }
    }

    /// Who was away and is not any more must be free.
    private func comeAgain(
        _ old: Invitation, _ appointment: Appointment, force: Bool, in transaction: Transaction
    ) throws {
        guard old.isAbsent else { return }
        try book(old.employeeId, for: appointment, appointment, "updated", force: force, in: transaction)
    }

    /// Whom the person sent before and who has not come to terms with it, is wanted no longer.
    private func takeBack(_ old: Invitation, _ appointment: Appointment, in transaction: Transaction) throws
        -> Appointment
    {
        guard let sent = old.delegatedToId,
            let delegate = try Invitation.to(appointment.id, of: sent, transaction.db),
            delegate.participation != .declined
        else { return appointment }
        guard delegate.participation == .needsAction else { throw InvitationError.delegateComes }
        var changed = appointment
        try changed.change(to: appointment.details(without: sent))
        try transaction.delete(delegate)
        _ = try transaction.save(&changed, from: appointment, event: .updated)
        return changed
    }

    private func send(
        _ delegate: EntityID, for invitation: Invitation, _ appointment: Appointment, force: Bool,
        in transaction: Transaction
    ) throws {
        guard !appointment.employeeIds.contains(delegate) else { throw InvitationError.delegateAttends }
        guard let employee = try Employee.fetchOne(transaction.db, key: delegate) else {
            throw InvitationError.delegateUnknown
        }
        guard employee.isActive else { throw InvitationError.delegateHasLeft }
        guard try chain(of: invitation, transaction.db) < Invitation.longestChain else {
            throw InvitationError.chainTooLong(most: Invitation.longestChain)
        }
        var changed = appointment
        try changed.change(to: appointment.details(with: delegate))
        try book(delegate, for: changed, appointment, "updated", force: force, in: transaction)
        var sent = try transaction.newInvitation(to: changed, delegate)
        sent.replace(invitation.employeeId)
        try transaction.insert(&sent, event: "asked")
    }

    /// How often the seat was handed on before it came to this one.
    private func chain(of invitation: Invitation, _ db: Database) throws -> Int {
        var (count, from) = (0, invitation.delegatedFromId)
        while let one = from, count < Invitation.longestChain {
            count += 1
            from = try Invitation.to(invitation.appointmentId, of: one, db)?.delegatedFromId
        }
        return count
    }

    /// Checks one for clashes and writes the appointment where that changed it.
    private func book(
        _ employee: EntityID, for changed: Appointment, _ old: Appointment, _ event: EventName, force: Bool,
        in transaction: Transaction
    ) throws {
        var appointment = changed
        try appointment.book([employee], force: force, by: person, in: transaction)
        if appointment != old { _ = try transaction.save(&appointment, from: old, event: event) }
    }
}

extension Appointment {
    fileprivate func details(with employee: EntityID) throws(AppointmentError) -> AppointmentDetails {
        try details(employeeIds + [employee])
    }

    fileprivate func details(without employee: EntityID) throws(AppointmentError) -> AppointmentDetails {
        try details(employeeIds.filter { $0 != employee })
    }

    private func details(_ employees: [EntityID]) throws(AppointmentError) -> AppointmentDetails {
        try AppointmentDetails(
            title: title, customerId: customerId, contactId: contactId, opportunityId: opportunityId,
            employeeIds: employees, place: place, projectId: projectId, roomId: roomId)
    }
}
