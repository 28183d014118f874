import Foundation
import Messages

/// Somebody's being signed in, from one place (ACC-3).
struct Session: Codable, Sendable, Hashable {
    var id: EntityID
    /// 0 while it goes on: only its end is published.
    var sequence = EventSequence(0)
    var accountId: EntityID
    var startedAt: Instant
    /// The last time that tokens were made for it.
    var lastSeenAt: Instant
    /// When the newest access token made for it expires.
    var tokenExpiresAt: Instant
    var address: String
    var userAgent: String
    /// When the password was last shown in it: at the sign-in, or since.
    var confirmedAt: Instant?
    var endedAt: Instant?
    var endReason: End?

    enum End: String, Codable, Sendable, Hashable, CaseIterable {
        case signedOut = "signed-out"
        case endedByPerson = "ended-by-person"
        case accountSuspended = "account-suspended"
        case passwordChanged = "password-changed"
        case tokenReused = "token-reused"
        case passwordChangeRequired = "password-change-required"
        case secondFactorChanged = "second-factor-changed"
        /// A program's: see `APIToken`.
        case tokenRevoked = "token-revoked"
        case idle, expired
    }

    struct Limits: Sendable, Hashable {
        var idle: Duration
        var absolute: Duration
    }

    /// Why no new tokens are made for it; nothing while it goes on.
    func end(at now: Instant, _ limits: Limits) -> End? {
        if let endReason { return endReason }
        if now >= startedAt.adding(limits.absolute) { return .expired }
        return now >= lastSeenAt.adding(limits.idle) ? .idle : nil
    }

    /// When an access token made now expires: never after the session itself is over.
    func tokenExpiry(at now: Instant, _ limits: Limits, lifetime: Duration) -> Instant {
        min(now.adding(min(lifetime, limits.idle)), startedAt.adding(limits.absolute))
    }

    /// How long an administrative act may follow without the password being asked for again (ACC-1).
    static let confirmationLasts = Duration.seconds(600)

    func isConfirmed(at now: Instant) -> Bool {
        guard endedAt == nil, let confirmedAt else { return false }
        return now < confirmedAt.adding(Self.confirmationLasts)
    }

    mutating func end(_ reason: End, at now: Instant) {
        endedAt = now
        endReason = reason
    }
}
