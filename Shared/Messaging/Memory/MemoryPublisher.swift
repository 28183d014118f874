import Synchronization

/// A confirm channel of a `MemoryBroker`.
final class MemoryPublisher: BrokerPublisher {
    private let broker: MemoryBroker
    private let id: UInt64
    private let changed: Signal

    init(broker: MemoryBroker, id: UInt64, changed: Signal) {
        self.broker = broker
        self.id = id
        self.changed = changed
    }

    deinit { broker.state.withLock { _ = $0.publishers.removeValue(forKey: id) } }

    func publish(_ messages: [OutboundMessage]) async throws -> UInt64 {
        precondition(!messages.isEmpty, "publish at least one message")
        for message in messages { try message.checkLimits() }
        while true {
            try Task.checkCancellation()
            let version = changed.version
            switch broker.state.withLock({ $0.publish(messages, from: id) }) {
            case .accepted(let first): return first
            case .gone: throw BrokerError.closed
            case .mustWait: try await changed.wait(after: version)
            }
        }
    }

    func nextEvents() async throws -> [PublisherEvent] {
        while true {
            try Task.checkCancellation()
            let version = changed.version
            let (events, isOver) = broker.state.withLock { $0.takeEvents(id) }
            if !events.isEmpty || isOver {
                changed.raise()
                return events
            }
            try await changed.wait(after: version)
        }
    }

    func close() async {
        broker.state.withLock { $0.endPublisher(id, .closed) }
    }
}

extension MemoryState {
    fileprivate mutating func takeEvents(_ id: UInt64) -> (events: [PublisherEvent], isOver: Bool) {
        guard let publisher = publishers[id] else { return ([], true) }
        publishers[id]?.events = []
        return (publisher.events, publisher.error != nil)
    }
}
