/// A quorum queue in memory.
struct MemoryQueue {
    /// A message in its place: redelivery puts it back by position, so that order survives.
    struct Stored {
        let position: UInt64
        let message: OutboundMessage
        var isRedelivered = false
    }

    let name: String
    let isSingleActiveConsumer: Bool
    let overflow: Topology.Queue.Overflow
    let maxLength: Int?
    let maxLengthBytes: Int?
    private(set) var ready = FIFO<Stored>()
    private var readyBytes = 0
    private var lastPosition: UInt64 = 0
    /// In the order in which they came; the first is the active one where only one may be.
    private(set) var consumers: [UInt64] = []

    init(_ queue: Topology.Queue, policy: Topology.Policy?) {
        name = queue.name
        isSingleActiveConsumer = queue.isSingleActiveConsumer
        overflow = queue.overflow
        maxLength = policy?.maxLength
        maxLengthBytes = policy?.maxLengthBytes
    }

    /// Whether the queue took the message; a full one with `dropHead` always does.
    mutating func enqueue(_ message: OutboundMessage) -> Bool {
        if overflow == .rejectPublish, isFull(adding: 1, bytes: message.body.count) { return false }
        lastPosition += 1
        ready.append(Stored(position: lastPosition, message: message))
        readyBytes += message.body.count
        while isFull(adding: 0, bytes: 0), let dropped = ready.popFirst() {
            readyBytes -= dropped.message.body.count
        }
        return true
    }

    mutating func dequeue() -> Stored? {
        guard let stored = ready.popFirst() else { return nil }
        readyBytes -= stored.message.body.count
        return stored
    }

    /// Puts unacknowledged messages back where they were.
    mutating func requeue(_ returned: [Stored]) {
        let marked = returned.map { stored in
            var stored = stored
            stored.isRedelivered = true
            return stored
        }
        readyBytes += returned.reduce(0) { $0 + $1.message.body.count }
        ready = FIFO((marked + ready).sorted { $0.position < $1.position })
    }

    mutating func add(consumer: UInt64) { consumers.append(consumer) }
    mutating func remove(consumer: UInt64) { consumers.removeAll { $0 == consumer } }

    /// Whom the next message may go to, the likeliest first.
    var eligibleConsumers: [UInt64] { isSingleActiveConsumer ? Array(consumers.prefix(1)) : consumers }

    /// Lets consumers take turns where several are active.
    mutating func rotate() {
        guard !isSingleActiveConsumer, consumers.count > 1 else { return }
        consumers.append(consumers.removeFirst())
    }

    private func isFull(adding count: Int, bytes: Int) -> Bool {
        if let maxLength, ready.count + count > maxLength { return true }
        if let maxLengthBytes, readyBytes + bytes > maxLengthBytes { return true }
        return false
    }
}
