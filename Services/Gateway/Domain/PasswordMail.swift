import Foundation
import Messages

/// The newest link that was asked for by "forgotten password" and goes to the account's e-mail address.
struct PasswordMail: Codable, Sendable, Hashable {
    /// How long after one no other is sent.
    static let pause = Duration.seconds(300)
    /// The account's.
    var id: EntityID
    var sequence: EventSequence = .first
    var signInName: String
    var email: String
    var language: Language
    var sealedLink: String
    var requestedAt: Instant
    var expiresAt: Instant
}
