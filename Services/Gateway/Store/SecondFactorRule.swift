import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Of whom the firm asks for a second factor (OPS-10, ACC-1).
enum SecondFactorRule: String, Sendable, CaseIterable {
    case none
    /// Whoever may do anything with accounts.
    case administrators

    static let parameter = ParameterDefinition(
        "second-factor-required", unit: "none | administrators", default: SecondFactorRule.none.rawValue,
        effect: Bilingual(
            en: "Of whom a second factor is asked; until they have one they may do nothing with accounts.",
            vi: "Đối tượng phải dùng xác thực hai lớp; khi chưa bật, họ không được thao tác với tài khoản."),
        validate: { value, _ in
            guard SecondFactorRule(rawValue: value) != nil else {
                throw CommonError.invalid(
                    code: "invalid-parameter", path: "$.value",
                    message: Bilingual(
                        en: "Possible are none and administrators.", vi: "Chỉ nhận none hoặc administrators."))
            }
        },
        changed: { transaction in
            for id in try withoutSecondFactor(transaction.db) {
                let account = try transaction.fetch(Account.self, id)
                if try isAdministrative(account, transaction.db) { try transaction.outdateTokens(of: id) }
            }
        })

    /// Whether the account has to have one.
    static func applies(to account: Account, at now: Instant, _ db: Database) throws -> Bool {
        let value = try Parameters.value(parameter.name, at: now, default: parameter.defaultValue, db)
        guard value.flatMap(SecondFactorRule.init) == .administrators else { return false }
        return try isAdministrative(account, db)
    }

    static func isAdministrative(_ account: Account, _ db: Database) throws -> Bool {
        try Role.permissions(of: account.roles, db).contains { $0.function == .accounts }
    }

    private static func withoutSecondFactor(_ db: Database) throws -> [EntityID] {
        try EntityID.fetchAll(
            db,
            sql: """
                SELECT id FROM account WHERE NOT isSuspended AND NOT EXISTS (SELECT 1 FROM secondFactor
                  WHERE secondFactor.accountId = account.id AND secondFactor.confirmedAt IS NOT NULL)
                """)
    }
}

extension Transaction {
    /// Does `change` to something that an account's rights depend on; where they change by it, tokens made before are
    /// refused everywhere and must be refreshed.
    func changingRights(of id: EntityID, _ change: () throws -> Void) throws {
        let account = try fetch(Account.self, id)
        let before = try Standing.rights(of: account, at: now, db)
        try change()
        if try Standing.rights(of: account, at: now, db) != before { try outdateTokens(of: id) }
    }

    func outdateTokens(of id: EntityID) throws {
        var account = try fetch(Account.self, id)
        let old = account
        account.permissionVersion += 1
        try updateWithCopy(&account, from: old)
    }
}
