import Foundation
import GRDB
import Messages
import Store

extension Appointment: EntityRecord {
    static let databaseTableName = "appointment"
    var published: AppointmentState {
        AppointmentState(
            id: id, title: title, customerId: customerId, contactId: contactId, opportunityId: opportunityId,
            projectId: projectId, employeeIds: employeeIds, startsAt: startsAt, endsAt: endsAt, roomId: roomId,
            place: place, status: status, outcome: outcome, outcomeNotes: outcomeNotes,
            recurrence: publishedRecurrence, seriesId: seriesId, recurrenceId: recurrenceId, ownership: ownership,
            diary: diary)
    }
}

extension AppointmentStatus: DatabaseValueConvertible {}
extension Outcome: DatabaseValueConvertible {}

/// One who has an appointment: what overlaps and a person's own appointments are looked up by.
struct Booking: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "booking"
    enum Kind: String, Codable, Sendable, DatabaseValueConvertible { case employee, customer, room }

    var appointmentId: EntityID
    var partyId: EntityID
    var kind: Kind
    var startsAt: Instant
    var endsAt: Instant
    /// `false` where the appointment is cancelled or takes nobody's time, and of one who has declined it or sends another.
    var isBusy: Bool
    /// Of an occurrence of a series, which is worked out and has no row.
    var recurrenceId: Instant?

    enum CodingKeys: String, CodingKey { case appointmentId, partyId, kind, startsAt, endsAt, isBusy }

    var span: TimeSpan { TimeSpan(startsAt: startsAt, endsAt: endsAt) }

    /// Of some parties those that reach into a span, as a subquery of `columns`. Nearly everything is over within a day; the
    /// few that are longer have an index of their own, so that nobody looks back 14 days for them.
    static func reaching(into span: TimeSpan, of parties: some Collection<EntityID>, _ columns: String) -> SQL {
        let earliest = span.startsAt.adding(.seconds(-86_400))
        let parties = parties.rounded
        return """
            (SELECT \(SQL(sql: columns)) FROM booking WHERE partyId IN \(parties)
               AND startsAt >= \(earliest) AND startsAt < \(span.endsAt) AND endsAt > \(span.startsAt)
             UNION ALL SELECT \(SQL(sql: columns)) FROM booking INDEXED BY booking_long WHERE partyId IN \(parties)
               AND endsAt > \(span.startsAt) AND startsAt < \(earliest) AND endsAt - startsAt > 86400000)
            """
    }

    /// When these are busy in a span or on their way, without what with: by party, each by start.
    static func spans(
        of parties: [EntityID], in span: TimeSpan, besides appointment: EntityID? = nil, _ db: Database
    ) throws -> [EntityID: [TimeSpan]] {
        let sql: SQL = """
            SELECT partyId, startsAt, endsAt
            FROM \(reaching(into: span, of: parties, "partyId, startsAt, endsAt, appointmentId, isBusy"))
            WHERE isBusy AND appointmentId IS NOT \(appointment)
            """
        var found: [EntityID: [TimeSpan]] = [:]
        let rows = try SQLRequest<Row>(sql, about: parties).fetchCursor(db)
        while let row = try rows.next() {
            found[row[0], default: []].append(TimeSpan(startsAt: row[1], endsAt: row[2]))
        }
        for booking in try SeriesParty.busy(parties, in: span, db) where booking.appointmentId != appointment {
            found[booking.partyId, default: []].append(booking.span)
        }
        for journey in try Journey.of(parties, in: span, db) where journey.booking.appointmentId != appointment {
            found[journey.booking.partyId, default: []].append(journey.span)
        }
        return found.mapValues { $0.sorted { $0.startsAt < $1.startsAt } }
    }

    /// What keeps these busy in a span, one after the other by start: appointments and the occurrences of series.
    static func busy(_ parties: [EntityID], in span: TimeSpan, _ db: Database) throws -> [Booking] {
        let sql: SQL = """
            SELECT appointmentId, partyId, kind, startsAt, endsAt
            FROM \(reaching(into: span, of: parties, "appointmentId, partyId, kind, startsAt, endsAt, isBusy"))
            WHERE isBusy
            """
        var found: [EntityID: [Booking]] = [:]
        let rows = try SQLRequest<Row>(sql, about: parties).fetchCursor(db)
        while let row = try rows.next() {
            let booking = Booking(
                appointmentId: row[0], partyId: row[1], kind: row[2], startsAt: row[3], endsAt: row[4], isBusy: true)
            found[booking.partyId, default: []].append(booking)
        }
        for booking in try SeriesParty.busy(parties, in: span, db) {
            found[booking.partyId, default: []].append(booking)
        }
        return parties.flatMap { (found[$0] ?? []).sorted { $0.startsAt < $1.startsAt } }
    }
}

extension Transaction {
    /// Writes a new or changed appointment, its event, and who is busy because of it.
    func save(
        _ appointment: inout Appointment, from old: Appointment? = nil, event: EventName,
        expected: EventSequence? = nil, cause: String? = nil
    ) throws -> RecordVersion {
        let version: RecordVersion
        if appointment != old {
            appointment.recurrence?.comingFrom = now
            appointment.revisedAt = now
        }
        if let old {
            version = try update(&appointment, from: old, event: event, expected: expected, cause: cause)
        } else {
            version = try insert(&appointment, event: event, cause: cause)
        }
        if appointment.diary != old?.diary {
            try keep(
                appointment.diary, of: Subject("appointment", appointment.id),
                activityId: Activity.of(appointment: appointment.seriesId ?? appointment.id, db)?.id)
        }
        try Booking.filter(Column("appointmentId") == appointment.id).deleteAll(db)
        if appointment.isSeries || old?.isSeries == true { try saveSeries(appointment) }
        if appointment.seriesEnd != old?.seriesEnd { try keepInvitations(to: appointment) }
        if !appointment.isSeries { for booking in try appointment.bookings(db) { try booking.insert(db) } }
        try keepWork(of: appointment)
        return version
    }
}

extension Appointment {
    /// A mass customer has none: it is never busy (SCH-5).
    func bookings(_ db: Database) throws -> [Booking] {
        var parties = employeeIds.map { ($0, Booking.Kind.employee) }
        if let customerId, try CustomerCopy.fetchOne(db, key: customerId)?.kind != .mass {
            parties.append((customerId, .customer))
        }
        if let roomId { parties.append((roomId, .room)) }
        let absent = try Invitation.absent(from: id, db)
        return parties.map {
            Booking(
                appointmentId: id, partyId: $0, kind: $1, startsAt: startsAt, endsAt: endsAt,
                isBusy: status != .cancelled && !absent.contains($0) && (!isFree || $1 == .room))
        }
    }
}
