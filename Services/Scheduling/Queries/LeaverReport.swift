import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Who has left and still has open work (SCH-1): what is to be handed over.
struct LeaverReport: ReportQuery {
    struct Line: ReportLine, Hashable {
        var employeeId: EntityID
        var code: String
        var name: String
        var managerId: EntityID?
        var managerName: String?
        /// When they left; nothing where they had nothing to do then.
        var leftAt: Instant?
        /// What of theirs is open now, as far as the person may see it.
        var activities: Int
        var appointments: Int
        var projects: Int

        static let columns = ["code", "name", "managerName", "leftAt", "activities", "appointments", "projects"]
        var fields: [String] {
            [code, name, managerName ?? "", leftAt.map { LocalZone.vietNam.day(of: $0).description } ?? ""]
                + [activities, appointments, projects].map { "\($0)" }
        }
    }

    var now: Instant
    var person: Person
    static let mostRows = 1000

    /// By name.
    func fetch(_ db: Database) throws -> ReportTable<Line> {
        try ReportScope.require(person, .employees)
        let whose = OpenWork.Whose("employee.id", now)
        func count(_ entity: OwnedEntity, _ condition: SQL) -> SQL {
            let table = SQL(sql: entity.table)
            return """
                (SELECT count(*) FROM \(table) WHERE \(condition) AND \(ReportScope.condition(person, entity, entity.table)))
                """
        }
        let request: SQLRequest<Row> = """
            SELECT * FROM (SELECT employee.id, employee.code, employee.name, employee.managerId, manager.name AS managerName,
                employee.openWork ->> '$.countedAt' AS leftAt, \(count(.activity, whose.activities)) AS activities,
                \(count(.appointment, whose.appointments)) AS appointments,
                \(count(.project, whose.projects)) AS projects
              FROM employee LEFT JOIN employee manager ON manager.id = employee.managerId
              WHERE NOT employee.isActive AND \(ReportScope.condition(person, .employee, "employee")))
            WHERE activities + appointments + projects > 0 ORDER BY fold(name), code LIMIT \(Self.mostRows + 1)
            """
        let rows = try request.fetchAll(db)
        return ReportTable(rows: rows.prefix(Self.mostRows).map(Self.line), isCut: rows.count > Self.mostRows)
    }

    private static func line(_ row: Row) -> Line {
        Line(
            employeeId: row["id"], code: row["code"], name: row["name"], managerId: row["managerId"],
            managerName: row["managerName"], leftAt: (row["leftAt"] as String?).flatMap(Instant.init),
            activities: row["activities"], appointments: row["appointments"], projects: row["projects"])
    }
}
