/// A consumer's part of the event loop.
struct ConsumerDriver: ChannelDriver {
    private let mailbox: ConsumerMailbox
    private let queue: String
    private let prefetch: Int
    private var received: [Delivery] = []

    init(_ mailbox: ConsumerMailbox, queue: String, prefetch: Int) {
        self.mailbox = mailbox
        self.queue = queue
        self.prefetch = prefetch
    }

    var wakeup: Wakeup { mailbox.wakeup }
    var isClosing: Bool { mailbox.isClosing }

    func open(_ connection: inout AMQPConnection) throws(BrokerError) {
        try connection.consume(queue, prefetch: prefetch)
    }

    mutating func receive(_ event: InboundEvent) throws(BrokerError) {
        switch event {
        case .delivery(let delivery): received.append(delivery)
        case .consumerCancelled: throw .consumerCancelled(queue: queue)
        case .acknowledged, .refused, .returned, .blocked, .unblocked, .channelClosed, .connectionClosed: break
        }
    }

    mutating func deliver() {
        guard !received.isEmpty else { return }
        mailbox.deliver(received)
        received.removeAll(keepingCapacity: true)
    }

    func write(to connection: inout AMQPConnection) throws(BrokerError) -> Bool {
        if let tag = mailbox.takeAcknowledgement() { try connection.acknowledge(upTo: tag) }
        return false
    }

    func end(_ error: BrokerError) { mailbox.end(error) }
}
