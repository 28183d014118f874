import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// A person's own inbox (NOT-3).
struct InboxRoutes {
    let routes: ServiceRoutes
    let hub: InboxHub
    let heartbeat: Duration

    func add() {
        let inbox = routes.signedIn.group("inbox")
        addReading(inbox)
        for (name, step) in [
            ("read", InboxItem.Step.read), ("unread", .unread), ("archive", .archive), ("restore", .restore),
        ] {
            addStep(inbox, name, Empty.self) { _ in step }
        }
        addStep(inbox, "snooze", Snooze.self) { .snooze(until: $0.until) }
    }

    private func addReading(_ inbox: RouterGroup<APIContext>) {
        let (store, verifier, hub, heartbeat) = (routes.store, routes.verifier, hub, heartbeat)
        inbox.get { request, context in
            let list = InboxList(request: try request.list(), person: try context.person)
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        inbox.get("counts") { _, context in
            let person = try context.person
            return try Response.json(try await store.read { try InboxCounts(of: person, $0) })
        }
        inbox.get("stream") { request, context in
            let stream = InboxStream(
                person: try context.person, token: request.bearer ?? "", after: try Self.lastEventID(request),
                verifier: verifier, store: store, hub: hub, heartbeat: heartbeat)
            return try stream.response()
        }
    }

    private func addStep<Input: Decodable & Sendable>(
        _ inbox: RouterGroup<APIContext>, _ name: String, _ input: Input.Type,
        _ step: @escaping @Sendable (Input) -> InboxItem.Step
    ) {
        let (commands, hub) = (routes.commands, hub)
        inbox.post(":id/\(name)") { request, context in
            let id = try context.id(entity: "inbox item")
            let location: @Sendable (RecordVersion) -> String = { "/inbox/\($0.subject.id)" }
            let response = try await commands.post(request, context, Input.self, status: .ok, location: location) {
                try ChangeInboxItem(id: id, step: step($1), person: $2).execute(in: $0)
            }
            hub.poke()
            return response
        }
    }

    /// Where a client that was cut off goes on; nothing for a new one.
    private static func lastEventID(_ request: Request) throws -> Int64? {
        guard let text = HTTPField.Name("Last-Event-ID").flatMap({ request.headers[$0] }), !text.isEmpty else {
            return nil
        }
        guard let number = Int64(text), number >= 0 else {
            throw CommonError.invalid(
                code: "invalid-parameter", path: "Last-Event-ID",
                message: Bilingual(
                    en: "Last-Event-ID must be the id of an event of this stream.",
                    vi: "Last-Event-ID phải là mã sự kiện đã nhận từ luồng này."))
        }
        return number
    }

    struct Empty: Decodable, Sendable {}
    struct Snooze: Decodable, Sendable {
        var until: Instant
    }
}
