/// RabbitMQ through librabbitmq: each publisher and each consumer has a connection, and that a thread, of its own.
///
/// Nothing here reconnects: a lost connection ends its publisher or consumer, and the owner opens another
/// (`Reconnecting`).
public struct RabbitBroker: Broker {
    public let configuration: RabbitConfiguration

    public init(_ configuration: RabbitConfiguration) { self.configuration = configuration }

    public func openPublisher() async throws -> any BrokerPublisher {
        try Task.checkCancellation()
        let mailbox = PublisherMailbox(wakeup: try Wakeup())
        try await ConnectionThread.start(configuration, purpose: "publisher") { PublisherDriver(mailbox) }
        return try await unlessCancelled(RabbitPublisher(mailbox)) { await $0.close() }
    }

    public func openConsumer(queue: String, prefetch: Int) async throws -> any BrokerConsumer {
        precondition((1...Int(UInt16.max)).contains(prefetch), "prefetch is 1 to 65535")
        try Task.checkCancellation()
        let mailbox = ConsumerMailbox(wakeup: try Wakeup())
        try await ConnectionThread.start(configuration, purpose: queue) {
            ConsumerDriver(mailbox, queue: queue, prefetch: prefetch)
        }
        return try await unlessCancelled(RabbitConsumer(mailbox)) { await $0.close() }
    }

    /// Connecting cannot be interrupted, only bounded by its time-outs; what was opened for nobody is closed.
    private func unlessCancelled<T>(_ opened: T, close: (T) async -> Void) async throws -> T {
        guard Task.isCancelled else { return opened }
        await close(opened)
        throw CancellationError()
    }
}
