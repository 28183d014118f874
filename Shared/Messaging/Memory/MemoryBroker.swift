import Synchronization

/// A broker in memory that obeys a `Topology`, for tests: routing, confirms, returns, limits, single active consumers
/// and redelivery as RabbitMQ's quorum queues do them. Message lifetimes and permissions are not simulated.
///
/// Its faults (`MemoryBroker+Faults.swift`) are for tests of the relay and the consumer. The state lives as long as the
/// value; a stopped service that opens again finds its queues as it left them.
public final class MemoryBroker: Broker {
    let state: Mutex<MemoryState>

    /// - Parameter maxMessageBytes: a larger body closes the channel with 406, as the broker's `max_message_size`.
    public init(_ topology: Topology, maxMessageBytes: Int = 262_144) {
        state = Mutex(MemoryState(topology, maxMessageBytes: maxMessageBytes))
    }

    public func openPublisher() async throws -> any BrokerPublisher {
        try Task.checkCancellation()
        let changed = Signal()
        let id = state.withLock { state in
            let id = state.makeID()
            state.publishers[id] = MemoryState.Publisher(changed: changed)
            return id
        }
        return MemoryPublisher(broker: self, id: id, changed: changed)
    }

    public func openConsumer(queue: String, prefetch: Int) async throws -> any BrokerConsumer {
        try Task.checkCancellation()
        let changed = Signal()
        let id = try state.withLock { state in
            guard state.queues[queue] != nil else {
                throw BrokerError.channel(code: 404, text: "NOT_FOUND - no queue '\(queue)' in vhost 'memory'")
            }
            let id = state.makeID()
            state.consumers[id] = MemoryState.Consumer(changed: changed, queue: queue, prefetch: prefetch)
            state.queues[queue]?.add(consumer: id)
            state.pump(queue)
            return id
        }
        return MemoryConsumer(broker: self, id: id, changed: changed)
    }
}
