import Synchronization

/// Faults and looks inside, for tests.
extension MemoryBroker {
    /// Takes no publishes until `unblock()`, as under a memory alarm; every publisher is told.
    public func block(reason: String = "low on memory") {
        tellPublishers(.blocked(reason: reason), isBlocked: true)
    }

    public func unblock() { tellPublishers(.unblocked, isBlocked: false) }

    /// Ends every channel, as a broker that is stopped or a network that breaks.
    public func closeAllChannels(
        _ error: BrokerError = .connection("320 CONNECTION_FORCED - broker forced connection closure")
    ) {
        state.withLock { state in
            for id in state.publishers.keys { state.endPublisher(id, error) }
            for id in state.consumers.keys.sorted() { state.endConsumer(id, error) }
        }
    }

    /// Refuses (nack) the next `count` publishes of whoever makes them; no queue keeps a copy.
    public func rejectNext(_ count: Int) { state.withLock { $0.rejectionsLeft += count } }

    /// Deletes a queue with its messages and bindings; its consumers end with `.consumerCancelled`.
    public func deleteQueue(_ name: String) {
        state.withLock { state in
            let consumers = state.queues.removeValue(forKey: name)?.consumers ?? []
            state.bindings.removeAll { $0.queue == name }
            for id in consumers { state.endConsumer(id, .consumerCancelled(queue: name)) }
        }
    }

    public func declare(_ queue: Topology.Queue) { state.withLock { $0.declare(queue) } }

    public func bind(_ binding: Topology.Binding) {
        state.withLock { if !$0.bindings.contains(binding) { $0.bindings.append(binding) } }
    }

    public func unbind(_ binding: Topology.Binding) { state.withLock { $0.bindings.removeAll { $0 == binding } } }

    /// What waits in a queue and is with no consumer, oldest first.
    public func readyMessages(in queue: String) -> [OutboundMessage] {
        state.withLock { $0.queues[queue]?.ready.map(\.message) ?? [] }
    }

    /// How many messages of a queue are with consumers and not acknowledged.
    public func unacknowledgedCount(in queue: String) -> Int {
        state.withLock { state in
            state.consumers.values.filter { $0.queue == queue }.reduce(0) { $0 + $1.unacknowledged.count }
        }
    }

    private func tellPublishers(_ event: PublisherEvent, isBlocked: Bool) {
        state.withLock { state in
            guard state.isBlocked != isBlocked else { return }
            state.isBlocked = isBlocked
            for id in state.publishers.keys where state.publishers[id]?.error == nil {
                state.publishers[id]?.events.append(event)
                state.publishers[id]?.changed.raise()
            }
        }
    }
}
