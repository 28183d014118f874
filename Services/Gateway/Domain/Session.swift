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
    var endedAt: Instant?
    var endReason: End?

    enum End: String, Codable, Sendable, Hashable, CaseIterable {
        case signedOut = "signed-out"
        case endedByPerson = "ended-by-person"
        case accountSuspended = "account-suspended"
        case passwordChanged = "password-changed"
        case tokenReused = "token-reused"
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

    mutating func end(_ reason: End, at now: Instant) {
        endedAt = now
        endReason = reason
    }
}
