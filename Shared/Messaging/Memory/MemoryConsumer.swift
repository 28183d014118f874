import Synchronization

/// A consuming channel of a `MemoryBroker`.
final class MemoryConsumer: BrokerConsumer {
    private let broker: MemoryBroker
    private let id: UInt64
    private let changed: Signal

    init(broker: MemoryBroker, id: UInt64, changed: Signal) {
        self.broker = broker
        self.id = id
        self.changed = changed
    }

    deinit {
        broker.state.withLock { state in
            state.endConsumer(id, .closed)
            state.consumers.removeValue(forKey: id)
        }
    }

    func next(maxCount: Int, maxBytes: Int) async throws -> [Delivery] {
        while true {
            try Task.checkCancellation()
            let version = changed.version
            let batch = try takeBuffered(maxCount: maxCount, maxBytes: maxBytes)
            if !batch.isEmpty { return batch }
            try await changed.wait(after: version)
        }
    }

    func takeBuffered(maxCount: Int, maxBytes: Int) throws -> [Delivery] {
        try broker.state.withLock { try $0.take(id, maxCount: maxCount, maxBytes: maxBytes) }
    }

    func acknowledge(upTo tag: UInt64) async throws {
        try broker.state.withLock { try $0.acknowledge(id, upTo: tag) }
    }

    func close() async {
        broker.state.withLock { $0.endConsumer(id, .closed) }
    }
}
