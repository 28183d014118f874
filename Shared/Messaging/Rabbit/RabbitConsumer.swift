/// A consuming channel on a connection of its own.
final class RabbitConsumer: BrokerConsumer {
    private let mailbox: ConsumerMailbox

    init(_ mailbox: ConsumerMailbox) { self.mailbox = mailbox }

    /// One that was forgotten leaves no thread behind.
    deinit { mailbox.requestClose() }

    func next(maxCount: Int, maxBytes: Int) async throws -> [Delivery] {
        try await mailbox.take(maxCount: maxCount, maxBytes: maxBytes)
    }

    func takeBuffered(maxCount: Int, maxBytes: Int) throws -> [Delivery] {
        try mailbox.takeBuffered(maxCount: maxCount, maxBytes: maxBytes)
    }

    func acknowledge(upTo tag: UInt64) async throws { try mailbox.acknowledge(upTo: tag) }

    func close() async {
        mailbox.requestClose()
        await mailbox.waitForEnd()
    }
}
