import Hummingbird
import NIOCore
import Synchronization

/// What is done once a request's answer is written, whatever it was, and before the connection's next request is read. The
/// server reads what is left of a body by itself then, and two readers of one body end the process.
public final class AfterAnswer: Sendable {
    private let steps = Mutex<[@Sendable () async -> Void]>([])

    public func add(_ step: @escaping @Sendable () async -> Void) {
        steps.withLock { $0.append(step) }
    }

    /// The same body, with the steps after it.
    func following(_ body: ResponseBody) -> ResponseBody {
        let steps = steps.withLock { $0 }
        guard !steps.isEmpty else { return body }
        return ResponseBody(contentLength: body.contentLength) { writer in
            do {
                try await body.write(writer)
            } catch {
                for step in steps { await step() }
                throw error
            }
            for step in steps { await step() }
        }
    }
}
