import Foundation
import Messages

/// Time in which an employee is away (SCH-1): a clash for whatever is booked then.
struct Absence: Codable, Sendable, Hashable {
    enum Kind: String, Codable, Sendable, CaseIterable {
        case leave, sick, unpaid, maternity, training, travel, other
    }

    var id: EntityID
    var employeeId: EntityID
    var startsAt: Instant
    var endsAt: Instant
    var kind: Kind
    var note: String?
    var enteredAt: Instant
    var account: EntityID?

    static let longest = Duration.seconds(400 * 86_400)

    init(
        id: EntityID, employeeId: EntityID, span: TimeSpan, kind: Kind, note: String?, enteredAt: Instant,
        account: EntityID?
    ) throws(WorkingTimeError) {
        guard span.duration > .zero, span.duration <= Self.longest else { throw .absenceTimesInvalid }
        let note = note?.trimmed
        guard (note ?? "").count <= 500 else { throw .textTooLong(path: "$.note", most: 500) }
        (self.id, self.employeeId, self.startsAt, self.endsAt) = (id, employeeId, span.startsAt, span.endsAt)
        (self.kind, self.note) = (kind, note?.isEmpty == true ? nil : note)
        (self.enteredAt, self.account) = (enteredAt, account)
    }

    var span: TimeSpan { TimeSpan(startsAt: startsAt, endsAt: endsAt) }
}
