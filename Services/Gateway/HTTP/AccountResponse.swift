import Foundation
import Messages

/// An account as administrators and its person see it.
struct AccountResponse: Encodable, Sendable {
    var id: EntityID
    var version: EventSequence
    var signInName: String
    var employeeId: EntityID?
    var email: String?
    var language: Language
    var roles: [String]
    var isSuspended: Bool
    /// Left out where it is for good.
    var suspendedUntil: Instant?
    /// As the administrator wrote it, or `employee-left`.
    var suspensionReason: String?
    /// Without one nobody can sign in before a link has been used.
    var hasPassword: Bool
    var mustChangePassword: Bool
    var hasSecondFactor: Bool
    var createdAt: Instant

    init(_ item: AccountItem) {
        let account = item.account
        id = account.id
        version = account.sequence
        signInName = account.signInName
        employeeId = account.employeeId
        email = account.email
        language = account.language
        roles = account.roles
        isSuspended = account.isSuspended
        suspendedUntil = account.suspendedUntil
        suspensionReason = account.suspensionReason
        hasPassword = item.hasPassword
        mustChangePassword = item.mustChangePassword
        hasSecondFactor = item.hasSecondFactor
        createdAt = account.createdAt
    }
}
