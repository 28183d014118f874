import Foundation
import GRDB
import Messages
import ServiceKit

/// What of this service belongs to somebody (ACC-2).
extension OwnedEntity {
    /// An employee is their own first responsible. Who belongs to the firm is not shared, but a matter of scopes.
    static let employee = OwnedEntity("employee", .employees, table: "employee")
    /// A team's is whoever leads it.
    static let team = OwnedEntity("team", .employees, table: "team")
    /// Asked of rows at hand: whoever has been here for years attends thousands, of which no list is made.
    static let appointment = attended { alias, employee in
        """
        (EXISTS (SELECT 1 FROM booking WHERE booking.appointmentId = \(alias).id AND booking.partyId = \(employee))
          OR EXISTS (SELECT 1 FROM seriesParty p WHERE p.appointmentId = \(alias).id AND p.partyId = \(employee)))
        """
    }

    /// The same for finding them in a period: what somebody attends is found by the index on (who, start), a series by that
    /// on (who, end).
    static func appointments(from: Instant?, to: Instant?) -> OwnedEntity {
        let (from, to) = (from ?? Instant(milliseconds: .min), to ?? Instant(milliseconds: .max))
        return attended { alias, employee in
            """
            (\(alias).id IN (SELECT appointmentId FROM booking WHERE partyId = \(employee)
              AND startsAt >= \(from) AND startsAt < \(to))
              OR \(alias).id IN (SELECT appointmentId FROM seriesParty WHERE partyId = \(employee)
                AND endsAt > \(from) AND startsAt < \(to)))
            """
        }
    }

    private static func attended(
        _ condition: @escaping @Sendable (_ alias: SQL, _ employee: EntityID) -> SQL
    ) -> OwnedEntity {
        OwnedEntity(
            "appointment", .appointments, table: "appointment", path: "/appointments",
            otherOwners: OtherOwners(
                Bilingual(en: "Attends it.", vi: "Tham dự lịch hẹn."), condition: condition))
    }

    static let activity = OwnedEntity(
        "activity", .activities, table: "activity",
        otherOwners: OtherOwners(
            Bilingual(
                en: "Takes part in it, or belongs to the team in whose queue it waits.",
                vi: "Tham gia hoạt động, hoặc thuộc nhóm có hàng đợi chứa hoạt động.")
        ) { alias, employee in
            """
            \(alias).id IN (SELECT activityId FROM activityEmployee WHERE employeeId = \(employee))
            OR (\(alias).status IN ('new', 'unscheduled') AND \(alias).queuedAt IS NOT NULL AND \(alias).takenAt IS NULL AND \(alias).teamId IN \(teams(of: employee)))
            """
        })
    static let project = OwnedEntity(
        "project", .activities, table: "project",
        otherOwners: OtherOwners(Bilingual(en: "Is a member of it.", vi: "Là thành viên của dự án.")) {
            alias, employee in
            "\(alias).id IN (SELECT projectId FROM projectEmployee WHERE employeeId = \(employee))"
        })
    /// A team's queue (SCH-9): its members' and its leader's, and whoever reaches the team by branch.
    static let queue = OwnedEntity(
        "queue", .activities, table: "team",
        otherOwners: OtherOwners(Bilingual(en: "Belongs to the team.", vi: "Thuộc nhóm.")) { alias, employee in
            "\(alias).id IN \(teams(of: employee))"
        })
    /// A chain of activities started from a procedure.
    static let procedureRun = OwnedEntity("procedure-run", .activities, table: "procedureRun")
    static let plan = OwnedEntity("plan", .plans, table: "plan")
    /// As Customers says whose it is; it is shared there.
    static let customer = OwnedEntity("customer", .customers, table: "customerCopy")

    /// The ids of those that an employee belongs to or leads.
    private static func teams(of employee: EntityID) -> SQL {
        """
        (SELECT id FROM team WHERE leaderId = \(employee)
         UNION ALL SELECT team.id FROM employeeTeam member JOIN team ON team.code = member.team
           WHERE member.employeeId = \(employee))
        """
    }
}

enum SchedulingAccess {
    static let entities: [OwnedEntity] = [.employee, .team, .appointment, .activity, .plan, .project, .procedureRun]
}
