import Foundation
import GRDB
import Messages
import ServiceKit
import Store

extension Operations.Report {
    /// Activities counted, with the hours planned for them.
    static func activities(by column: String) -> Operations.Report {
        Operations.Report("activities", by: column, columns: [column, "activities", "hours planned"]) { db in
            let request: SQLRequest<Row> = """
                SELECT \(SQL(sql: column)) AS name, count(*) AS n, sum(plannedMinutes) AS minutes FROM activity
                GROUP BY 1 ORDER BY 1
                """
            return try request.fetchAll(db).map { row in
                let minutes: Int64 = row["minutes"]
                return [row["name"], String(row["n"] as Int), "\(minutes / 60).\(minutes % 60 * 10 / 60)"]
            }
        }
    }
}

extension Operations.Check {
    /// No project is a part of itself, and none lies deeper than may be (SCH-10).
    static let projectsAreTrees = Operations.Check("projects are trees of few levels") { db in
        let request: SQLRequest<EntityID> = """
            WITH RECURSIVE above(id, parentId, level) AS (
              SELECT id, parentId, 1 FROM project UNION ALL
              SELECT above.id, project.parentId, above.level + 1 FROM above JOIN project ON project.id = above.parentId
              WHERE above.level <= \(Project.mostLevels))
            SELECT id FROM above WHERE level > \(Project.mostLevels) LIMIT 20
            """
        return try request.fetchAll(db).map { "project/\($0)" }
    }

    static let linksOfProjectsAreTheirs = Operations.Check("projects are found by their members and contracts") { db in
        try EntityID.fetchAll(
            db,
            sql: """
                SELECT id FROM project WHERE
                  (SELECT count(*) FROM json_each(members) m WHERE m.value ->> 'employeeId' IS NOT NULL)
                    != (SELECT count(*) FROM projectEmployee l WHERE l.projectId = project.id)
                  OR json_array_length(contractIds) != (SELECT count(*) FROM projectContract l WHERE l.projectId = project.id)
                LIMIT 20
                """
        ).map { "project/\($0)" }
    }
}
