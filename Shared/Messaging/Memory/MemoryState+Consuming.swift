extension MemoryState {
    /// Hands ready messages to the consumers that may have them.
    mutating func pump(_ name: String) {
        // No copy of the queue may be held here: it would make each removal copy the whole queue.
        while queues[name]?.ready.isEmpty == false, let id = freeConsumer(of: name) {
            guard let stored = queues[name]?.dequeue() else { return }
            queues[name]?.rotate()
            consumers[id]?.receive(stored)
        }
    }

    /// At most `maxCount` messages and, beyond the first, `maxBytes` bytes of bodies.
    mutating func take(_ id: UInt64, maxCount: Int, maxBytes: Int) throws(BrokerError) -> [Delivery] {
        guard let consumer = consumers[id] else { throw .closed }
        if let error = consumer.error { throw error }
        let count = consumer.buffer.batchCount(maxCount: maxCount, maxBytes: maxBytes)
        return count == 0 ? [] : consumers[id]?.buffer.take(count) ?? []
    }

    mutating func acknowledge(_ id: UInt64, upTo tag: UInt64) throws(BrokerError) {
        guard let consumer = consumers[id] else { throw .closed }
        if let error = consumer.error { throw error }
        guard tag > consumer.acknowledged else { return }
        guard tag < consumer.nextTag else {
            endConsumer(id, .channel(code: 406, text: "PRECONDITION_FAILED - unknown delivery tag \(tag)"))
            return
        }
        consumers[id]?.acknowledged = tag
        while let first = consumers[id]?.unacknowledged.first, first.tag <= tag {
            _ = consumers[id]?.unacknowledged.popFirst()
        }
        pump(consumer.queue)
    }

    /// Ends a consumer; what it has not acknowledged goes back in order.
    mutating func endConsumer(_ id: UInt64, _ error: BrokerError) {
        guard let consumer = consumers[id], consumer.error == nil else { return }
        queues[consumer.queue]?.remove(consumer: id)
        queues[consumer.queue]?.requeue(consumer.unacknowledged.map(\.stored))
        consumers[id]?.buffer.removeAll()
        consumers[id]?.unacknowledged.removeAll()
        consumers[id]?.error = error
        consumer.changed.raise()
        pump(consumer.queue)
    }

    private func freeConsumer(of queue: String) -> UInt64? {
        queues[queue]?.eligibleConsumers.first { id in
            consumers[id].map { $0.unacknowledged.count < $0.prefetch } ?? false
        }
    }
}

extension MemoryState.Consumer {
    fileprivate mutating func receive(_ stored: MemoryQueue.Stored) {
        let message = stored.message
        buffer.append(
            Delivery(
                tag: nextTag, isRedelivered: stored.isRedelivered, exchange: message.exchange,
                routingKey: message.routingKey, properties: message.properties, body: message.body))
        unacknowledged.append((nextTag, stored))
        nextTag += 1
        changed.raise()
    }
}

extension FIFO<Delivery> {
    /// How many make the next batch: at most `maxCount`, and beyond the first `maxBytes` bytes of bodies.
    func batchCount(maxCount: Int, maxBytes: Int) -> Int {
        var count = 0
        var bytes = 0
        for delivery in self {
            guard count < maxCount else { break }
            bytes += delivery.body.count
            guard count == 0 || bytes <= maxBytes else { break }
            count += 1
        }
        return count
    }
}
