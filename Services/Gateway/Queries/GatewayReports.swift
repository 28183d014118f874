import Foundation
import GRDB
import Messages
import ServiceKit

/// What the operator's tool asks the Gateway for.
enum GatewayReports {
    static let all = [administratorsWithoutSecondFactor]

    /// Everybody who may do something with accounts by password alone, for `quen doctor`.
    private static let administratorsWithoutSecondFactor = Operations.Report(
        "weak-accounts", by: "second-factor", columns: ["signInName"]
    ) { db in
        try AccountItem.fetchAll(db, sql: "SELECT * FROM accountList WHERE NOT isSuspended AND NOT hasSecondFactor")
            .filter { try SecondFactorRule.isAdministrative($0.account, db) }
            .map { [$0.account.signInName] }.sorted { $0[0] < $1[0] }
    }
}
