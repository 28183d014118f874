import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// When a series takes place in some days: by its rule, and what left it with an appointment of its own.
struct OccurrenceList {
    var id: EntityID
    var days: ClosedRange<Day>
    var person: Person
    static let mostDays = 400

    struct Result: Encodable, Sendable {
        /// By start. One by the rule has the series' id; one that left it has its own, and the series' as `seriesId`.
        var items: [AppointmentView]
        /// The starts by the rule that do not take place.
        var cancelled: [Instant]
    }

    func fetch(_ db: Database) throws -> Result {
        try person.require(.appointments, .view)
        let scope = RowScope(person, .appointment)
        let series = try scope.fetch(Appointment.self, id, db)
        let zone = LocalZone.vietNam
        let window = TimeSpan(
            startsAt: zone.instant(of: days.lowerBound), endsAt: zone.instant(of: days.upperBound.adding(days: 1)))
        let detached = try detached(window, scope, db)
        let byRule =
            series.status == .cancelled && series.isSeries
            ? [] : series.occurrences(in: window).map { series.shown(at: $0) }
        let all = (byRule + detached).sorted { ($0.startsAt, $0.id) < ($1.startsAt, $1.id) }
        let names = try AppointmentNames(all, db)
        let own = try Instant.fetchSet(
            db, sql: "SELECT recurrenceId FROM appointment WHERE seriesId = ?", arguments: [id])
        return Result(
            items: all.map { AppointmentView($0, names) },
            cancelled: (series.recurrence?.exceptions ?? []).filter {
                $0 >= window.startsAt && $0 < min(window.endsAt, series.seriesEnd ?? $0) && !own.contains($0)
            })
    }

    private func detached(_ window: TimeSpan, _ scope: RowScope, _ db: Database) throws -> [Appointment] {
        let request: SQLRequest<Appointment> = """
            SELECT appointment.* FROM appointment WHERE appointment.seriesId = \(id)
              AND appointment.endsAt > \(window.startsAt) AND appointment.startsAt < \(window.endsAt)
              AND \(scope.condition("appointment"))
            """
        return try request.fetchAll(db)
    }
}
