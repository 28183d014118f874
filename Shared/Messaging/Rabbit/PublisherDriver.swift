/// A publisher's part of the event loop.
struct PublisherDriver: ChannelDriver {
    /// Messages written before the loop reads again.
    private static let burst = 256

    private let mailbox: PublisherMailbox
    private var sending: [OutboundMessage] = []
    private var sentCount = 0
    private var received: [PublisherEvent] = []
    private var isBlocked = false

    init(_ mailbox: PublisherMailbox) { self.mailbox = mailbox }

    var wakeup: Wakeup { mailbox.wakeup }
    var isClosing: Bool { mailbox.isClosing }

    func open(_ connection: inout AMQPConnection) throws(BrokerError) { try connection.selectConfirms() }

    mutating func receive(_ event: InboundEvent) throws(BrokerError) {
        switch event {
        case .acknowledged(let tag, let multiple): received.append(.confirmed(tag: tag, multiple: multiple))
        case .refused(let tag, let multiple): received.append(.rejected(tag: tag, multiple: multiple))
        case .returned(let messageID, let code, let text):
            received.append(.returned(messageID: messageID, code: code, text: text))
        case .blocked(let reason):
            isBlocked = true
            received.append(.blocked(reason: reason))
        case .unblocked:
            isBlocked = false
            received.append(.unblocked)
        case .delivery, .consumerCancelled, .channelClosed, .connectionClosed: break
        }
    }

    mutating func deliver() {
        guard !received.isEmpty else { return }
        mailbox.deliver(received, isBlocked: isBlocked)
        received.removeAll(keepingCapacity: true)
    }

    mutating func write(to connection: inout AMQPConnection) throws(BrokerError) -> Bool {
        // At the end what waits stays unpublished: nobody would see its confirm.
        guard !isBlocked, !isClosing else { return false }
        if sentCount == sending.count { refill() }
        guard sentCount < sending.count else { return false }
        let start = sentCount
        var bytes = 0
        connection.setCork(true)
        while sentCount < sending.count, sentCount - start < Self.burst, connection.isWritable {
            try connection.publish(sending[sentCount])
            bytes += sending[sentCount].body.count
            sentCount += 1
        }
        connection.setCork(false)
        mailbox.sent(count: sentCount - start, bytes: bytes)
        if sentCount == sending.count { refill() }
        return sentCount < sending.count
    }

    func end(_ error: BrokerError) { mailbox.end(error) }

    private mutating func refill() {
        sending.removeAll(keepingCapacity: true)
        sentCount = 0
        mailbox.swapWaiting(&sending)
    }
}
