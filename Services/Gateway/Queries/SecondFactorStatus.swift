import Foundation
import GRDB
import Messages
import ServiceKit

/// Whether an account has a second factor, and whether it must.
struct SecondFactorStatus: Encodable, Sendable {
    var isActive: Bool
    var activeSince: Instant?
    var recoveryCodesLeft: Int
    /// The firm asks for one.
    var isRequired: Bool

    static func fetch(of id: EntityID, at now: Instant, _ db: Database) throws -> SecondFactorStatus {
        let account = try OneAccount(id: id).fetch(db).account
        let active = try SecondFactor.active(of: id, db)
        return SecondFactorStatus(
            isActive: active != nil, activeSince: active?.confirmedAt,
            recoveryCodesLeft: try SecondFactor.recoveryCodesLeft(of: id, db),
            isRequired: try SecondFactorRule.applies(to: account, at: now, db))
    }
}
