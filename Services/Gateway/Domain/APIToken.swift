import Foundation
import Messages

/// What a program may do, and until when (ACC-4). Its id is account and session of the access tokens that are made for it:
/// ending that session is what takes it from the program everywhere.
struct APIToken: Codable, Sendable, Hashable {
    static let longestLife = Duration.seconds(366 * 86_400)
    static let mostPermissions = 200

    var id: EntityID
    /// For people: which program it is.
    var name: String
    var permissions: [Permission]
    /// What the scope `branch` means; nothing is the head office.
    var branchId: EntityID?
    var expiresAt: Instant
    /// SHA-256 of the secret, which is kept nowhere.
    var secretHash: Data
    /// The account of whoever made it.
    var madeBy: EntityID
    var createdAt: Instant
    /// Not finer, so that a request costs no write.
    var lastUsedOn: Day?
    var revokedAt: Instant?
    var revokedBy: EntityID?

    enum State: String, Codable, Sendable, Hashable, CaseIterable { case active, expired, revoked }

    func state(at now: Instant) -> State {
        if revokedAt != nil { return .revoked }
        return now >= expiresAt ? .expired : .active
    }

    /// What an administrator chooses.
    struct Grant: Sendable, Hashable {
        var name: String
        var permissions: [Permission]
        var branchId: EntityID?
        var expiresAt: Instant

        /// Without blanks around the name and without repetitions, in order. `reach` is how far the maker's own permission
        /// goes, `branch` the maker's.
        func checked(
            at now: Instant, branch: EntityID?, reach: (Function, Action) -> AccessScope?
        ) throws(APITokenError) -> Grant {
            let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
            guard (1...100).contains(name.count), name.rangeOfCharacter(from: .controlCharacters) == nil else {
                throw .invalidName
            }
            guard expiresAt > now else { throw .alreadyOver }
            guard expiresAt <= now.adding(APIToken.longestLife) else { throw .tooLong }
            guard (1...APIToken.mostPermissions).contains(permissions.count) else { throw .noPermission }
            for permission in permissions {
                try check(permission, branch: branch, reach: reach(permission.function, permission.action))
            }
            return Grant(
                name: name, permissions: Array(Set(permissions)).sorted { $0.description < $1.description },
                branchId: branchId, expiresAt: expiresAt)
        }

        /// Nobody gives away more than they have: of one branch only that branch.
        private func check(_ permission: Permission, branch: EntityID?, reach: AccessScope?) throws(APITokenError) {
            guard permission.scope >= .branch else { throw .scopeOfPerson(permission) }
            // What asks a person for the password again cannot be done by a program.
            guard permission.function != .accounts || permission.action == .view else {
                throw .notForPrograms(permission)
            }
            guard let reach, reach >= permission.scope else { throw .beyondMaker(permission) }
            guard reach == .all || branchId == branch else { throw .otherBranch }
        }
    }
}
