import Foundation
import GRDB
import Messages
import Store

/// One who is busy by a series: what its occurrences are found by.
struct SeriesParty: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "seriesParty"
    var partyId: EntityID
    var endsAt: Instant
    var appointmentId: EntityID
    var kind: Booking.Kind
    var startsAt: Instant
    /// `false` where the series is cancelled.
    var isBusy: Bool

    /// The occurrences that keep these busy in a span. Each series is read and worked out once, however many attend, and
    /// only for the span.
    static func busy(_ parties: [EntityID], in span: TimeSpan, _ db: Database) throws -> [Booking] {
        let sql: SQL = """
            SELECT * FROM seriesParty WHERE partyId IN \(parties.rounded) AND endsAt > \(span.startsAt)
              AND startsAt < \(span.endsAt) AND isBusy ORDER BY appointmentId
            """
        let rows = try SQLRequest<SeriesParty>(sql, about: parties).fetchAll(db)
        guard !rows.isEmpty else { return [] }
        var worked: [EntityID: [Occurrence]] = [:]
        for series in try Appointment.fetchAll(db, keys: Set(rows.map(\.appointmentId))) {
            worked[series.id] = series.occurrences(in: span)
        }
        return rows.flatMap { row in
            (worked[row.appointmentId] ?? []).map { occurrence in
                Booking(
                    appointmentId: row.appointmentId, partyId: row.partyId, kind: row.kind,
                    startsAt: occurrence.span.startsAt, endsAt: occurrence.span.endsAt, isBusy: true,
                    recurrenceId: occurrence.recurrenceId)
            }
        }
    }

    /// The same, with the way to those that are sessions of activities.
    static func busyWithTravel(
        _ parties: [EntityID], in span: TimeSpan, _ db: Database
    ) throws -> [(booking: Booking, travelMinutes: Int)] {
        let busy = try busy(parties, in: span, db)
        guard !busy.isEmpty else { return [] }
        let request: SQLRequest<Row> = """
            SELECT link.appointmentId, activity.travelMinutes FROM activityAppointment link
              JOIN activity ON activity.id = link.activityId WHERE link.appointmentId IN \(Set(busy.map(\.appointmentId)))
            """
        let travel: [EntityID: Int] = Dictionary(
            uniqueKeysWithValues: try request.fetchAll(db).map { ($0["appointmentId"], $0["travelMinutes"]) })
        return busy.map { ($0, travel[$0.appointmentId] ?? 0) }
    }

    /// The series of some in a span, as far as `condition` on `appointment` lets them be seen.
    static func series(
        of parties: [EntityID], in span: TimeSpan, where condition: SQL, limit: Int, _ db: Database
    ) throws -> [Appointment] {
        let sql: SQL = """
            SELECT appointment.* FROM appointment WHERE appointment.id IN (SELECT appointmentId FROM seriesParty
              WHERE partyId IN \(parties.rounded) AND endsAt > \(span.startsAt) AND startsAt < \(span.endsAt))
              AND \(condition) ORDER BY appointment.startsAt, appointment.id LIMIT \(limit)
            """
        return try SQLRequest<Appointment>(sql, about: parties).fetchAll(db)
    }
}

extension Appointment {
    /// The occurrence of a series that has an appointment of its own.
    static func detached(from series: EntityID, at start: Instant, _ db: Database) throws -> Appointment? {
        try filter(Column("seriesId") == series && Column("recurrenceId") == start).fetchOne(db)
    }

    /// All of a series, from a start in it on.
    static func detached(from series: EntityID, since start: Instant? = nil, _ db: Database) throws -> [Appointment] {
        let all = filter(Column("seriesId") == series).order(Column("recurrenceId"))
        return try (start.map { all.filter(Column("recurrenceId") >= $0) } ?? all).fetchAll(db)
    }

    fileprivate func seriesParties(_ db: Database) throws -> [SeriesParty] {
        try bookings(db).map {
            SeriesParty(
                partyId: $0.partyId, endsAt: extent.endsAt, appointmentId: id, kind: $0.kind, startsAt: startsAt,
                isBusy: $0.isBusy)
        }
    }
}

extension Transaction {
    /// Who is busy by a series, and when it is to be looked at again.
    func saveSeries(_ appointment: Appointment) throws {
        try SeriesParty.filter(Column("appointmentId") == appointment.id).deleteAll(db)
        if appointment.isSeries { for party in try appointment.seriesParties(db) { try party.insert(db) } }
        let plans = appointment.refreshAt.map {
            [TimerPlan(occurrence: $0.description, dueAt: $0, payload: "{}")]
        }
        try setTimers(
            kind: RefreshSeries.timer, subject: AppointmentState.subject(appointment.id), to: plans ?? [])
    }
}
