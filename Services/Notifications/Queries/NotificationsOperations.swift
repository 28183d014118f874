import Foundation
import GRDB
import Messages
import ServiceKit
import Store

extension Operations {
    /// What the operator's tool may ask of Notifications.
    static let notifications = Operations(
        reports: [
            .counted("alerts", by: "kind", "SELECT kind, count(*) FROM alert GROUP BY 1 ORDER BY 1"),
            .counted(
                "deliveries", by: "state",
                "SELECT channel || ' ' || state, count(*) FROM delivery GROUP BY 1 ORDER BY 1"),
        ],
        checks: [.events(of: "alert", table: "alert"), .everyTimerIsAccountedFor, .everyAlertIsDeliveredOnce])
}

extension Operations.Report {
    fileprivate static func counted(_ name: String, by: String, _ sql: String) -> Operations.Report {
        Operations.Report(name, by: by, columns: [by, "count of \(name)"]) { db in
            try Row.fetchAll(db, sql: sql).map { [$0[0], String($0[1] as Int)] }
        }
    }
}

extension Operations.Check {
    /// A reminder that fired has its alert, or the reason why there is none; and no alert came of anything else (NOT-2).
    static let everyTimerIsAccountedFor = Operations.Check("every fired reminder has its alert or a reason") { db in
        let kinds = AlertKind.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try Row.fetchAll(
            db,
            sql: """
                SELECT t.kind || ' ' || t.subject || ' ' || t.occurrence AS what FROM timer t
                  LEFT JOIN firing f ON (f.kind, f.subject, f.occurrence) = (t.kind, t.subject, t.occurrence)
                  WHERE t.kind IN (\(kinds)) AND (t.state = 'fired') != (f.kind IS NOT NULL)
                UNION ALL SELECT 'alert ' || a.about || ' ' || a.occurrence FROM alert a
                  LEFT JOIN firing f ON f.kind = a.kind AND f.occurrence = a.occurrence
                    -- What an invitation leads to is about the appointment; the occurrence ends with the invitation.
                    AND f.subject = CASE WHEN a.kind IN ('appointment-invitation', 'appointment-answer')
                      THEN 'invitation/' || substr(a.occurrence, -36) ELSE a.about END
                  WHERE f.alertId IS NOT a.id LIMIT 20
                """
        ).map { $0["what"] }
    }

    /// Each recipient has one delivery per channel, and an inbox item for the one to the inbox.
    static let everyAlertIsDeliveredOnce = Operations.Check("every recipient has one delivery per channel") { db in
        try EntityID.fetchAll(
            db,
            sql: """
                SELECT a.id FROM alert a
                WHERE json_array_length(a.recipientIds) * \(Delivery.Channel.allCases.count)
                    != (SELECT count(*) FROM delivery d WHERE d.alertId = a.id)
                  OR json_array_length(a.recipientIds) != (SELECT count(*) FROM inboxItem i WHERE i.alertId = a.id) LIMIT 20
                """
        ).map { "alert/\($0)" }
    }
}
