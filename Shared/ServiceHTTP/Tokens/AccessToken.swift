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
    /// The milliseconds that `iat`, in whole seconds by custom, lacks: a service asks whether a token was made before or
    /// after its start.
    public var ims: Int64?
    public var exp: Int64
    public var sid: EntityID
    public var employee: EntityID?
    public var branch: EntityID?
    public var permissions: Set<Permission>
    /// The account's permission version at the time of signing.
    public var pv: Int

    public init(site: String, person: Person, permissionVersion: Int, issuedAt: Instant, lifetime: Duration) {
        iss = site
        sub = person.account
        iat = issuedAt.milliseconds / 1000
        ims = issuedAt.milliseconds % 1000
        exp = issuedAt.adding(lifetime).milliseconds / 1000
        sid = person.session
        employee = person.employee
        branch = person.branch
        permissions = person.permissions
        pv = permissionVersion
    }

    private enum CodingKeys: String, CodingKey { case iss, sub, iat, ims, exp, sid, employee, branch, permissions, pv }

    /// When it was made; without `ims` at the earliest.
    var issuedAt: Instant { Instant(milliseconds: iat * 1000 + (ims ?? 0)) }

    /// The signature alone is JWTKit's affair; time and site are checked by `TokenVerifier`, with the service's clock.
    public func verify(using algorithm: some JWTAlgorithm) throws {}

    /// Permissions that this release does not know are passed over: a newer Gateway may name others, and what nobody here
    /// asks for opens nothing.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        iss = try container.decode(String.self, forKey: .iss)
        sub = try container.decode(EntityID.self, forKey: .sub)
        iat = try container.decode(Int64.self, forKey: .iat)
        ims = try container.decodeIfPresent(Int64.self, forKey: .ims)
        exp = try container.decode(Int64.self, forKey: .exp)
        sid = try container.decode(EntityID.self, forKey: .sid)
        employee = try container.decodeIfPresent(EntityID.self, forKey: .employee)
        branch = try container.decodeIfPresent(EntityID.self, forKey: .branch)
        permissions = Set(try container.decode([String].self, forKey: .permissions).compactMap(Permission.init))
        pv = try container.decode(Int.self, forKey: .pv)
    }

    /// Permissions in their order, so that the same token has the same text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(iss, forKey: .iss)
        try container.encode(sub, forKey: .sub)
        try container.encode(iat, forKey: .iat)
        try container.encodeIfPresent(ims, forKey: .ims)
        try container.encode(exp, forKey: .exp)
        try container.encode(sid, forKey: .sid)
        try container.encodeIfPresent(employee, forKey: .employee)
        try container.encodeIfPresent(branch, forKey: .branch)
        try container.encode(permissions.map(\.description).sorted(), forKey: .permissions)
        try container.encode(pv, forKey: .pv)
    }

    public var person: Person {
        Person(account: sub, employee: employee, branch: branch, session: sid, permissions: permissions)
    }
}
