import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A token for a program, with no more than its maker has (ACC-4).
struct CreateAPIToken {
    /// The secret that was made with it says the same.
    var id: EntityID
    var grant: APIToken.Grant
    var secretHash: Data
    var maker: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let grant = try grant.checked(at: transaction.now, branch: maker.branch) { maker.scope($0, $1) }
        if let branch = grant.branchId, try !BranchCopy.exists(transaction.db, key: branch) {
            throw APITokenError.unknownBranch
        }
        let token = APIToken(
            id: id, name: grant.name, permissions: grant.permissions, branchId: grant.branchId,
            expiresAt: grant.expiresAt, secretHash: secretHash, madeBy: maker.account, createdAt: transaction.now)
        try token.insert(transaction.db)
        try transaction.audit(
            "api token made", subject: token.subject.description,
            details: [
                "name": token.name, "permissions": token.permissions.map(\.description).joined(separator: " "),
                "branch": token.branchId?.description ?? "", "expiresAt": token.expiresAt.description,
            ])
        return RecordVersion(source: transaction.source, subject: token.subject, sequence: .first)
    }
}
