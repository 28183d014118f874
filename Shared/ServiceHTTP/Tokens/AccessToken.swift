import Foundation
import JWTKit
import Messages
import ServiceKit

/// What a signed token says (JWT, EdDSA; RFC 7519, RFC 8037). Short-lived; the Gateway alone signs.
public struct AccessToken: JWTPayload, Sendable {
    /// The site: a token of another installation is refused.
    public var iss: String
    public var sub: EntityID
    public var iat: Int64
    public var exp: Int64
    public var sid: EntityID
    public var employee: EntityID?
    public var branch: EntityID?
    public var permissions: [Permission]
    /// The account's permission version at the time of signing.
    public var pv: Int

    public init(site: String, person: Person, permissionVersion: Int, issuedAt: Instant, lifetime: Duration) {
        iss = site
        sub = person.account
        iat = issuedAt.milliseconds / 1000
        exp = issuedAt.adding(lifetime).milliseconds / 1000
        sid = person.session
        employee = person.employee
        branch = person.branch
        permissions = person.permissions.sorted { $0.description < $1.description }
        pv = permissionVersion
    }

    /// The signature alone is JWTKit's affair; time and site are checked by `TokenVerifier`, with the service's clock.
    public func verify(using algorithm: some JWTAlgorithm) throws {}

    public var person: Person {
        Person(account: sub, employee: employee, branch: branch, session: sid, permissions: Set(permissions))
    }
}
