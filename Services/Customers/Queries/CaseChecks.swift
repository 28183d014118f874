import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Invariants of cases, which hold after every commit.
enum CaseChecks {
    static let all: [Operations.Check] = [
        .events(of: "case", table: "supportCase"),
        Operations.Check("case: the newest step of the history is the status") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, status, (SELECT toStatus FROM caseStep WHERE caseId = supportCase.id
                      ORDER BY caseStep.number DESC LIMIT 1) AS newest FROM supportCase
                    WHERE newest IS NOT status LIMIT 20
                    """
            ).map {
                "\($0["number"] as String) is \($0["status"] as String), history \($0["newest"] as String? ?? "empty")"
            }
        },
        Operations.Check("case: it was opened again as often as the history says") { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT number FROM supportCase WHERE reopenings !=
                      (SELECT count(*) FROM caseStep WHERE caseId = supportCase.id AND command = 'reopen') LIMIT 20
                    """)
        },
        Operations.Check("case: its line on the timeline is of its version") { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT number FROM supportCase LEFT JOIN timelineEntry line ON line.id = supportCase.id
                    WHERE line.sequence IS NOT supportCase.sequence OR line.customerId IS NOT supportCase.customerId
                      OR line.kind IS NOT 'case' OR line.responsibleId IS NOT supportCase.responsibleId LIMIT 20
                    """)
        },
        Operations.Check("case: it is found by its own words") { db in
            var faults: [String] = []
            let cases = try SupportCase.fetchCursor(db)
            while faults.count < 20, let record = try cases.next() {
                let expected = record.searchWords.joined(separator: "\n").precomposedStringWithCanonicalMapping
                let found = try SearchIndex.words(record.id, of: SupportCase.databaseTableName, db)
                if found != expected { faults.append("\(record.number) is found by other words than its own") }
            }
            return faults
        },
    ]
}
