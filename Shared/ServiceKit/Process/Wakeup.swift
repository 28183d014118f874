import Foundation
import Synchronization

/// Wakes one waiting task. A signal given while nobody waits is kept, so none is lost; several count as one.
public final class Wakeup: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    public init() { (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    public func signal() { continuation.yield() }

    /// Returns at the next signal, or after `timeout`; throws `CancellationError` where the task is cancelled.
    public func wait(atMost timeout: Duration) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [stream] in for await _ in stream { return } }
            group.addTask { try await Task.sleep(for: timeout) }
            defer { group.cancelAll() }
            try await group.next()
        }
        try Task.checkCancellation()
    }
}
