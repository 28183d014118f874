import Foundation
import Messages

/// Which records want reminders. Nothing withdraws those that wait.
extension Reminder {
    init?(_ state: AppointmentState, eventType: String, eventId: EntityID) {
        guard state.status == .scheduled else { return nil }
        self.init(
            about: state.subject, name: state.title, place: state.place, customerId: state.customerId,
            recipientIds: Self.each(state.employeeIds), ownership: state.ownership, anchor: .instant(state.startsAt),
            eventType: eventType, eventId: eventId)
    }

    /// Of one that recurs one for each occurrence that the event tells of: Scheduling tells of more before these have
    /// passed, and an occurrence that was moved or cancelled is not among them.
    static func each(_ state: AppointmentState, eventType: String, eventId: EntityID) -> [Reminder] {
        guard let reminder = Reminder(state, eventType: eventType, eventId: eventId) else { return [] }
        guard let recurrence = state.recurrence else { return [reminder] }
        return recurrence.coming.map { start in
            var occurrence = reminder
            occurrence.anchor = .instant(start)
            return occurrence
        }
    }

    /// Only activities that are not over and done with; those without sessions or day by their deadline.
    init?(_ state: ActivityState, eventType: String, eventId: EntityID) {
        guard state.status != .done, state.status != .cancelled, state.isCut != true, state.diary == nil else {
            return nil
        }
        // What recurs goes on after its first session.
        guard state.recurrence == nil || state.status != .scheduled else { return nil }
        let day = state.plannedOn.map { LocalZone.vietNam.instant(of: $0.adding(days: 1)) }
        guard let end = state.sessions.map(\.endsAt).max() ?? day ?? state.deadline else { return nil }
        self.init(
            about: state.subject, name: state.title, place: state.place, customerId: state.customerId,
            recipientIds: Self.each(state.employeeIds), ownership: state.ownership, anchor: .instant(end),
            eventType: eventType, eventId: eventId)
    }

    /// Only activities that wait to be done on a day or by a deadline, without a time; not steps that wait for another.
    init?(due state: ActivityState, eventType: String, eventId: EntityID) {
        guard state.sessions.isEmpty, state.isHeld != true,
            let day = state.plannedOn ?? state.deadline.map({ LocalZone.vietNam.day(of: $0) }),
            let reminder = Reminder(state, eventType: eventType, eventId: eventId)
        else { return nil }
        self = reminder
        anchor = .day(day)
    }

    /// Only invoices that are out and not paid in full.
    init?(_ state: InvoiceState, eventType: String, eventId: EntityID) {
        let isOut = state.status == .issued || state.status == .adjusted
        guard isOut, state.paymentStatus != .paid, let dueOn = state.dueOn else { return nil }
        let number = [state.series, state.number].compactMap(\.self).joined(separator: "/")
        self.init(
            about: state.subject, name: number.isEmpty ? state.external?.externalId ?? state.id.description : number,
            customerId: state.customerId, recipientIds: Self.responsible(state.ownership), ownership: state.ownership,
            anchor: .day(dueOn), eventType: eventType, eventId: eventId)
    }

    static func responsible(_ ownership: Ownership) -> [EntityID] {
        each([ownership.responsibleId, ownership.secondResponsibleId].compactMap(\.self))
    }

    private static func each(_ ids: [EntityID]) -> [EntityID] {
        ids.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
