import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// A small service on a port of its own, which says what it was asked and lets a test say when it goes on.
final class LocalUpstream: Sendable {
    /// What the last request brought.
    struct Seen: Sendable {
        var path = ""
        var headers = HTTPFields()
        var body = 0
    }

    let seen = Mutex(Seen())
    /// What `/events` sends next; ended by finishing it.
    let (events, sendEvent) = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingOldest(16))

    /// Paths with this in them are answered 404.
    private let missing: String?

    private init(missing: String?) { self.missing = missing }

    /// Runs it while `body` runs; `body` is given its address.
    static func with(
        missing: String? = nil, _ body: @escaping @Sendable (LocalUpstream, String) async throws -> Void
    ) async throws {
        let upstream = LocalUpstream(missing: missing)
        try await LiveServer.with(upstream.router()) { address in try await body(upstream, address) }
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.post("/widgets") { [self] request, _ in
            var count = 0
            for try await part in request.body { count += part.readableBytes }
            note(request, count)
            return Response(
                status: .created, headers: [.location: "/widgets/7", .eTag: "\"1\"", .setCookie: "a=b"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: "\(count)")))
        }
        // Says no before it has read anything.
        router.put("/early") { _, _ in Response(status: .preconditionRequired) }
        router.get("/events") { [self] request, _ in
            note(request, 0)
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream"],
                body: ResponseBody { [events] writer in
                    for await event in events { try await writer.write(ByteBuffer(string: event)) }
                    try await writer.finish(nil)
                })
        }
        router.get("/never") { _, _ in
            try await Task.sleep(for: .seconds(60))
            return Response(status: .ok)
        }
        router.get("**") { [self] request, _ in
            note(request, 0)
            if let missing, request.uri.path.contains(missing) { return Response(status: .notFound) }
            return Response(status: .ok, headers: [.connection: "close, X-Hop"])
        }
        return router
    }

    private func note(_ request: Request, _ body: Int) {
        seen.withLock { $0 = Seen(path: request.uri.string, headers: request.headers, body: body) }
    }
}
