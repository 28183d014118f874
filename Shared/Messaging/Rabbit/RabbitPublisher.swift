/// A confirm channel on a connection of its own.
final class RabbitPublisher: BrokerPublisher {
    private let mailbox: PublisherMailbox

    init(_ mailbox: PublisherMailbox) { self.mailbox = mailbox }

    /// One that was forgotten leaves no thread behind.
    deinit { mailbox.requestClose() }

    func publish(_ messages: [OutboundMessage]) async throws -> UInt64 {
        precondition(!messages.isEmpty, "publish at least one message")
        for message in messages { try message.checkLimits() }
        return try await mailbox.submit(messages)
    }

    func nextEvents() async throws -> [PublisherEvent] { try await mailbox.takeEvents() }

    func close() async {
        mailbox.requestClose()
        await mailbox.waitForEnd()
    }
}
