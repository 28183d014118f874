import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The account that everything else is granted from: while there is none, or when none is left because the last
/// administrator has left the firm (ACC-1).
struct CreateFirstAdministrator {
    var signInName: String
    var hash: PasswordHash
    /// The one-time link's token; nothing where the operator's own file says who it is.
    var token: SecretToken?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        guard try !Account.hasAdministrator(transaction.db) else { throw FirstSignInError.over }
        if let token { try Self.check(token, transaction) }
        try transaction.db.execute(sql: "DELETE FROM firstSignIn")
        let settings = Account.Settings(language: .vietnamese, roles: [ReadyMadeRole.administrator.rawValue])
        return try CreateAccount(signInName: signInName, settings: settings, hash: hash).execute(in: transaction)
    }

    /// Looks before a costly hash is made of the password.
    static func check(_ token: SecretToken, _ db: Database, at now: Instant) throws {
        let isGood = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM firstSignIn WHERE tokenHash = ? AND expiresAt > ?)",
            arguments: [token.hash, now])
        guard isGood == true else { throw FirstSignInError.badLink }
    }

    private static func check(_ token: SecretToken, _ transaction: Transaction) throws {
        try check(token, transaction.db, at: transaction.now)
    }
}

/// Why the first administrator is not made.
enum FirstSignInError: QuenError, Hashable {
    case over, badLink

    var code: String {
        switch self {
        case .over: "first-sign-in-over"
        case .badLink: "first-sign-in-link-refused"
        }
    }

    var consequence: Consequence {
        switch self {
        case .over: .conflict
        case .badLink: .forbidden
        }
    }

    var message: Bilingual {
        switch self {
        case .over:
            Bilingual(
                en: "There is an administrator already. Sign in, or ask them for an account.",
                vi: "Đã có quản trị viên. Hãy đăng nhập, hoặc đề nghị quản trị viên cấp tài khoản.")
        case .badLink:
            Bilingual(
                en: "The link is wrong or older than 24 hours. Restart the Gateway; it writes a new one.",
                vi: "Liên kết không đúng hoặc đã quá 24 giờ. Hãy khởi động lại Gateway để nhận liên kết mới.")
        }
    }
}
