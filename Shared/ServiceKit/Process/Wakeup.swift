import Foundation
import Synchronization

/// Wakes one waiting task. A signal given while nobody waits is kept, so none is lost; several count as one.
///
/// Not an `AsyncStream`: that ends for good when a task that iterates over it is cancelled, as one whose time is up is.
public final class Wakeup: Sendable {
    private struct State {
        var isSignalled = false
        var waiter: CheckedContinuation<Void, any Error>?
    }

    private let state = Mutex(State())

    public init() {}

    public func signal() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            if state.waiter == nil { state.isSignalled = true }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Returns at the next signal, or after `timeout`; throws `CancellationError` where the task is cancelled. Only one
    /// task at a time.
    public func wait(atMost timeout: Duration) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.waitForSignal() }
            group.addTask { try await Task.sleep(for: timeout) }
            defer { group.cancelAll() }
            try await group.next()
        }
        try Task.checkCancellation()
    }

    private func waitForSignal() async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let mayGoOn = state.withLock { state in
                    if state.isSignalled || Task.isCancelled {
                        if !Task.isCancelled { state.isSignalled = false }
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if mayGoOn { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                defer { state.waiter = nil }
                return state.waiter
            }
            waiter?.resume(throwing: CancellationError())
        }
    }
}
