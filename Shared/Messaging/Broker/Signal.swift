import Synchronization

/// Wakes tasks that wait for a state kept elsewhere to change.
///
/// A waiter reads `version`, looks at the state, and only then waits for a later version, so that a change between the
/// look and the wait is never missed. What it waited for may be gone again when it wakes: it looks again.
final class Signal: Sendable {
    private enum Wake { case changed, cancelled }
    private typealias Waiter = CheckedContinuation<Wake, Never>

    private struct State {
        var version: UInt64 = 0
        var lastID: UInt64 = 0
        var waiters: [UInt64: Waiter] = [:]
    }

    private let state = Mutex(State())

    var version: UInt64 { state.withLock { $0.version } }

    /// Wakes all who wait.
    func raise() {
        let woken = state.withLock { state -> [Waiter] in
            state.version += 1
            guard !state.waiters.isEmpty else { return [] }
            defer { state.waiters.removeAll(keepingCapacity: true) }
            return Array(state.waiters.values)
        }
        for waiter in woken { waiter.resume(returning: .changed) }
    }

    /// Returns once the version is later than `version`; throws `CancellationError` on cancellation.
    func wait(after version: UInt64) async throws {
        let id = makeID()
        let wake = await withTaskCancellationHandler {
            await withCheckedContinuation { register($0, id: id, after: version, isCancellable: true) }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume(returning: .cancelled)
        }
        if wake == .cancelled { throw CancellationError() }
    }

    /// As `wait(after:)`, but cancellation does not end it: for `close()`, which must see the end.
    func waitToEnd(after version: UInt64) async {
        let id = makeID()
        _ = await withCheckedContinuation { register($0, id: id, after: version, isCancellable: false) }
    }

    private func makeID() -> UInt64 {
        state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
    }

    private func register(_ waiter: Waiter, id: UInt64, after version: UInt64, isCancellable: Bool) {
        let immediate = state.withLock { state -> Wake? in
            if state.version > version { return .changed }
            // Read under the lock: a cancellation from now on finds the waiter in its place.
            if isCancellable, Task.isCancelled { return .cancelled }
            state.waiters[id] = waiter
            return nil
        }
        if let immediate { waiter.resume(returning: immediate) }
    }
}
