import Foundation

/// An account: who may sign in, tied to an employee (ACC-1). No secret of it ever leaves the Gateway.
public struct AccountState: EntityState {
    public static let owner = ServiceName.gateway
    public static let entity = "account"
    public static let events: [EventName] = [.created, .updated, "suspended", "resumed"]

    public var id: EntityID
    public var signInName: String
    public var employeeId: EntityID?
    public var email: String?
    public var language: Language
    public var roles: [String]
    public var isSuspended: Bool
    /// Rises with every change of what the account may do; a token with a lower one is refused.
    public var permissionVersion: Int

    public init(
        id: EntityID, signInName: String, employeeId: EntityID? = nil, email: String? = nil,
        language: Language = .vietnamese, roles: [String], isSuspended: Bool = false, permissionVersion: Int
    ) {
        self.id = id
        self.signInName = signInName
        self.employeeId = employeeId
        self.email = email
        self.language = language
        self.roles = roles
        self.isSuspended = isSuspended
        self.permissionVersion = permissionVersion
    }
}

/// A link with which an account's password can be set, on its way to the person by e-mail (ACC-1); of an account there is
/// one, the newest. It is good once and for half an hour, and sealed: only Notifications can read it.
public struct PasswordMailState: EntityState {
    public static let owner = ServiceName.gateway
    public static let entity = "password-mail"
    public static let events: [EventName] = ["requested"]

    /// The account's.
    public var id: EntityID
    public var signInName: String
    public var email: String
    public var language: Language
    /// AES-256-GCM under a key that the Gateway and Notifications share, in base64; the account's id is sealed in.
    public var sealedLink: String
    public var expiresAt: Instant

    public init(
        id: EntityID, signInName: String, email: String, language: Language, sealedLink: String, expiresAt: Instant
    ) {
        self.id = id
        self.signInName = signInName
        self.email = email
        self.language = language
        self.sealedLink = sealedLink
        self.expiresAt = expiresAt
    }
}

/// A role (nhóm quyền): permissions under a name (ACC-2). An account's roles name them by their codes.
public struct RoleState: EntityState {
    public static let owner = ServiceName.gateway
    public static let entity = "role"
    public static let events: [EventName] = [.created, .updated, .deleted]

    public var id: EntityID
    public var code: String
    public var label: Bilingual
    /// Such as `customers:edit:team`. Texts, so that a reader who does not know a function yet passes over it.
    public var permissions: [String]
    /// Whether it comes with the release, and is changed only by a release.
    public var isReadyMade: Bool

    public init(id: EntityID, code: String, label: Bilingual, permissions: [String], isReadyMade: Bool = false) {
        self.id = id
        self.code = code
        self.label = label
        self.permissions = permissions
        self.isReadyMade = isReadyMade
    }
}

/// A session that has ended before its tokens expired: services refuse them (ACC-3).
public struct SessionState: EntityState {
    public static let owner = ServiceName.gateway
    public static let entity = "session"
    public static let events: [EventName] = ["ended"]

    public var id: EntityID
    public var accountId: EntityID
    /// When the last token made for it expires; it need not be remembered beyond.
    public var expiresAt: Instant

    public init(id: EntityID, accountId: EntityID, expiresAt: Instant) {
        self.id = id
        self.accountId = accountId
        self.expiresAt = expiresAt
    }
}

/// A public key with which the Gateway's tokens are checked (RFC 8037). Services learn of keys by event; the broker's
/// permissions see to it that only the Gateway can say so.
public struct SigningKeyState: EntityState {
    public static let owner = ServiceName.gateway
    public static let entity = "signing-key"
    public static let events: [EventName] = ["published", "retired"]

    public var id: EntityID
    /// The JWK's `x`: the Ed25519 public key in base64url.
    public var publicKey: String
    public var isRetired: Bool

    public init(id: EntityID, publicKey: String, isRetired: Bool = false) {
        self.id = id
        self.publicKey = publicKey
        self.isRetired = isRetired
    }
}
