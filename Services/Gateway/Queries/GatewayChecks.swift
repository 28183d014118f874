import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What must hold between the Gateway's tables.
enum GatewayChecks {
    static let all: [Operations.Check] = [
        .events(of: AccountState.entity, table: "account"), suspendedHaveNoSession, copiesAgree, someKeyIsActive,
    ]

    private static let suspendedHaveNoSession = Operations.Check("a session of a suspended account is ended") { db in
        try EntityID.fetchAll(
            db,
            sql: """
                SELECT session.id FROM session JOIN account ON account.id = session.accountId
                WHERE account.isSuspended AND session.endedAt IS NULL LIMIT 20
                """
        ).map { "session/\($0)" }
    }

    private static let copiesAgree = Operations.Check("what tokens are checked by is what accounts say") { db in
        try EntityID.fetchAll(
            db,
            sql: """
                SELECT account.id FROM account LEFT JOIN accountCopy c ON c.id = account.id
                WHERE c.permissionVersion IS NOT account.permissionVersion OR c.isSuspended IS NOT account.isSuspended
                LIMIT 20
                """
        ).map { "account/\($0)" }
    }

    private static let someKeyIsActive = Operations.Check("there is a key to sign with") { db in
        try SigningKeys().fetch(db).isEmpty ? ["no signing key that is not retired"] : []
    }
}
