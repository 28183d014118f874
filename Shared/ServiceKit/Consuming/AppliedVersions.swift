import Foundation
import Messages
import Store
import Synchronization

/// The newest events that were applied of late, by subject: what `Quen-After` asks for. Bounded; what has dropped out
/// counts as applied, for it is old.
final class AppliedVersions: Sendable {
    private let known = Mutex<[String: EventSequence]>([:])
    static let most = 50_000

    func note(_ units: [IncomingUnit]) {
        known.withLock { known in
            if known.count > Self.most { known = [:] }
            for envelope in units.compactMap({ $0.message?.envelope }) {
                guard let subject = envelope.subject, let sequence = envelope.sequence else { continue }
                let key = "\(envelope.source)/\(subject)"
                known[key] = max(known[key] ?? sequence, sequence)
            }
        }
    }

    func has(_ version: RecordVersion) -> Bool {
        known.withLock { ($0["\(version.source)/\(version.subject)"]).map { $0 >= version.sequence } ?? false }
    }
}

extension ServiceKernel {
    /// Waits until the event of `version` has been applied here; `false` where that takes longer. The service's own
    /// versions are always applied.
    public func waitUntilApplied(_ version: RecordVersion, atMost patience: Duration) async throws -> Bool {
        if version.source == store.source { return true }
        let deadline = ContinuousClock.now.advanced(by: patience)
        while ContinuousClock.now < deadline {
            if applied.has(version) { return true }
            try await Task.sleep(for: .milliseconds(5))
        }
        return applied.has(version)
    }
}
