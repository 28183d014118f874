import Foundation
import Messages
import Messaging
import Synchronization
import TestKit

/// A program of another firm's: publishes on `quen.inbound` and reads its answers, with the rights of one.
final class OutsideSystem: Sendable {
    let name: String
    private let broker: RabbitBroker
    private let current: Mutex<any BrokerPublisher>
    private var publisher: any BrokerPublisher { current.withLock { $0 } }

    /// `password`: that of all broker users of the installation, unless another is given; `user`: `ext.<name>`.
    init(_ name: String, _ installation: Installation, password: String? = nil, user: String? = nil) async throws {
        self.name = name
        var configuration = installation.host.configuration(user: user ?? "ext.\(name)")
        if let password { configuration.password = { password } }
        broker = RabbitBroker(configuration)
        current = Mutex(try await broker.openPublisher())
    }

    /// Publishes and returns the message's id.
    @discardableResult
    func send<Payload: InboundPayload>(_ payload: Payload, id: String = UUID().uuidString) async throws -> String {
        try await publisher.publish([try Self.message(payload, id: id, system: name, time: Instant(Date()))])
        return id
    }

    /// An inbound message as `system` sends it.
    static func message<Payload: InboundPayload>(
        _ payload: Payload, id: String, system: String, time: Instant
    ) throws -> OutboundMessage {
        let data = String(decoding: try WireJSON.encode(payload), as: UTF8.self)
        let body = """
            {"specversion":"1.0","id":"\(id)","source":"urn:ext:\(system)","type":"\(Payload.type.wireName)",\
            "time":"\(time)","data":\(data)}
            """
        return raw(Array(body.utf8), key: "ext.\(system).\(Payload.type.entity).\(Payload.type.event).v1")
    }

    /// Any bytes on `quen.inbound`.
    static func raw(_ body: [UInt8], key: String, properties: MessageProperties = MessageProperties())
        -> OutboundMessage
    {
        OutboundMessage(
            exchange: "quen.inbound", routingKey: key, isMandatory: false, properties: properties, body: body)
    }

    /// Publishes and waits for the broker's word: 0, or the code with which it closed the channel, which is then opened
    /// again. Not to be mixed with `send` on one system, which leaves its confirms unread.
    func publish(_ message: OutboundMessage) async throws -> Int {
        try await publisher.publish([message])
        while true {
            for event in try await publisher.nextEvents() {
                switch event {
                case .confirmed: return 0
                case .closed(.channel(let code, _)):
                    await publisher.close()
                    let again = try await broker.openPublisher()
                    current.withLock { $0 = again }
                    return code
                case .closed(let error): throw error
                case .rejected: throw TestFailure("the broker refused a message")
                case .returned, .blocked, .unblocked: break
                }
            }
        }
    }

    /// Reads `count` answers, in the order of their coming.
    func answers(_ count: Int) async throws -> [ReceivedMessage] {
        let consumer = try await broker.openConsumer(queue: "ext.\(name).replies", prefetch: 500)
        var answers: [ReceivedMessage] = []
        while answers.count < count {
            let batch = try await within(.seconds(60), "\(count - answers.count) more answers") {
                try await consumer.next(maxCount: 500, maxBytes: 1_000_000)
            }
            for delivery in batch { answers.append(try ReceivedMessage(body: delivery.body)) }
            if let last = batch.last { try await consumer.acknowledge(upTo: last.tag) }
        }
        await consumer.close()
        return answers
    }

    func close() async { await publisher.close() }

    /// Whether the broker forbids it to publish that.
    func mayNotPublish(to exchange: String, key: String) async throws -> Bool {
        let publisher = try await broker.openPublisher()
        try await publisher.publish([
            OutboundMessage(
                exchange: exchange, routingKey: key, isMandatory: false, properties: MessageProperties(), body: [])
        ])
        let isForbidden = try await within(.seconds(30), "the broker's word on \(exchange) \(key)") {
            while true {
                for event in try await publisher.nextEvents() {
                    switch event {
                    case .closed(.channel(let code, _)): return code == 403
                    case .confirmed, .closed: return false
                    default: continue
                    }
                }
            }
        }
        await publisher.close()
        return isForbidden
    }

    /// Whether the broker forbids it to read that queue.
    func mayNotRead(_ queue: String) async throws -> Bool {
        do {
            let consumer = try await broker.openConsumer(queue: queue, prefetch: 1)
            await consumer.close()
            return false
        } catch BrokerError.channel(let code, _) {
            return code == 403
        }
    }
}

/// Fails where `body` takes longer.
func within<T: Sendable>(
    _ patience: Duration, _ what: String, _ body: @escaping @Sendable () async throws -> T
) async throws -> T {
    try await withThrowingTaskGroup(of: T.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: patience)
            throw TestFailure("waited \(patience) for \(what)")
        }
        defer { group.cancelAll() }
        guard let first = try await group.next() else { throw TestFailure(what) }
        return first
    }
}
