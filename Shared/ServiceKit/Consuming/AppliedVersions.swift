import Foundation
import Messages
import Store
import Synchronization

/// The newest events that were applied of late, by subject: what `Quen-After` asks for. Bounded; what has dropped out
/// counts as applied, for it is old.
final class AppliedVersions: Sendable {
    private struct Record: Hashable {
        let source: String
        let subject: Subject
    }

    private let known = Mutex<[Record: EventSequence]>([:])
    static let most = 50_000

    func note(_ units: [IncomingUnit]) {
        known.withLock { known in
            if known.count > Self.most { known.removeAll(keepingCapacity: true) }
            for envelope in units.lazy.compactMap({ $0.message?.envelope }) {
                guard let subject = envelope.subject, let sequence = envelope.sequence else { continue }
                let record = Record(source: envelope.source, subject: subject)
                if known[record].map({ $0 < sequence }) ?? true { known[record] = sequence }
            }
        }
    }

    func has(_ version: RecordVersion) -> Bool {
        let record = Record(source: version.source, subject: version.subject)
        return known.withLock { $0[record].map { $0 >= version.sequence } ?? false }
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
