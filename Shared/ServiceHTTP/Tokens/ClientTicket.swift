import Foundation
import JWTKit
import Messages
import ServiceKit

/// What the Gateway tells a service of the client whose request it passes on: the address that it saw. Signed with the key
/// of tokens and bound to a session, so that a service believes it and nobody else can make one; it opens nothing.
public struct ClientTicket: JWTPayload, Sendable {
    /// The site.
    public var iss: String
    public var sid: EntityID
    /// The client's address.
    public var adr: String
    /// Seconds since 1970.
    public var exp: Int64

    public init(site: String, session: EntityID, address: String, expiresAt: Instant) {
        iss = site
        sid = session
        adr = address
        exp = expiresAt.milliseconds / 1000
    }

    /// The signature alone is JWTKit's affair; see `address(of:site:at:)`.
    public func verify(using algorithm: some JWTAlgorithm) throws {}

    func address(of session: EntityID, site: String, at now: Int64) -> String? {
        sid == session && iss == site && exp > now ? adr : nil
    }
}
