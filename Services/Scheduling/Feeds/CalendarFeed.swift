import Foundation
import GRDB
import ICalendar
import Messages
import ServiceKit
import Store

/// An employee's appointments as an iCalendar file, for whoever has the secret address: as long as the account that made it
/// may see them, is not suspended, and the employee has not left.
struct CalendarFeed {
    var token: FeedToken
    var now: Instant
    /// How far back and ahead it reaches.
    static let days = (back: 90, ahead: 400)
    static let mostEntries = 2000
    static let mostSeries = 500

    /// The file; nothing where the address opens nothing.
    func text(_ db: Database) throws -> String? { try fetch(db)?.text }

    private func fetch(_ db: Database) throws -> ICalendar.Calendar? {
        let candidates = try CalendarFeedRecord.filter(Column("hashKey") == token.key).fetchAll(db)
        guard let feed = candidates.first(where: { token.matches($0.hash) }), let person = try reader(of: feed, db),
            let employee = try Employee.fetchOne(db, key: feed.employeeId), let zone = Self.zone
        else { return nil }
        let single = try appointments(of: feed.employeeId, person, db)
        let series = try series(of: feed.employeeId, person, db)
        let appointments = series + single
        let names = try AppointmentNames(appointments, db)
        // What of a series is written by itself takes the place of the occurrence; the other exceptions do not take place.
        let written = Dictionary(grouping: single.filter { $0.seriesId != nil }, by: \.seriesId)
            .mapValues { Set($0.compactMap(\.recurrenceId)) }
        let wholeDays = Set(series.filter { $0.recurrence.map($0.isWholeDays) == true }.map(\.id))
        let people = try FeedPeople(appointments, of: feed.employeeId, person, db)
        return ICalendar.Calendar(
            productID: "-//Quen//Scheduling//VI", name: "Quen: \(employee.name)", refreshInterval: .minutes(60),
            entries: appointments.map { one in
                var entry = entry(one, names, wholeDays, zone)
                recur(&entry, one, besides: written[one.id] ?? [], wholeDays, zone)
                people.add(to: &entry, one)
                return entry
            })
    }

    private static var zone: Zone? { Zone(identifier: LocalZone.vietNam.identifier) }

    /// Whoever made the address, with what their roles permit now.
    private func reader(of feed: CalendarFeedRecord, _ db: Database) throws -> Person? {
        guard let account = try AccountCopy.fetchOne(db, key: feed.accountId), !account.isSuspended,
            account.employeeId == feed.employeeId
        else { return nil }
        let texts: SQLRequest<String> = """
            SELECT p.value FROM roleCopy, json_each(roleCopy.permissions) p WHERE roleCopy.code IN \(account.roles)
            """
        let permissions = Set(try texts.fetchAll(db).compactMap(Permission.init)).widest
        let person = try Person(
            account: account.id, employee: account.employeeId, branch: nil, session: account.id,
            permissions: permissions
        ).present(at: now, db)
        return person.flatMap { $0.may(.appointments, .view) ? $0 : nil }
    }

    private func appointments(of employee: EntityID, _ person: Person, _ db: Database) throws -> [Appointment] {
        let (from, to) = (
            now.adding(.seconds(-86_400 * Self.days.back)), now.adding(.seconds(86_400 * Self.days.ahead))
        )
        let request: SQLRequest<Appointment> = """
            SELECT appointment.* FROM booking JOIN appointment ON appointment.id = booking.appointmentId
            WHERE booking.partyId = \(employee) AND booking.startsAt >= \(from) AND booking.startsAt < \(to)
              AND \(RowScope(person, .appointment).condition("appointment"))
            ORDER BY booking.startsAt, appointment.id LIMIT \(Self.mostEntries)
            """
        return try request.fetchAll(db)
    }

    private func series(of employee: EntityID, _ person: Person, _ db: Database) throws -> [Appointment] {
        let window = TimeSpan(
            startsAt: now.adding(.seconds(-86_400 * Self.days.back)),
            endsAt: now.adding(.seconds(86_400 * Self.days.ahead)))
        return try SeriesParty.series(
            of: [employee], in: window, where: RowScope(person, .appointment).condition("appointment"),
            limit: Self.mostSeries, db)
    }

    /// The rule of a series with what does not take place, by its own clock; of what left one, its place there.
    private func recur(
        _ entry: inout Entry, _ appointment: Appointment, besides written: Set<Instant>, _ wholeDays: Set<EntityID>,
        _ zone: Zone
    ) {
        if let series = appointment.recurrence {
            func time(_ instant: Instant) -> CalendarTime {
                let local = series.zone.local(at: instant.date)
                return wholeDays.contains(appointment.id) ? .date(local.date) : .zoned(local, series.zone)
            }
            (entry.start, entry.end) = (time(appointment.startsAt), time(appointment.endsAt))
            entry.rule = series.rule
            entry.exceptions = Set(
                series.exceptions.filter { !written.contains($0) }.map { series.zone.local(at: $0.date) })
        } else if let series = appointment.seriesId, let start = appointment.recurrenceId {
            entry.uid = Self.uid(of: series)
            let local = zone.local(at: start.date)
            entry.recurrenceID = wholeDays.contains(series) ? .date(local.date) : .zoned(local, zone)
        }
    }

    /// DTSTAMP is when it was changed last, not when the file is written: the same entries are the same bytes (RFC 5545
    /// §3.8.7.2).
    private func entry(
        _ appointment: Appointment, _ names: AppointmentNames, _ wholeDays: Set<EntityID>, _ zone: Zone
    ) -> Entry {
        func time(_ instant: Instant) -> CalendarTime { .zoned(zone.local(at: instant.date), zone) }
        var entry = Entry(
            uid: Self.uid(of: appointment.id), stamp: appointment.lastChange.date, start: time(appointment.startsAt),
            end: time(appointment.endsAt), summary: appointment.title)
        // What left a series of whole days may be whole days too; what left another has a time.
        if appointment.recurrence == nil, appointment.seriesId.map(wholeDays.contains) ?? true,
            appointment.isWholeDays(in: zone)
        {
            (entry.start, entry.end) = (
                .date(zone.local(at: appointment.startsAt.date).date),
                .date(zone.local(at: appointment.endsAt.date).date)
            )
        }
        entry.sequence = appointment.calendarNumber
        entry.status = appointment.status == .cancelled ? .cancelled : .confirmed
        entry.location = appointment.place
        let people = [
            appointment.customerId.flatMap { names.customers[$0] },
            appointment.contactId.flatMap { names.contacts[$0] },
        ].compactMap(\.self)
        entry.details = people.isEmpty ? nil : people.joined(separator: "\n")
        return entry
    }

    static func uid(of appointment: EntityID) -> String { "\(uidPrefix)\(appointment)@quen" }
    static let uidPrefix = "appointment-"
}

extension Appointment {
    /// From midnight to midnight is whole days, as other programs write and show them (`VALUE=DATE`).
    fileprivate func isWholeDays(in zone: Zone) -> Bool {
        [startsAt, endsAt].allSatisfy { instant in
            let local = zone.local(at: instant.date)
            return LocalDateTime(local.date) == local
        }
    }

    fileprivate func isWholeDays(_ series: Series) -> Bool { isWholeDays(in: series.zone) }

    /// When it was entered, which its id tells, where no later change is known.
    fileprivate var lastChange: Instant { revisedAt ?? Instant(milliseconds: Int64(id.high >> 16)) }
}
