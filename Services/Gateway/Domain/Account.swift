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
    /// The codes of its roles (`Role`).
    var roles: [String]
    var isSuspended = false
    /// Nothing: for good.
    var suspendedUntil: Instant?
    var suspensionReason: String?
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
        if let email = settings.email, !Self.looksLikeEmail(email) { throw .invalidEmail(email) }
        if Set(settings.roles) != Set(roles) || settings.employeeId != employeeId { permissionVersion += 1 }
        roles = Array(Set(settings.roles)).sorted()
        employeeId = settings.employeeId
        email = settings.email
        language = settings.language
    }

    /// Why an account is suspended whose employee has left.
    static let leaver = "employee-left"
    static let longestSuspension = Duration.seconds(10 * 366 * 86_400)

    /// Until then, or for good. One that is suspended already can be so until another time.
    mutating func suspend(until: Instant?, because reason: String?, at now: Instant) throws(AccountError) {
        guard !isSuspended || until != suspendedUntil else { throw .alreadySuspended(signInName) }
        if let until, until <= now || until > now.adding(Self.longestSuspension) { throw .invalidUntil }
        if !isSuspended { permissionVersion += 1 }
        isSuspended = true
        suspendedUntil = until
        suspensionReason = reason
    }

    mutating func resume() throws(AccountError) {
        guard isSuspended else { throw .notSuspended(signInName) }
        isSuspended = false
        suspendedUntil = nil
        suspensionReason = nil
        permissionVersion += 1
    }

    /// What its roles permit has changed.
    mutating func outdateTokens() { permissionVersion += 1 }

    private static func looksLikeEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && text.utf8.count <= 254
            && !text.contains(where: { $0.isWhitespace || $0.isNewline })
    }
}
