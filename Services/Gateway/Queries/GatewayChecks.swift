import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What must hold between the Gateway's tables.
enum GatewayChecks {
    static let all: [Operations.Check] = [
        .events(of: AccountState.entity, table: "account"), .events(of: RoleState.entity, table: "role"),
        suspendedHaveNoSession, copiesAgree, rolesExist, someAdministratorIsLeft, someKeyIsActive, leaversAreSuspended,
        auditsFit,
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

    /// Needs the key, which no query has.
    static func secondFactorsOpen(with sealing: SealingKey) -> Operations.Check {
        Operations.Check("secrets of second factors can be opened with the file sealing-key") { db in
            try SecondFactor.fetchAll(db).filter { sealing.open($0.sealedSecret, for: $0.accountId) == nil }
                .prefix(20).map { "account/\($0.accountId)" }
        }
    }

    private static let copiesAgree = Operations.Check("what tokens are checked by is what accounts say") { db in
        try EntityID.fetchAll(
            db,
            sql: """
                SELECT account.id FROM account LEFT JOIN accountCopy c ON c.id = account.id
                WHERE c.permissionVersion IS NOT account.permissionVersion OR c.isSuspended IS NOT account.isSuspended
                  OR c.roles IS NOT account.roles LIMIT 20
                """
        ).map { "account/\($0)" }
            + EntityID.fetchAll(
                db,
                sql: """
                    SELECT role.id FROM role LEFT JOIN roleCopy c ON c.id = role.id
                    WHERE c.permissions IS NOT role.permissions OR c.code IS NOT role.code LIMIT 20
                    """
            ).map { "role/\($0)" }
    }

    private static let rolesExist = Operations.Check("the roles of accounts exist") { db in
        try Row.fetchAll(
            db,
            sql: """
                SELECT account.signInName, held.value FROM account, json_each(account.roles) held
                WHERE held.value NOT IN (SELECT code FROM role) LIMIT 20
                """
        ).map { "\($0[0] as String) has the role \($0[1] as String)" }
    }

    private static let someAdministratorIsLeft = Operations.Check("somebody may change accounts") { db in
        guard try Account.fetchCount(db) > 0 else { return [] }
        do {
            try Account.checkSomeAdministratorIsLeft(db)
            return []
        } catch let error as AccountError {
            return [error.message.en]
        }
    }

    private static let leaversAreSuspended = Operations.Check("the account of who has left is suspended") { db in
        try EntityID.fetchAll(
            db,
            sql: """
                SELECT account.id FROM account JOIN employeeCopy ON employeeCopy.id = account.employeeId
                WHERE NOT employeeCopy.isActive AND NOT account.isSuspended LIMIT 20
                """
        ).map { "account/\($0)" }
    }

    private static let auditsFit = Operations.Check("what services told of their audits fits together") { db in
        try AuditChains.faults(db) + AuditWitnesses().faults(db).map { "the Gateway's entry \($0.seq): \($0.what)" }
    }

    private static let someKeyIsActive = Operations.Check("there is a key to sign with") { db in
        try SigningKeys().fetch(db).isEmpty ? ["no signing key that is not retired"] : []
    }
}
