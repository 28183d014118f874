import Foundation

/// What a `MemoryBroker` keeps under its lock.
struct MemoryState {
    struct Publisher {
        let changed: Signal
        var nextTag: UInt64 = 1
        var events: [PublisherEvent] = []
        var error: BrokerError?
    }

    struct Consumer {
        let changed: Signal
        let queue: String
        let prefetch: Int
        var nextTag: UInt64 = 1
        var acknowledged: UInt64 = 0
        var buffer = FIFO<Delivery>()
        var unacknowledged = FIFO<(tag: UInt64, stored: MemoryQueue.Stored)>()
        var error: BrokerError?
    }

    var exchanges: [String: Topology.Exchange]
    var bindings: [Topology.Binding]
    var queues: [String: MemoryQueue]
    let policies: [Topology.Policy]
    let maxMessageBytes: Int
    var publishers: [UInt64: Publisher] = [:]
    var consumers: [UInt64: Consumer] = [:]
    var isBlocked = false
    /// How many of the next publishes are refused, as a fault for tests.
    var rejectionsLeft = 0
    private var lastID: UInt64 = 0

    init(_ topology: Topology, maxMessageBytes: Int) {
        exchanges = Dictionary(topology.exchanges.map { ($0.name, $0) }) { first, _ in first }
        bindings = topology.bindings
        policies = topology.policies
        queues = [:]
        self.maxMessageBytes = maxMessageBytes
        for queue in topology.queues { declare(queue) }
    }

    mutating func declare(_ queue: Topology.Queue) {
        guard queues[queue.name] == nil else { return }
        // One policy applies to a queue, as in RabbitMQ; the definitions give the earlier the higher priority.
        let policy = policies.first { queue.name.range(of: $0.pattern, options: .regularExpression) != nil }
        queues[queue.name] = MemoryQueue(queue, policy: policy)
    }

    mutating func makeID() -> UInt64 {
        lastID += 1
        return lastID
    }
}
