import Foundation
import GRDB
import Messages
import ServiceKit
import Store

extension Operations {
    /// What the operator's tool may ask of Scheduling.
    static let scheduling = Operations(
        reports: [
            .appointments(
                by: "employee", "e.name",
                join:
                    "JOIN booking b ON b.appointmentId = a.id AND b.kind = 'employee' JOIN employee e ON e.id = b.partyId"
            ),
            .activities(by: "kind"), .activities(by: "priority"), .activities(by: "status"),
            .appointments(by: "status", "a.status"), .appointments(by: "outcome", "coalesce(a.outcome, '')"),
            CostReport.operation,
        ],
        checks: [
            .events(of: "branch", table: "branch"), .events(of: "team", table: "team"),
            .events(of: "employee", table: "employee"), .events(of: "custom-field", table: "customField"),
            .fieldsOfEmployeesAreFound,
            .events(of: "appointment", table: "appointment"),
            .events(of: "activity", table: "activity"), .sessionsAreAppointments,
            .events(of: "project", table: "project"), .events(of: "room", table: "room"),
            .events(of: "firm", table: "firm"), .projectsAreTrees, .linksOfProjectsAreTheirs,
            .events(of: "procedure", table: "procedure"), .events(of: "procedure-run", table: "procedureRun"),
            .workIsWhatIsToBeDone, .stepsAreActivities,
            .events(of: "plan", table: "plan"), .events(of: "budget-item", table: "budgetItem"),
            .costsAreThoseOfDiaries, .approvedCostsAreTheLastVersion,
            .events(of: "invitation", table: "invitation"), .invitationsAreOfAttendees,
            .copiesAreTheRecords, .teamsOfEmployeesExist, .movesEndWhereEmployeesAre, .onlyForcedOverlaps,
            .bookingsAreTheAppointments, .onlyForcedOverlapsOfSeries, .partiesAreThoseOfTheSeries,
        ])
}

