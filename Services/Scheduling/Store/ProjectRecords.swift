import Foundation
import GRDB
import Messages
import ServiceKit
import Store

extension Project: EntityRecord {
    static let databaseTableName = "project"
    var published: ProjectState {
        ProjectState(
            id: id, code: code, name: name, description: description, startsOn: startsOn, endsOn: endsOn,
            parentId: parentId, customerId: customerId, members: members, contractIds: contractIds, status: status,
            statusOn: statusOn, statusNote: statusNote, ownership: ownership)
    }

    /// Whether another project than `id` has this code; upper and lower case are the same.
    static func isTaken(code: String, by id: EntityID?, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM project WHERE code = ? COLLATE NOCASE AND id IS NOT ?)",
            arguments: [code, id]) ?? false
    }

    static func countOfParts(of id: EntityID, _ db: Database) throws -> Int {
        try Project.filter(Column("parentId") == id).fetchCount(db)
    }

    /// Those above it, the nearest first.
    func wholes(_ db: Database) throws -> [Project] {
        var found: [Project] = []
        var next = parentId
        while let id = next, found.count < Self.mostLevels, let whole = try Project.fetchOne(db, key: id) {
            found.append(whole)
            next = whole.parentId
        }
        return found
    }

    /// Of how many levels it and its parts are: 1 without parts.
    func levels(_ db: Database) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                WITH RECURSIVE part(id, level) AS (
                  SELECT ?, 1 UNION ALL
                  SELECT project.id, part.level + 1 FROM part JOIN project ON project.parentId = part.id
                  WHERE part.level <= ?)
                SELECT max(level) FROM part
                """, arguments: [id, Self.mostLevels]) ?? 1
    }

    func countOfOpenActivities(_ db: Database) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM activity WHERE projectId = ? AND status NOT IN ('done', 'cancelled') AND NOT isCut
                """, arguments: [id]) ?? 0
    }

    /// To be done still; its own, not those of its parts.
    func openActivities(limit: Int, _ db: Database) throws -> [Activity] {
        try Activity.fetchAll(
            db,
            sql: """
                SELECT * FROM activity WHERE projectId = ? AND status NOT IN ('done', 'cancelled') AND NOT isCut
                ORDER BY id LIMIT ?
                """, arguments: [id, limit])
    }

    func appointmentsToCome(after now: Instant, limit: Int, _ db: Database) throws -> [Appointment] {
        try Appointment.fetchAll(
            db,
            sql: """
                SELECT * FROM appointment WHERE projectId = ?1 AND status = 'scheduled'
                  AND (startsAt > ?2 OR id IN (SELECT appointmentId FROM seriesParty WHERE endsAt > ?2))
                ORDER BY startsAt, id LIMIT ?3
                """, arguments: [id, now, limit])
    }

    /// The code of a part that has not ended.
    func openPart(_ db: Database) throws -> String? {
        try String.fetchOne(
            db,
            sql: """
                SELECT code FROM project WHERE parentId = ? AND status NOT IN ('closed', 'cancelled')
                ORDER BY code LIMIT 1
                """, arguments: [id])
    }
}

extension Transaction {
    /// Writes a new or changed project, its event, and what it is found by: its employees and contracts.
    func save(
        _ project: inout Project, from old: Project? = nil, event: EventName, expected: EventSequence? = nil,
        cause: String? = nil
    ) throws -> RecordVersion {
        let version =
            try old.map { try update(&project, from: $0, event: event, expected: expected, cause: cause) }
            ?? insert(&project, event: event, cause: cause)
        if project.employeeIds != old?.employeeIds ?? [] {
            try keep(project.employeeIds, in: "projectEmployee", "employeeId", of: project.id)
        }
        if project.contractIds != old?.contractIds ?? [] {
            try keep(project.contractIds, in: "projectContract", "contractId", of: project.id)
        }
        return version
    }

    private func keep(_ ids: [EntityID], in table: String, _ column: String, of project: EntityID) throws {
        try db.execute(sql: "DELETE FROM \(table) WHERE projectId = ?", arguments: [project])
        for id in ids {
            try db.execute(
                sql: "INSERT INTO \(table)(\(column), projectId) VALUES (?, ?)", arguments: [id, project])
        }
    }

    /// `DA-000001` and on; numbers that were entered by hand are passed over.
    func nextProjectCode() throws -> String {
        while true {
            let digits = String(try nextNumber("project"))
            let code = "DA-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
            if try !Project.isTaken(code: code, by: nil, db) { return code }
        }
    }
}

/// What has got done of a project (SCH-10): all its activities and those of its parts, whoever may see them, weighed by the
/// time planned for each. Those called off or cut from their plan count for nothing, nor do parts that were cancelled.
struct ProjectProgress: Encodable, Sendable, Hashable {
    var activities = 0
    var done = 0
    /// Of those not done: their deadline, or else the time planned, is over.
    var overdue = 0
    var plannedMinutes = 0
    var doneMinutes = 0

    /// Nothing where there is nothing to do.
    var percent: Int? { plannedMinutes > 0 ? doneMinutes * 100 / plannedMinutes : nil }

    private enum Keys: String, CodingKey { case activities, done, overdue, plannedMinutes, doneMinutes, percent }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(activities, forKey: .activities)
        try container.encode(done, forKey: .done)
        try container.encode(overdue, forKey: .overdue)
        try container.encode(plannedMinutes, forKey: .plannedMinutes)
        try container.encode(doneMinutes, forKey: .doneMinutes)
        try container.encodeIfPresent(percent, forKey: .percent)
    }

    /// Of several projects in one query.
    static func of(_ projects: [EntityID], at now: Instant, _ db: Database) throws -> [EntityID: ProjectProgress] {
        guard !projects.isEmpty else { return [:] }
        let request: SQLRequest<Row> = """
            WITH RECURSIVE part(root, id, level) AS (
              SELECT id, id, 1 FROM project WHERE id IN \(projects) UNION ALL
              SELECT part.root, project.id, part.level + 1 FROM part JOIN project ON project.parentId = part.id
              WHERE project.status != 'cancelled' AND part.level < \(Project.mostLevels))
            SELECT part.root, count(*) AS activities, sum(activity.status = 'done') AS done,
              sum(\(Activity.isOverdue(now))) AS overdue,
              sum(activity.plannedMinutes) AS planned,
              sum(activity.plannedMinutes * (activity.status = 'done')) AS doneMinutes
            FROM part JOIN activity ON activity.projectId = part.id
              AND (activity.status = 'done' OR \(Activity.isToDoInSQL))
            GROUP BY part.root
            """
        return Dictionary(
            uniqueKeysWithValues: try request.fetchAll(db).map { row in
                (
                    row["root"],
                    ProjectProgress(
                        activities: row["activities"], done: row["done"], overdue: row["overdue"],
                        plannedMinutes: row["planned"], doneMinutes: row["doneMinutes"])
                )
            })
    }
}
