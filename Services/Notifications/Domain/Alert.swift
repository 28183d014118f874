import Foundation
import Messages

/// An alert that was raised, once for ever for its kind, subject and occurrence (NOT-2).
struct Alert: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var kind: AlertKind
    var about: Subject
    var occurrence: String
    var dueAt: Instant
    var raisedAt: Instant
    var recipientIds: [EntityID]
    var title: Bilingual
    var text: Bilingual
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    /// The event that it comes from (NOT-7).
    var eventType: String
    var eventId: EntityID

    init(
        _ kind: AlertKind, _ reminder: Reminder, occurrence: String, dueAt: Instant, raisedAt: Instant,
        recipientIds: [EntityID], text: AlertText
    ) {
        id = Self.id(kind, reminder.about, occurrence)
        (self.kind, about, self.occurrence) = (kind, reminder.about, occurrence)
        (self.dueAt, self.raisedAt, self.recipientIds) = (dueAt, raisedAt, recipientIds)
        (title, self.text) = (text.title, text.text)
        branchId = reminder.ownership.branchId
        responsibleId = reminder.ownership.responsibleId
        secondResponsibleId = reminder.ownership.secondResponsibleId
        (eventType, eventId) = (reminder.eventType, reminder.eventId)
    }

    /// The same wherever it is computed.
    static func id(_ kind: AlertKind, _ about: Subject, _ occurrence: String) -> EntityID {
        EntityID(namespace: .quen, parts: ["alert", kind.rawValue, about.description, occurrence])
    }

    var ownership: Ownership {
        Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
    }
}
