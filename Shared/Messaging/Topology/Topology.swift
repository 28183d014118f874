import Foundation

/// Everything that Quen has on the broker, as one value: the catalogue of messages and the services' subscriptions
/// render it (`Catalogue.topology`), the operator's tool applies it and finds what differs, `MemoryBroker` obeys it.
public struct Topology: Sendable, Equatable {
    public var exchanges: [Exchange]
    public var queues: [Queue]
    public var bindings: [Binding]
    public var users: [User]
    /// Set by RabbitMQ policies rather than queue arguments, so that they can change without a new queue.
    public var policies: [Policy]

    public init(
        exchanges: [Exchange] = [], queues: [Queue] = [], bindings: [Binding] = [], users: [User] = [],
        policies: [Policy] = []
    ) {
        self.exchanges = exchanges
        self.queues = queues
        self.bindings = bindings
        self.users = users
        self.policies = policies
    }

    public struct Exchange: Sendable, Equatable {
        public enum Kind: String, Sendable { case topic, fanout }
        public var name: String
        public var kind: Kind
        /// Receives what no queue is bound for.
        public var alternate: String?

        public init(_ name: String, _ kind: Kind, alternate: String? = nil) {
            self.name = name
            self.kind = kind
            self.alternate = alternate
        }
    }

    /// A durable quorum queue.
    public struct Queue: Sendable, Equatable {
        public var name: String
        public var isSingleActiveConsumer: Bool
        public var overflow: Overflow
        public enum Overflow: String, Sendable { case rejectPublish = "reject-publish", dropHead = "drop-head" }

        public init(_ name: String, isSingleActiveConsumer: Bool, overflow: Overflow) {
            self.name = name
            self.isSingleActiveConsumer = isSingleActiveConsumer
            self.overflow = overflow
        }
    }

    public struct Binding: Sendable, Hashable {
        public var exchange: String
        public var queue: String
        public var key: String

        public init(_ exchange: String, _ queue: String, _ key: String) {
            self.exchange = exchange
            self.queue = queue
            self.key = key
        }
    }

    /// A broker user with the least it needs. The patterns are RabbitMQ's regular expressions; configure is always `^$`.
    public struct User: Sendable, Equatable {
        public var name: String
        public var write: String
        public var read: String
        /// Which routing keys it may write (or bind) on a topic exchange.
        public var topics: [TopicPermission]

        public init(_ name: String, write: String, read: String, topics: [TopicPermission]) {
            self.name = name
            self.write = write
            self.read = read
            self.topics = topics
        }
    }

    public struct TopicPermission: Sendable, Equatable {
        public var exchange: String
        public var write: String
        public var read: String

        public init(_ exchange: String, write: String, read: String) {
            self.exchange = exchange
            self.write = write
            self.read = read
        }
    }

    public struct Policy: Sendable, Equatable {
        public var name: String
        /// A regular expression over queue names.
        public var pattern: String
        public var maxLength: Int?
        public var maxLengthBytes: Int?
        public var messageTTLMilliseconds: Int?

        public init(
            _ name: String, pattern: String, maxLength: Int? = nil, maxLengthBytes: Int? = nil,
            messageTTLMilliseconds: Int? = nil
        ) {
            self.name = name
            self.pattern = pattern
            self.maxLength = maxLength
            self.maxLengthBytes = maxLengthBytes
            self.messageTTLMilliseconds = messageTTLMilliseconds
        }
    }
}
