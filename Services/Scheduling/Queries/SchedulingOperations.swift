import Foundation
import GRDB
import Messages
import ServiceKit
import Store

extension Operations {
    /// What the operator's tool may ask of Scheduling.
    static let scheduling = Operations(
        checks: [
            .events(of: "branch", table: "branch"), .events(of: "employee", table: "employee"),
            .copiesAreTheRecords,
        ])
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
                  WHERE c.sequence IS NOT b.sequence LIMIT 20
                """
        ).map { "\($0["entity"] as String)/\($0["id"] as EntityID): the copy differs" }
    }
}