extension Operations.Report {
    /// Appointments counted, with the hours planned for them.
    static func appointments(by name: String, _ expression: String, join: String = "") -> Operations.Report {
        Operations.Report("appointments", by: name, columns: [name, "appointments", "hours planned"]) { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(expression) AS name, count(*) AS n, sum(a.endsAt - a.startsAt) / 60000 AS minutes
                    FROM appointment a \(join) GROUP BY 1 ORDER BY 1
                    """
            ).map { row in
                let minutes: Int64 = row["minutes"]
                return [row["name"], String(row["n"] as Int), "\(minutes / 60).\(minutes % 60 * 10 / 60)"]
            }
        }
    }
}

extension Operations.Check {
    /// Row scopes look at copies that this service writes itself.
    static let copiesAreTheRecords = Operations.Check("access copies are the records") { db in
        try Row.fetchAll(
            db,
            sql: """
                SELECT 'employee' AS entity, e.id FROM employee e LEFT JOIN employeeCopy c ON c.id = e.id
                  WHERE c.sequence IS NOT e.sequence OR c.managerId IS NOT e.managerId OR c.branchId IS NOT e.branchId
                UNION ALL SELECT 'branch', b.id FROM branch b LEFT JOIN branchCopy c ON c.id = b.id
                  WHERE c.sequence IS NOT b.sequence
                UNION ALL SELECT 'team', t.id FROM team t LEFT JOIN teamCopy c ON c.id = t.id
                  WHERE c.sequence IS NOT t.sequence OR c.code IS NOT t.code OR c.leaderId IS NOT t.leaderId LIMIT 20
                """
        ).map { "\($0["entity"] as String)/\($0["id"] as EntityID): the copy differs" }
    }

    /// Lists look for what employees have in the firm's fields (CUS-5).
    static let fieldsOfEmployeesAreFound = Operations.Check("fields of employees are found") { db in
        try EntityID.fetchAll(
            db,
            sql: """
                SELECT e.id FROM employee e WHERE
                  (SELECT coalesce(sum(coalesce(json_array_length(v.value, '$.choiceIds'), 1)), 0)
                     FROM json_each(e.customFields) v)
                  != (SELECT count(*) FROM employeeCustomField f JOIN customField c ON c.id = f.fieldId
                     WHERE f.employeeId = e.id) LIMIT 20
                """
        ).map { "employee/\($0)" }
    }

    static let teamsOfEmployeesExist = Operations.Check("teams that employees name exist") { db in
        try Row.fetchAll(
            db,
            sql: """
                SELECT employeeId, team FROM employeeTeam WHERE team NOT IN (SELECT code FROM team)
                UNION SELECT e.id, t.value FROM employee e, json_each(e.teams) t
                  WHERE (e.id, t.value) NOT IN (SELECT employeeId, team FROM employeeTeam) LIMIT 20
                """
        ).map { "employee/\($0[0] as EntityID) names the team \($0[1] as String)" }
    }

    static let movesEndWhereEmployeesAre = Operations.Check("the last move of an employee is where they are") { db in
        try EntityID.fetchAll(
            db,
            sql: """
                SELECT e.id FROM employee e LEFT JOIN employeeMove m ON m.employeeId = e.id
                  AND m.number = (SELECT max(number) FROM employeeMove WHERE employeeId = e.id)
                WHERE m.number IS NULL OR m.department IS NOT e.department OR m.branchId IS NOT e.branchId
                  OR m.managerId IS NOT e.managerId LIMIT 20
                """
        ).map { "employee/\($0)" }
    }

    /// Two appointments of one employee or customer overlap only where one of them was forced (SCH-4).
    static let onlyForcedOverlaps = Operations.Check("nobody is booked twice but by force") { db in
        try Row.fetchAll(
            db,
            sql: """
                SELECT a.appointmentId AS one, b.appointmentId AS other, a.partyId
                FROM booking a JOIN booking b ON b.partyId = a.partyId AND b.startsAt >= a.startsAt AND b.startsAt < a.endsAt
                  AND (b.startsAt, b.appointmentId) > (a.startsAt, a.appointmentId)
                JOIN appointment x ON x.id = a.appointmentId JOIN appointment y ON y.id = b.appointmentId
                WHERE a.isBusy AND b.isBusy AND NOT x.isForced AND NOT y.isForced LIMIT 20
                """
        ).map {
            "\($0["partyId"] as EntityID) has appointment/\($0["one"] as EntityID) and appointment/\($0["other"] as EntityID)"
        }
    }

    /// What a scheduled activity names is there, not called off, and at its times (SCH-3).
    static let sessionsAreAppointments = Operations.Check("sessions of scheduled activities are appointments") { db in
        try EntityID.fetchAll(
            db,
            sql: """
                SELECT a.id FROM activity a WHERE a.status = 'scheduled' AND (
                  json_array_length(a.appointmentIds) != (SELECT count(*) FROM activityAppointment l
                    JOIN appointment p ON p.id = l.appointmentId WHERE l.activityId = a.id AND p.status != 'cancelled')
                  OR json_array_length(a.appointmentIds) != json_array_length(a.sessions)
                  OR (a.appointmentIds != '[]' AND a.firstStart != (SELECT min(p.startsAt) FROM activityAppointment l
                    JOIN appointment p ON p.id = l.appointmentId WHERE l.activityId = a.id))) LIMIT 20
                """
        ).map { "activity/\($0)" }
    }

    /// Who is invited attends, at the appointment's time (SCH-4).
    static let invitationsAreOfAttendees = Operations.Check("invitations are of those who attend") { db in
        try EntityID.fetchAll(
            db,
            sql: """
                SELECT i.id FROM invitation i JOIN appointment a ON a.id = i.appointmentId
                WHERE i.startsAt != a.startsAt OR i.endsAt != a.endsAt OR i.recurs != (a.recurrence IS NOT NULL)
                  OR (i.lastEndsAt IS NOT NULL AND i.lastEndsAt IS NOT a.seriesEnd - 1) OR NOT EXISTS (
                  SELECT 1 FROM booking b WHERE b.appointmentId = a.id AND b.partyId = i.employeeId
                  UNION ALL SELECT 1 FROM seriesParty p WHERE p.appointmentId = a.id AND p.partyId = i.employeeId) LIMIT 20
                """
        ).map { "invitation/\($0)" }
    }

    static let bookingsAreTheAppointments = Operations.Check("bookings are those of the appointments") { db in
        try EntityID.fetchAll(
            db,
            sql: """
                SELECT a.id FROM appointment a LEFT JOIN booking b ON b.appointmentId = a.id
                LEFT JOIN invitation i ON i.appointmentId = a.id AND i.employeeId = b.partyId
                  AND i.participation IN ('declined', 'delegated')
                WHERE a.recurrence IS NULL GROUP BY a.id HAVING count(b.partyId) = 0
                  OR sum(b.isBusy != (a.status != 'cancelled' AND i.id IS NULL AND (NOT a.isFree OR b.kind = 'room'))) > 0
                  OR max(b.startsAt) != a.startsAt OR max(b.endsAt) != a.endsAt LIMIT 20
                """
        ).map { "appointment/\($0)" }
    }
}

extension Operations.Check {
    /// Work lists hold what activities and appointments say (SCH-9).
    static let workIsWhatIsToBeDone = Operations.Check("work lists are what is to be done") { db in
        try Row.fetchAll(
            db,
            sql: """
                WITH work AS (SELECT * FROM activity WHERE status = 'done' OR status != 'cancelled' AND NOT isCut),
                wanted(itemId, employeeId, isDone) AS (
                  SELECT work.id, e.employeeId, work.status = 'done' FROM work
                    JOIN activityEmployee e ON e.activityId = work.id
                  UNION SELECT id, responsibleId, status = 'done' FROM work WHERE responsibleId IS NOT NULL
                  UNION SELECT id, secondResponsibleId, status = 'done' FROM work WHERE secondResponsibleId IS NOT NULL
                  UNION SELECT p.id, b.partyId, p.status = 'done' FROM appointment p
                    JOIN booking b ON b.appointmentId = p.id AND b.kind = 'employee' AND b.isBusy
                    WHERE p.status != 'cancelled' AND p.id NOT IN (SELECT appointmentId FROM activityAppointment)),
                kept(itemId, employeeId, isDone) AS (SELECT itemId, employeeId, state = 'done' FROM workItem)
                SELECT itemId, employeeId FROM (SELECT * FROM wanted EXCEPT SELECT * FROM kept)
                UNION SELECT itemId, employeeId FROM (SELECT * FROM kept EXCEPT SELECT * FROM wanted) LIMIT 20
                """
        ).map { "\($0["itemId"] as EntityID) of employee/\($0["employeeId"] as EntityID)" }
    }

    /// A chain's steps say what became of their activities (SCH-3).
    static let stepsAreActivities = Operations.Check("steps of chains are what their activities are") { db in
        try Row.fetchAll(
            db,
            sql: """
                SELECT r.id, json_extract(s.value, '$.key') AS step FROM procedureRun r, json_each(r.steps) s
                JOIN procedureRunActivity l ON l.runId = r.id JOIN activity a ON a.id = l.activityId
                WHERE lower(hex(a.id)) = replace(lower(json_extract(s.value, '$.activityId')), '-', '')
                  AND json_extract(s.value, '$.state') != CASE WHEN a.status IN ('done', 'cancelled') THEN a.status ELSE 'open' END
                LIMIT 20
                """
        ).map { "procedure-run/\($0["id"] as EntityID): \($0["step"] as String)" }
    }
}
