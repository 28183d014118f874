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
    var createdAt: Instant

    init(_ account: Account) {
        id = account.id
        version = account.sequence
        signInName = account.signInName
        employeeId = account.employeeId
        email = account.email
        language = account.language
        roles = account.roles
        isSuspended = account.isSuspended
        createdAt = account.createdAt
    }
}
