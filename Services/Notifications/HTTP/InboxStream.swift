import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import ServiceHTTP
import ServiceKit
import ServiceLifecycle
import Store

/// Server-sent events of one person's inbox: `item` for each that is new or changed, `counts` after them, a comment as
/// heartbeat. It ends when the token does, or the session, or the service; the client comes back with `Last-Event-ID`. The
/// token is looked at again as soon as anybody's access has changed.
struct InboxStream: Sendable {
    let person: Person
    /// `Authentication` has checked it; the stream checks it again and again.
    let token: String
    let after: Int64?
    let verifier: TokenVerifier
    let store: ServiceStore
    let hub: InboxHub
    let heartbeat: Duration

    /// Throws `tooManyStreams`.
    func response() throws -> Response {
        let (number, bell) = try hub.join()
        var headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
        if let name = HTTPField.Name("X-Accel-Buffering") { headers[name] = "no" }
        let seat = Seat(hub: hub, number: number)
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                defer { seat.leave() }
                try await write(to: &writer, bell)
                try await writer.finish(nil)
            })
    }

    private func write(to writer: inout any ResponseBodyWriter, _ bell: Wakeup) async throws {
        var place = try await start()
        try await writer.write(ByteBuffer(string: "retry: 3000\n\n" + (try await counts())))
        // No number yet: what changed since `Authentication` looked counts too.
        var (lastBeat, checked) = (ContinuousClock.now, Int?.none)
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            let (changes, isBeat) = (hub.accessChanges, ContinuousClock.now - lastBeat >= heartbeat)
            if isBeat || changes != checked {
                guard (try? await verifier.person(bearer: token)) != nil else { return }
                checked = changes
            }
            if isBeat {
                try await writer.write(ByteBuffer(string: ": still here\n\n"))
                lastBeat = .now
            }
            let news = try await news(after: place)
            if let last = news.last {
                place = last.change
                try await writer.write(ByteBuffer(string: try news.map(Self.event).joined() + (try await counts())))
                hub.pushed.increment(by: news.count)
                continue
            }
            do {
                try await cancelWhenGracefulShutdown { try await bell.wait(atMost: heartbeat) }
            } catch is CancellationError {
                return
            }
        }
    }

    private func start() async throws -> Int64 {
        if let after { return after }
        return try await store.read { try InboxChanges.newest($0) }
    }

    private func news(after place: Int64) async throws -> [InboxEntry] {
        let changes = InboxChanges(person: person, after: place)
        return try await store.read { try changes.fetch($0) }
    }

    private func counts() async throws -> String {
        let counts = try await store.read { [person] in try InboxCounts(of: person, $0) }
        return "event: counts\ndata: \(String(decoding: try WireJSON.encode(counts), as: UTF8.self))\n\n"
    }

    private static func event(_ entry: InboxEntry) throws -> String {
        "id: \(entry.change)\nevent: item\ndata: \(String(decoding: try WireJSON.encode(entry), as: UTF8.self))\n\n"
    }

    /// Leaves the hub once, also where the body is never written.
    private final class Seat: Sendable {
        private let hub: InboxHub
        private let number: Int
        init(hub: InboxHub, number: Int) { (self.hub, self.number) = (hub, number) }
        func leave() { hub.leave(number) }
        deinit { leave() }
    }
}
