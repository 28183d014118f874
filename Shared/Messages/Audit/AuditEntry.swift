import Foundation

/// What made something happen, as the audit tells it (ACC-5).
public enum AuditOrigin: String, Codable, Sendable, Hashable, CaseIterable {
    /// Somebody's request, or a program's, by its token.
    case request
    /// A message of another service or system.
    case message
    /// A time that came.
    case timer
    /// Whoever runs Quen, by the operator's listener or tool.
    case `operator`
    /// The service of its own accord.
    case system
}

/// One entry of a service's audit: who did what to which record, from where, before and after. Each carries the hash of
/// the one before (see `AuditChain`), so that none can be changed, taken out or put in unnoticed.
public struct AuditEntry: Codable, Sendable, Hashable {
    /// From 1, without holes. After a restore numbers that came after the backup are given again, in the next epoch.
    public var seq: Int64
    /// How often the store had been put back to a backup.
    public var epoch: Int64
    public var at: Instant
    /// The account that asked.
    public var actor: EntityID?
    public var session: EntityID?
    /// The address of whoever asked, as the Gateway saw it. `direct:` stands before that of one who went round the Gateway:
    /// it is the service's own peer.
    public var address: String?
    public var origin: AuditOrigin
    /// Which message, timer or person of the operator's it was.
    public var cause: String?
    /// The request or message that began the whole chain; the same in all services.
    public var correlation: String?
    /// What was done: the name of the record's event, such as `updated`, else words, such as `signed in`.
    public var act: String
    /// What it was done to, such as `customer`.
    public var entity: String?
    public var recordId: String?
    /// JSON: `before` and `after` of the members that changed, `reason`, `details`. Nothing where it was erased.
    public var body: String?
    /// The size of a body that is too large to travel and is left out: the service has it.
    public var bodyBytes: Int?
    /// 16 random bytes in hexadecimal, erased with the body: what was erased cannot be guessed from its digest.
    public var salt: String?
    /// In hexadecimal.
    public var bodyDigest: String
    /// In hexadecimal.
    public var hash: String

    public init(
        seq: Int64, epoch: Int64, at: Instant, actor: EntityID?, session: EntityID?, address: String?,
        origin: AuditOrigin, cause: String?, correlation: String?, act: String, entity: String?, recordId: String?,
        body: String?, bodyBytes: Int? = nil, salt: String?, bodyDigest: String, hash: String
    ) {
        self.seq = seq
        self.epoch = epoch
        self.at = at
        self.actor = actor
        self.session = session
        self.address = address
        self.origin = origin
        self.cause = cause
        self.correlation = correlation
        self.act = act
        self.entity = entity
        self.recordId = recordId
        self.body = body
        self.bodyBytes = bodyBytes
        self.salt = salt
        self.bodyDigest = bodyDigest
        self.hash = hash
    }
}

/// Some entries of a service's audit, one after the other: what it tells the Gateway, which gathers them.
public struct AuditPage: Codable, Sendable, Hashable {
    /// Whose: a store has one for as long as it lasts, also after a restore.
    public var store: EntityID
    /// The hash of the entry before the first of these, in hexadecimal; of the very first the chain's own beginning.
    public var previousHash: String
    public var entries: [AuditEntry]

    public init(store: EntityID, previousHash: String, entries: [AuditEntry]) {
        self.store = store
        self.previousHash = previousHash
        self.entries = entries
    }

    /// The event of `service` that carries pages.
    public static func type(of service: ServiceName) -> MessageType { MessageType(service, "audit", "recorded") }

    /// Whose page a message of that wire type is; nothing for any other message.
    public static func service(ofWireType type: String) -> ServiceName? {
        guard type.hasSuffix(wireSuffix), type.hasPrefix(wirePrefix) else { return nil }
        return ServiceName(rawValue: String(type.dropFirst(wirePrefix.count).dropLast(wireSuffix.count)))
    }

    private static let wirePrefix = "vn.quen."
    private static let wireSuffix = ".audit.recorded.v1"
}

extension Catalogue {
    /// Who gathers what all services tell of their audits.
    public static let auditGatherer = ServiceName.gateway
    /// The binding that brings it there.
    public static let auditBindingKey = "*.audit.#"
    /// Those who tell: all but the gatherer, which has its own audit at hand.
    public static let auditTypes = ServiceName.allCases.filter { $0 != auditGatherer }.map(AuditPage.type)
}
