import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What an employee still has to do (SCH-1): open activities, appointments to come, open projects. Those that the person may
/// change can be handed over; of the others is only said how many there are.
struct OpenWork {
    var employeeId: EntityID
    var now: Instant
    var person: Person
    /// So much goes into one hand-over.
    static let most = 500

    private var whose: Whose { Whose("\(employeeId)", now) }
    var activities: SQL { whose.activities }
    var appointments: SQL { whose.appointments }
    var projects: SQL { whose.projects }

    /// What is open of an employee, as conditions on the tables; `employee` is an expression, such as a column.
    struct Whose {
        var employee: SQL
        var now: Instant

        init(_ employee: SQL, _ now: Instant) { (self.employee, self.now) = (employee, now) }

        var activities: SQL {
            """
            \(Activity.isToDoInSQL) AND (activity.responsibleId = \(employee)
              OR activity.secondResponsibleId = \(employee)
              OR activity.id IN (SELECT activityId FROM activityEmployee WHERE employeeId = \(employee)))
            """
        }

        var appointments: SQL {
            """
            appointment.status = 'scheduled' AND (appointment.startsAt > \(now) OR appointment.seriesEnd > \(now)) AND (
              appointment.responsibleId = \(employee) OR appointment.secondResponsibleId = \(employee)
              OR appointment.id IN (SELECT appointmentId FROM booking
                WHERE partyId = \(employee) AND startsAt > \(now) AND isBusy)
              OR appointment.id IN (SELECT appointmentId FROM seriesParty
                WHERE partyId = \(employee) AND endsAt > \(now) AND isBusy))
            """
        }

        var projects: SQL {
            """
            project.status NOT IN ('closed', 'cancelled') AND (project.responsibleId = \(employee)
              OR project.secondResponsibleId = \(employee)
              OR project.id IN (SELECT projectId FROM projectEmployee WHERE employeeId = \(employee)))
            """
        }
    }

    /// In their order, of those named or all; one more than may be, where there are too many.
    func fetch<R: EntityRecord>(_ type: R.Type, _ entity: OwnedEntity, _ whose: SQL, named: [EntityID]?, _ db: Database)
        throws -> [R]
    {
        let table = SQL(sql: R.databaseTableName)
        let among: SQL = named.map { "\(table).id IN \($0)" } ?? "1"
        let request: SQLRequest<R> = """
            SELECT \(table).* FROM \(table) WHERE \(whose) AND \(among)
              AND \(RowScope(person, entity, .edit).condition(R.databaseTableName))
            ORDER BY \(table).id LIMIT \(Self.most + 1)
            """
        return try request.fetchAll(db)
    }

    // MARK: The list before it

    struct Result: Encodable, Sendable {
        var activities: [Line]
        var appointments: [Line]
        var projects: [Line]
        /// How many more there are that the person may not change.
        var outOfReach: Int
        /// There is more than goes into one hand-over.
        var isCut: Bool
    }

    struct Line: Encodable, Sendable {
        var id: EntityID
        /// A project's name.
        var title: String
        var startsAt: Instant?
        var endsAt: Instant?
        /// Whether the other employee is busy or away then, where one was named.
        var isClash: Bool?

        fileprivate static func byStart(_ lines: [Line]) -> [Line] {
            lines.sorted { ($0.startsAt ?? .distantFuture, $0.id) < ($1.startsAt ?? .distantFuture, $1.id) }
        }
    }

    /// What would be handed over to `other`, and where that would clash.
    func list(to other: EntityID?, _ db: Database) throws -> Result {
        try RowScope(person, .employee, .edit).check(employeeId, db)
        if let other { try RowScope(person, .employee).check(other, db) }
        let activities = try fetch(Activity.self, .activity, self.activities, named: nil, db)
        let appointments = try fetch(Appointment.self, .appointment, self.appointments, named: nil, db)
        let projects = try fetch(Project.self, .project, self.projects, named: nil, db)
        let found = activities.count + appointments.count + projects.count
        let all =
            try Self.count(of: "activity", self.activities, db)
            + Self.count(of: "appointment", self.appointments, db) + Self.count(of: "project", self.projects, db)
        let isCut = [activities.count, appointments.count, projects.count].contains { $0 > Self.most }
        let taken = Set(appointments.map(\.id))
        return Result(
            activities: Line.byStart(
                activities.prefix(Self.most).map {
                    Line(id: $0.id, title: $0.title, startsAt: $0.firstStart, endsAt: $0.lastEnd)
                }),
            appointments: Line.byStart(
                try appointments.prefix(Self.most).map { appointment in
                    Line(
                        id: appointment.id, title: appointment.title, startsAt: appointment.startsAt,
                        endsAt: appointment.endsAt,
                        isClash: try other.map { try Self.isClash(appointment, for: $0, besides: taken, now: now, db) })
                }),
            projects: projects.prefix(Self.most).map { Line(id: $0.id, title: $0.name) },
            outOfReach: isCut ? 0 : all - found, isCut: isCut || found > Self.most)
    }

    /// How much an employee has to do, whoever may see it; nothing where there is nothing.
    static func count(of employeeId: EntityID, at now: Instant, _ db: Database) throws -> OpenWorkCount? {
        let whose = Whose("\(employeeId)", now)
        let count = OpenWorkCount(
            activities: try count(of: "activity", whose.activities, db),
            appointments: try count(of: "appointment", whose.appointments, db),
            projects: try count(of: "project", whose.projects, db), countedAt: now)
        return count.activities + count.appointments + count.projects == 0 ? nil : count
    }

    private static func count(of table: String, _ whose: SQL, _ db: Database) throws -> Int {
        let request: SQLRequest<Int> = "SELECT count(*) FROM \(SQL(sql: table)) WHERE \(whose)"
        return try request.fetchOne(db) ?? 0
    }

    /// Whether the other employee, who does not attend yet, has something else then or is away. What comes along is no
    /// obstacle: one and the same employee had it all.
    static func isClash(
        _ appointment: Appointment, for other: EntityID, besides taken: Set<EntityID>, now: Instant, _ db: Database
    ) throws -> Bool {
        guard !appointment.employeeIds.contains(other), !appointment.isFree else { return false }
        var moved = appointment
        moved.employeeIds = [other]
        // Of a series those occurrences that are still to come.
        let from = max(appointment.startsAt, now)
        let window = TimeSpan(startsAt: from, endsAt: max(appointment.extent.endsAt, from.adding(.milliseconds(1))))
        let overlaps = try Overlaps(of: moved, [other], in: window, db)
        return !overlaps.absences.isEmpty || overlaps.hits.contains { !taken.contains($0.other.appointmentId) }
    }
}
