import Foundation
import Messages

/// An appointment (SCH-4) and, once it has taken place, what came of it (SCH-6).
struct Appointment: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var title: String
    var customerId: EntityID?
    var contactId: EntityID?
    var opportunityId: EntityID?
    var projectId: EntityID?
    /// Where it is held; nobody else is there then.
    var roomId: EntityID?
    var employeeIds: [EntityID]
    private(set) var startsAt: Instant
    private(set) var endsAt: Instant
    var place: String?
    private(set) var status = AppointmentStatus.scheduled
    private(set) var outcome: Outcome?
    private(set) var outcomeNotes: String?
    private(set) var outcomeAt: Instant?
    private(set) var cancelReason: String?
    private(set) var diary: DiaryEntry?
    /// Calendars show it as free: nobody is kept busy by it, and it is nothing to be done (RFC 5545 §3.8.2.7). A room in it
    /// is taken all the same.
    private(set) var isFree = false
    /// What `SEQUENCE` of calendar files counts on from: for what has left a series, what that one had come to.
    var sequenceBase = 0
    /// When it was changed last; nothing where that was before it was kept.
    var revisedAt: Instant?
    /// Someone with the right to do so put it over another one.
    var isForced = false
    /// How it comes again; its times are then those of the first occurrence.
    var recurrence: Series?
    /// Where the last occurrence that is booked has ended.
    var seriesEnd: Instant?
    /// Of an occurrence that was moved, changed or has an outcome: the series that it left, and its start in there.
    var seriesId: EntityID?
    var recurrenceId: Instant?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?

    /// Longer ones are not appointments; it also bounds how far back an overlap must be looked for.
    static let longest = Duration.seconds(14 * 86_400)
    static let shortest = Duration.seconds(60)

    init(id: EntityID, details: AppointmentDetails, span: TimeSpan, ownership: Ownership) throws(AppointmentError) {
        try Self.check(span)
        (self.id, startsAt, endsAt) = (id, span.startsAt, span.endsAt)
        (title, employeeIds) = (details.title, details.employeeIds)
        (branchId, responsibleId, secondResponsibleId) = (
            ownership.branchId, ownership.responsibleId, ownership.secondResponsibleId
        )
        take(details)
    }

    var span: TimeSpan { TimeSpan(startsAt: startsAt, endsAt: endsAt) }
    var ownership: Ownership {
        Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
    }

    mutating func change(to details: AppointmentDetails) throws(AppointmentError) {
        try requireScheduled()
        take(details)
    }

    mutating func reschedule(to span: TimeSpan) throws(AppointmentError) {
        try requireScheduled()
        try Self.check(span)
        (startsAt, endsAt) = (span.startsAt, span.endsAt)
    }

    mutating func cancel(reason: String?) throws(AppointmentError) {
        try requireScheduled()
        cancelReason = try Self.text(reason, "reason", most: 1000)
        status = .cancelled
    }

    /// Throws unless what came of it can be said: once, and not before it has begun.
    func requireBegun(at now: Instant) throws(AppointmentError) {
        if status == .done { throw .outcomeKnown }
        try requireScheduled()
        guard now >= startsAt else { throw .notBegun(startsAt: startsAt) }
    }

    /// Once, and not before it has begun.
    mutating func record(_ entry: DiaryEntry, at now: Instant) throws(AppointmentError) {
        try requireBegun(at: now)
        (outcomeAt, status) = (now, .done)
        write(entry)
    }

    /// Writes it down anew; what was written before is kept beside it.
    mutating func correct(_ entry: DiaryEntry) throws(AppointmentError) {
        guard status == .done else { throw .outcomeMissing }
        var entry = entry
        (entry.revision, entry.followUp) = ((diary?.revision ?? 1) + 1, diary?.followUp)
        write(entry)
    }

    private mutating func write(_ entry: DiaryEntry) {
        (diary, outcome, outcomeNotes) = (entry, entry.outcome, entry.notes)
    }

    /// The same at another time, whatever its status.
    func at(_ span: TimeSpan) -> Appointment {
        var other = self
        (other.startsAt, other.endsAt) = (span.startsAt, span.endsAt)
        return other
    }

    private mutating func take(_ details: AppointmentDetails) {
        (title, employeeIds, place) = (details.title, details.employeeIds, details.place)
        (customerId, contactId, opportunityId) = (details.customerId, details.contactId, details.opportunityId)
        (projectId, roomId) = (details.projectId, details.roomId)
        isFree = details.isFree ?? isFree
    }

    func requireScheduled() throws(AppointmentError) {
        switch status {
        case .scheduled: return
        case .done: throw .alreadyDone
        case .cancelled: throw .alreadyCancelled
        }
    }

    private static func check(_ span: TimeSpan) throws(AppointmentError) {
        guard span.duration >= shortest, span.duration <= longest else { throw .timesInvalid }
        guard span.isInYears else { throw .yearInvalid }
    }

    private static func text(_ text: String?, _ field: String, most: Int) throws(AppointmentError) -> String? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        guard text.count <= most else { throw .textInvalid(field: field, most: most) }
        return text
    }
}

extension TimeSpan {
    /// Begins and ends in the years whose days the firm counts.
    var isInYears: Bool {
        [startsAt, endsAt].allSatisfy { FirmTime.years.contains(LocalZone.vietNam.day(of: $0).year) }
    }
}
