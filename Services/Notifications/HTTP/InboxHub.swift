import Foundation
import ServiceKit
import Synchronization

/// Rings every open stream when inboxes may have changed. Nothing is queued: each stream then reads for itself what is new
/// for its person, so a slow client holds back nobody and costs no memory.
final class InboxHub: Sendable {
    private struct Open {
        var next = 0
        var accessChanges = 0
        var bells: [Int: Wakeup] = [:]
    }

    private let open = Mutex(Open())
    static let most = 1000
    /// How many items were pushed since the start.
    let pushed = Counter()
    /// How many streams are open.
    var count: Int { open.withLock { $0.bells.count } }

    /// How often what somebody may do has changed: a stream looks at its token again when this has.
    var accessChanges: Int { open.withLock { $0.accessChanges } }

    func accessChanged() {
        open.withLock { $0.accessChanges += 1 }
        poke()
    }

    func poke() { for bell in open.withLock({ Array($0.bells.values) }) { bell.signal() } }

    /// Throws `tooManyStreams`.
    func join() throws(InboxError) -> (number: Int, bell: Wakeup) {
        let joined = open.withLock { open -> (Int, Wakeup)? in
            guard open.bells.count < Self.most else { return nil }
            open.next += 1
            let bell = Wakeup()
            open.bells[open.next] = bell
            return (open.next, bell)
        }
        guard let joined else { throw .tooManyStreams }
        return joined
    }

    func leave(_ number: Int) { open.withLock { _ = $0.bells.removeValue(forKey: number) } }
}
