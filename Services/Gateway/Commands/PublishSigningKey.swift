import Foundation
import Messages
import ServiceKit
import Store

/// Tells all services of a new key, and sets when those before it are retired: once the last token signed with them has
/// expired, or at once where somebody else may have them.
struct PublishSigningKey {
    static let retire = "retire-signing-key"
    /// Beyond the lifetime of tokens, for clocks that differ and commits that take a while.
    static let margin = Duration.seconds(120)
    var key: SigningKey
    var earlier: [SigningKey]
    var tokenLifetime: Duration
    var isCompromised = false

    @discardableResult
    func execute(in transaction: Transaction) throws -> RecordVersion {
        var key = key
        let version = try transaction.insertWithCopy(&key, event: "published")
        let dueAt = key.activeFrom.adding(tokenLifetime).adding(Self.margin)
        for old in earlier where !old.isRetired {
            if isCompromised {
                try RetireSigningKey(id: old.id).execute(in: transaction)
                continue
            }
            try transaction.setTimers(
                kind: Self.retire, subject: old.published.subject,
                to: [TimerPlan(occurrence: "retire", dueAt: dueAt, payload: "{}")])
        }
        try transaction.audit(
            "signing key published", subject: version.subject.description,
            details: isCompromised ? ["because": "compromised"] : [:])
        return version
    }
}
