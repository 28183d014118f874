import Foundation
import Messages

/// Who may sign in (ACC-1): a person, tied to an employee, or a function account without one.
struct Account: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    /// Folded: see `SignInName`.
    var signInName: String
    var employeeId: EntityID?
    var email: String?
    var language: Language
    /// Names of roles; what they permit is `RoleBook`'s affair.
    var roles: [String]
    var isSuspended = false
    /// Rises with every change of what the account may do, so that tokens made before are refused.
    var permissionVersion = 1
    var createdAt: Instant

    /// What an administrator may set.
    struct Settings: Sendable, Hashable {
        var employeeId: EntityID?
        var email: String?
        var language: Language
        var roles: [String]
    }

    mutating func change(to settings: Settings) throws(AccountError) {
        try RoleBook.check(settings.roles)
        if let email = settings.email, !Self.looksLikeEmail(email) { throw .invalidEmail(email) }
        if Set(settings.roles) != Set(roles) || settings.employeeId != employeeId { permissionVersion += 1 }
        roles = Array(Set(settings.roles)).sorted()
        employeeId = settings.employeeId
        email = settings.email
        language = settings.language
    }

    mutating func suspend() throws(AccountError) {
        guard !isSuspended else { throw .alreadySuspended(signInName) }
        isSuspended = true
        permissionVersion += 1
    }

    mutating func resume() throws(AccountError) {
        guard isSuspended else { throw .notSuspended(signInName) }
        isSuspended = false
        permissionVersion += 1
    }

    private static func looksLikeEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && text.utf8.count <= 254
            && !text.contains(where: { $0.isWhitespace || $0.isNewline })
    }
}
