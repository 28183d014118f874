import Foundation
import Messages

/// What differs between production and tests, apart from store and broker: the clock and where new ids come from.
public struct World: Sendable {
    public var now: @Sendable () -> Instant
    public var random: @Sendable () -> (UInt64, UInt64)

    public init(now: @escaping @Sendable () -> Instant, random: @escaping @Sendable () -> (UInt64, UInt64)) {
        self.now = now
        self.random = random
    }

    public static let live = World(
        now: { Instant(Date()) }, random: { (UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max)) })

    public func newID() -> EntityID { EntityID(milliseconds: now().milliseconds, random: random()) }
}

/// On whose behalf and because of what a transaction runs; every event that it writes carries it, and every entry of the
/// audit.
public struct Cause: Sendable, Hashable {
    /// The account of the person or program that asked; nothing for the system's own work.
    public var actor: EntityID?
    public var correlationId: String?
    public var causationId: String?
    public var traceparent: String?
    public var origin: AuditOrigin
    /// The session of whoever asked.
    public var session: EntityID?
    /// Where it was asked from (see `AuditEntry.address`).
    public var address: String?
    /// Which message, timer or operator it is, for the audit.
    public var reference: String?

    public init(
        actor: EntityID? = nil, correlationId: String? = nil, causationId: String? = nil, traceparent: String? = nil,
        origin: AuditOrigin = .system, session: EntityID? = nil, address: String? = nil, reference: String? = nil
    ) {
        self.actor = actor
        self.correlationId = correlationId
        self.causationId = causationId
        self.traceparent = traceparent
        self.origin = origin
        self.session = session
        self.address = address
        self.reference = reference
    }

    public static let system = Cause()
}
