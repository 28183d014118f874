import Foundation
import Hummingbird
import NIOCore
import Synchronization

/// A request's body as it comes in, cut off with an error where it grows beyond `limit` bytes. It is read by the client's own task,
/// which goes on when the service has answered early: `close` ends that.
struct LimitedBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    static let limit = 10 * 1024 * 1024

    let base: RequestBody
    private let gate = Gate()

    init(base: RequestBody) { self.base = base }

    struct TooLarge: Error {}

    func makeAsyncIterator() -> Iterator { Iterator(base: base.makeAsyncIterator(), left: Self.limit, gate: gate) }

    /// From now on nothing is read; waits for what is being read.
    func close() async { await gate.close() }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: RequestBody.AsyncIterator
        fileprivate var left: Int
        fileprivate let gate: Gate

        mutating func next() async throws -> ByteBuffer? {
            guard gate.enter() else { throw CancellationError() }
            defer { gate.leave() }
            guard let part = try await base.next() else { return nil }
            left -= part.readableBytes
            guard left >= 0 else { throw TooLarge() }
            return part
        }
    }

    /// Lets one reader in at a time, and nobody any more once it is closed.
    fileprivate final class Gate: Sendable {
        private struct State {
            var isClosed = false
            var isReading = false
            var waiting: CheckedContinuation<Void, Never>?
        }

        private let state = Mutex(State())

        func enter() -> Bool {
            state.withLock { state in
                guard !state.isClosed else { return false }
                state.isReading = true
                return true
            }
        }

        func leave() {
            let waiting = state.withLock { state in
                state.isReading = false
                defer { state.waiting = nil }
                return state.waiting
            }
            waiting?.resume()
        }

        func close() async {
            await withCheckedContinuation { continuation in
                let isQuiet = state.withLock { state in
                    state.isClosed = true
                    if state.isReading { state.waiting = continuation }
                    return !state.isReading
                }
                if isQuiet { continuation.resume() }
            }
        }
    }
}
