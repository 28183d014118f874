import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Messages
import Messaging
import NIOCore
import ServiceHTTP
import ServiceKit
import ServiceLifecycle
import Store

/// One service in this process, on a store of its own and a broker in memory: HTTP or message in, state and messages out.
public struct ServiceUnderTest: Sendable {
    public let app: ServiceApp
    public let broker: MemoryBroker
    public let clock: TestClock
    public let identity: TestIdentity
    private let client: any TestClientProtocol
    private let promised: PromisedAnswers

    public var store: ServiceStore { app.kernel.store }

    /// Builds the service, runs it while `body` runs, stops it in good order. Fails where messages were put aside that
    /// the test did not expect, or where the outbox was not drained.
    ///
    /// A test of downtime gives `directory` (see `withDirectory`) and runs the service on it again, with the same clock,
    /// the same identity, and the same broker (see `newBroker`) where it is about what waits there meanwhile. A test of two
    /// services gives both the same broker and the same clock.
    public static func with(
        _ service: ServiceName, clock: TestClock = TestClock(), directory given: String? = nil,
        broker: MemoryBroker = newBroker(), identity: TestIdentity = TestIdentity(), expectDeferred: Bool = false,
        build: (ServiceWorld) async throws -> ServiceApp,
        body: @escaping @Sendable (ServiceUnderTest) async throws -> Void
    ) async throws {
        let directory = given ?? Self.newDirectory()
        defer { if given == nil { try? FileManager.default.removeItem(atPath: directory) } }
        try await run(
            service, clock: clock, directory: directory, broker: broker, identity: identity,
            expectDeferred: expectDeferred, build: build, body: body)
        // Whatever outlives its service keeps the store open; a thousand tests later nothing can be opened.
        if given == nil { try await waitUntil("the store to be closed") { openFiles(in: directory).isEmpty } }
    }

