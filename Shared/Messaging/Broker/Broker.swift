import Foundation

/// A message broker with the guarantees that the relay and the consumer rest on.
///
/// There are two: `RabbitBroker` for production and `MemoryBroker` for tests; one conformance suite
/// (`Tests/MessagingTests`) holds both to this contract. Publishing and consuming use separate connections, because
/// RabbitMQ blocks a publisher's connection under a memory or disk alarm and a consumer must go on then.
public protocol Broker: Sendable {
    /// Opens a connection with one channel in confirm mode. Suspends until the broker is reached once;
    /// throws `BrokerError` where it refuses (credentials, virtual host, TLS).
    func openPublisher() async throws -> any BrokerPublisher

    /// Opens a connection with one channel that consumes `queue`, which must exist, with manual acknowledgement.
    /// At most `prefetch` messages are unacknowledged at a time.
    func openConsumer(queue: String, prefetch: Int) async throws -> any BrokerConsumer
}

/// One confirm channel. Tags count the publishes of this channel from 1 in the order of the calls.
///
/// A publisher whose connection or channel is lost does not mend itself: `nextEvents` yields `.closed` as its last
/// event and everything without an outcome counts as unpublished. Its owner opens another.
public protocol BrokerPublisher: Sendable {
    /// Hands the messages to the connection and returns the tag of the first; the others follow by one.
    /// Returns before the broker answers. Suspends while the connection's send buffer is full or it is blocked, and
    /// while its owner leaves more than 16,384 events untaken.
    /// Throws `BrokerError.closed` once the channel is gone, and `.channel` with code 502, sending nothing, for a
    /// message that cannot be put on the wire (`OutboundMessage+Limits.swift`). An empty array is a programmer's error.
    @discardableResult
    func publish(_ messages: [OutboundMessage]) async throws -> UInt64

    /// What the broker has answered since the last call, oldest first; suspends until there is something.
    /// An empty array means that the channel is closed and its `.closed` event was handed out before.
    /// Only one caller at a time. Cancellation throws `CancellationError` and loses no event.
    func nextEvents() async throws -> [PublisherEvent]

    /// Closes the channel and the connection; what has no outcome yet stays without one. Idempotent.
    func close() async
}

public enum PublisherEvent: Sendable, Equatable {
    /// The broker has taken responsibility for `tag`, or for all up to and including it.
    case confirmed(tag: UInt64, multiple: Bool)
    /// The broker refused `tag` (a full queue), or all not yet settled up to and including it.
    case rejected(tag: UInt64, multiple: Bool)
    /// A mandatory message found no queue. Comes before the `.confirmed` of the same message.
    case returned(messageID: String, code: Int, text: String)
    /// The broker takes no publishes for now (memory or disk alarm). A pause, not a failure.
    case blocked(reason: String)
    case unblocked
    /// The channel or connection is gone; the last event.
    case closed(BrokerError)
}

/// One consuming channel.
public protocol BrokerConsumer: Sendable {
    /// What is buffered, oldest first, at most `maxCount` messages and, beyond the first, `maxBytes` bytes of
    /// bodies; suspends until there is at least one. Throws `BrokerError` once the channel is gone (also when the
    /// queue was deleted: `.consumerCancelled`) and `CancellationError` on cancellation, which loses nothing.
    /// Only one caller at a time.
    func next(maxCount: Int, maxBytes: Int) async throws -> [Delivery]

    /// As `next`, but does not wait: nothing where nothing is buffered.
    func takeBuffered(maxCount: Int, maxBytes: Int) throws -> [Delivery]

    /// Acknowledges every delivery up to and including `tag`. Call it only after the commit.
    func acknowledge(upTo tag: UInt64) async throws

    /// Closes the channel (no cancel first, so that order is kept for whoever consumes next) and the connection.
    /// Unacknowledged deliveries go back to the queue in their order. Idempotent.
    func close() async
}

public enum BrokerError: Error, Sendable, Equatable {
    /// No connection: refused, timed out, reset, heartbeat missed.
    case connection(String)
    /// The broker refused the credentials or the virtual host.
    case accessRefused(String)
    /// The broker closed the channel: 403 not allowed, 404 no such queue or exchange, 406 precondition failed
    /// (also a message over the size limit).
    case channel(code: Int, text: String)
    /// The queue was deleted or has lost its leader.
    case consumerCancelled(queue: String)
    /// A time-out of the broker's answer.
    case timeout(String)
    /// `close()` was called.
    case closed
}

/// A message to publish. Always persistent.
public struct OutboundMessage: Sendable, Equatable {
    public var exchange: String
    public var routingKey: String
    /// Whether the broker shall send it back where no queue is bound.
    public var isMandatory: Bool
    public var properties: MessageProperties
    public var body: [UInt8]

    public init(
        exchange: String, routingKey: String, isMandatory: Bool, properties: MessageProperties, body: [UInt8]
    ) {
        self.exchange = exchange
        self.routingKey = routingKey
        self.isMandatory = isMandatory
        self.properties = properties
        self.body = body
    }
}

/// The AMQP properties that Quen sets or reads. Header values are text only; others are passed over on receipt.
public struct MessageProperties: Sendable, Equatable {
    public var messageID: String?
    public var contentType: String?
    public var type: String?
    public var correlationID: String?
    public var appID: String?
    public var userID: String?
    /// Seconds since 1970.
    public var timestamp: UInt64?
    public var headers: [String: String]

    public init(
        messageID: String? = nil, contentType: String? = nil, type: String? = nil, correlationID: String? = nil,
        appID: String? = nil, userID: String? = nil, timestamp: UInt64? = nil, headers: [String: String] = [:]
    ) {
        self.messageID = messageID
        self.contentType = contentType
        self.type = type
        self.correlationID = correlationID
        self.appID = appID
        self.userID = userID
        self.timestamp = timestamp
        self.headers = headers
    }
}

/// A message received.
public struct Delivery: Sendable, Equatable {
    /// Counts the deliveries of this channel from 1.
    public let tag: UInt64
    public let isRedelivered: Bool
    public let exchange: String
    public let routingKey: String
    public let properties: MessageProperties
    public let body: [UInt8]

    public init(
        tag: UInt64, isRedelivered: Bool, exchange: String, routingKey: String, properties: MessageProperties,
        body: [UInt8]
    ) {
        self.tag = tag
        self.isRedelivered = isRedelivered
        self.exchange = exchange
        self.routingKey = routingKey
        self.properties = properties
        self.body = body
    }
}
