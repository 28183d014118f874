import Foundation
import Messages

/// The public half of a key that tokens are signed with; the private half lies in a file and nowhere else.
struct SigningKey: Codable, Sendable, Hashable {
    /// The tokens' `kid`.
    var id: EntityID
    var sequence: EventSequence = .first
    /// The JWK's `x`.
    var publicKey: String
    var isRetired = false
    /// Services must have heard of it before anything is signed with it.
    var activeFrom: Instant
}