    private static func openFiles(in directory: String) -> [String] {
        let own = "/proc/self/fd/"
        let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: own)) ?? []
        return descriptors.compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: own + $0) }
            .filter { $0.hasPrefix(directory) }
    }

    private static func run(
        _ service: ServiceName, clock: TestClock, directory: String, broker: MemoryBroker, identity: TestIdentity,
        expectDeferred: Bool, build: (ServiceWorld) async throws -> ServiceApp,
        body: @escaping @Sendable (ServiceUnderTest) async throws -> Void
    ) async throws {
        let world = ServiceWorld(
            storeDirectory: directory, broker: broker, world: clock.world,
            logger: Logger(label: service.rawValue) { _ in SwiftLogNoOpLogHandler() },
            shareDirectory: repositoryRoot, adminToken: adminToken)
        let app = try await build(world)
        let promised = try PromisedAnswers(of: service)
        let group = ServiceGroup(
            configuration: .init(
                services: app.services.map { .init(service: $0) },
                logger: Logger(label: "group") { _ in SwiftLogNoOpLogHandler() }))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            do {
                try await Application(router: app.router()).test(.router) { client in
                    let tested = ServiceUnderTest(
                        app: app, broker: broker, clock: clock, identity: identity, client: client,
                        promised: promised)
                    if service != .gateway { try await tested.introduceIdentity() }
                    try await body(tested)
                    try await tested.settle(expectDeferred: expectDeferred)
                }
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        try await app.kernel.close()
    }

    /// A place for a store that outlives one run of the service; gone when `body` ends.
    public static func withDirectory(_ body: (String) async throws -> Void) async throws {
        let directory = newDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try await body(directory)
    }

    public static func newBroker() -> MemoryBroker {
        MemoryBroker(Catalogue.topology(outsideSystems: ["test"], notificationConsumers: ["test"]))
    }

    private static func newDirectory() -> String { NSTemporaryDirectory() + "quen-test-" + UUID().uuidString }

    /// Where the checkout lies.
    public static let repositoryRoot = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// Tokens of the test's identity are taken only once its key has been applied.
    private func introduceIdentity() async throws {
        guard try await !knowsIdentity() else { return }
        try await publish(identity.signingKey, "published")
        try await waitUntil("the signing key") { try await knowsIdentity() }
    }

    private func knowsIdentity() async throws -> Bool {
        try await store.read { [identity] db in
            try SigningKeyCopy.filter(Column("id") == identity.keyID).isEmpty(db) == false
        }
    }

    // MARK: HTTP

    /// A request by `person`; `body` is JSON text. Throws where the answer is not among those of the OpenAPI file.
    public func request(
        _ method: HTTPRequest.Method, _ path: String, as person: Person? = .test(.administrator), body: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> TestAnswer {
        var fields = HTTPFields()
        if let person {
            fields[.authorization] = "Bearer \(try await identity.token(person, at: clock.now))"
        }
        if method == .post, let name = HTTPField.Name("Idempotency-Key") { fields[name] = UUID().uuidString }
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        let response = try await client.execute(
            uri: path, method: method, headers: fields, body: body.map { ByteBuffer(string: $0) })
        let answer = TestAnswer(
            status: response.status.code, headers: response.headers, body: Array(response.body.readableBytesView))
        try promised.check(method, path, answer)
        return answer
    }

    /// A request at the operator's listener.
    public func admin(
        _ method: HTTPRequest.Method, _ path: String, body: String? = nil, headers: [String: String] = [:]
    ) async throws -> TestAnswer {
        var fields: HTTPFields = [.authorization: "Bearer \(Self.adminToken)"]
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        let sent = fields
        return try await Application(router: app.adminRouter()).test(.router) { client in
            let response = try await client.execute(
                uri: path, method: method, headers: sent, body: body.map { ByteBuffer(string: $0) })
            return TestAnswer(
                status: response.status.code, headers: response.headers, body: Array(response.body.readableBytesView))
        }
    }

    private static let adminToken = "admin-token-of-the-tests"

    // MARK: Messages in

    /// Lets the service hear an event of another's record.
    @discardableResult
    public func publish<State: EntityState>(
        _ state: State, _ event: EventName, sequence: Int64 = 1, cause: String? = nil, deleted: Bool? = nil
    ) async throws -> Envelope {
        try await Self.publish(
            state, event, sequence: sequence, cause: cause, deleted: deleted, on: broker, at: clock)
    }

    /// The same while no service runs.
    @discardableResult
    public static func publish<State: EntityState>(
        _ state: State, _ event: EventName, sequence: Int64 = 1, cause: String? = nil, deleted: Bool? = nil,
        on broker: MemoryBroker, at clock: TestClock
    ) async throws -> Envelope {
        let type = State.type(event)
        let envelope = Envelope(
            id: clock.world.newID(), source: "urn:quen:main:\(State.owner.rawValue)", type: type.wireName,
            subject: state.subject, time: clock.now, dataschema: type.schema, sequence: EventSequence(sequence))
        let data = EntityEventData(state: state, changed: [], deleted: deleted, cause: cause)
        try await send(exchange: "quen.events", key: type.routingKey, body: envelope.encoded(data: data), on: broker)
        return envelope
    }

    /// Sends an inbound message as the outside system `test`; its id.
    @discardableResult
    public func send<Payload: InboundPayload>(
        inbound payload: Payload, id: String = UUID().uuidString, system: String = "test"
    ) async throws -> String {
        let data = try WireJSON.encode(payload)
        let body = """
            {"specversion":"1.0","id":"\(id)","source":"urn:ext:\(system)","type":"\(Payload.type.wireName)",\
            "time":"\(clock.now)","data":\(String(decoding: data, as: UTF8.self))}
            """
        try await send(
            exchange: "quen.inbound", key: "ext.\(system).\(Payload.type.entity).\(Payload.type.event).v1",
            body: Array(body.utf8))
        return id
    }

    /// Publishes any bytes.
    public func send(exchange: String, key: String, body: [UInt8]) async throws {
        try await Self.send(exchange: exchange, key: key, body: body, on: broker)
    }

    private static func send(exchange: String, key: String, body: [UInt8], on broker: MemoryBroker) async throws {
        let publisher = try await broker.openPublisher()
        try await publisher.publish([
            OutboundMessage(
                exchange: exchange, routingKey: key, isMandatory: false, properties: MessageProperties(), body: body)
        ])
        await publisher.close()
    }

    // MARK: Messages out

    /// Every event of `type` that the service has published, oldest first.
    public func published<State: EntityState>(_ type: State.Type) async throws -> [PublishedEvent<State>] {
        let prefix = "vn.quen.\(State.owner.rawValue).\(State.entity)."
        return try await store.outbox(after: 0, limit: 100_000).filter {
            $0.exchange == "quen.events" && $0.type.hasPrefix(prefix)
        }.map { row in
            let message = try ReceivedMessage(body: row.body)
            return PublishedEvent(
                event: String(message.envelope.type.dropFirst(prefix.count).prefix { $0 != "." }),
                envelope: message.envelope,
                data: try message.decode(EntityEventData<State>.self))
        }
    }

    /// The answers to inbound messages, oldest first.
    public func replies() async throws -> [ReceivedMessage] {
        try await store.outbox(after: 0, limit: 100_000).filter { $0.exchange == "quen.replies" }
            .map { try ReceivedMessage(body: $0.body) }
    }

    // MARK: Waiting

    /// Waits until `condition` holds; fails after `patience`.
    public func wait(
        _ what: String, atMost patience: Duration = .seconds(120), _ condition: @Sendable () async throws -> Bool
    ) async throws {
        try await waitUntil(what, atMost: patience, condition)
    }

    /// Waits until the reply to the inbound message `id` has been written; whether it was accepted.
    public func isAccepted(_ id: String) async throws -> Bool {
        struct Answered: Decodable { var messageId: String? }
        var accepted: Bool?
        try await waitUntil("the reply to \(id)") {
            for reply in try await replies() where try reply.decode(Answered.self).messageId == id {
                accepted = reply.envelope.type == InboundAccepted.wireName
            }
            return accepted != nil
        }
        return accepted == true
    }

    private func settle(expectDeferred: Bool) async throws {
        try await waitUntil("the outbox to drain") {
            let status = try await app.kernel.status()
            return status.outboxPending == 0
        }
        let deferred = try await app.kernel.status().deferred
        if !deferred.isEmpty, !expectDeferred { throw TestFailure("messages were put aside: \(deferred)") }
    }
}

public struct TestAnswer: Sendable {
    public let status: Int
    public let headers: HTTPFields
    public let body: [UInt8]

    public var text: String { String(decoding: body, as: UTF8.self) }
    public var etag: String { headers[.eTag] ?? "" }
    /// The id at the end of `Location`.
    public var id: EntityID? { headers[.location].flatMap { EntityID(String($0.split(separator: "/").last ?? "")) } }
    public func json<T: Decodable>(_ type: T.Type = T.self) throws -> T { try WireJSON.decode(type, from: body) }
    public var object: [String: JSONValue] {
        (try? WireJSON.decode([String: JSONValue].self, from: body)) ?? [:]
    }
}

extension TestAnswer {
    /// Of the records on a page.
    public var ids: [String] { strings("id") }

    /// A member of each record on a page.
    public func strings(_ member: String) -> [String] {
        guard case .array(let items) = object["items"] else { return [] }
        return items.compactMap { item in
            guard case .object(let object) = item, case .string(let text) = object[member] else { return nil }
            return text
        }
    }

    /// A member that is a text.
    public func string(_ member: String) -> String? {
        guard case .string(let text) = object[member] else { return nil }
        return text
    }
}

public struct PublishedEvent<State: EntityState>: Sendable {
    public let event: String
    public let envelope: Envelope
    public let data: EntityEventData<State>
    public var state: State { data.state }
}

public struct TestFailure: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}

/// Looks every few milliseconds whether `condition` holds.
public func waitUntil(
    _ what: String, atMost patience: Duration = .seconds(120), _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now.advanced(by: patience)
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw TestFailure("waited \(patience) for \(what)") }
        try await Task.sleep(for: .milliseconds(10))
    }
}
