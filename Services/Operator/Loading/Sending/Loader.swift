import Logging
import Messages
import Messaging

/// Publishes messages as an outside system and waits until each is answered, however often broker and services go
/// away meanwhile.
struct Loader: Sendable {
    let broker: any Broker
    let system: String
    var pace = LoadPace()
    let logger: Logger
    /// Called about twice a second.
    let report: @Sendable (LoadProgress) -> Void

    private static let tick = Duration.milliseconds(500)
    private static let batchBytes = 1 << 20

    /// The answer to every document, by its id. Throws `OperatorError` when no answer has come for the whole patience.
    func send(_ documents: [InboundDocument]) async throws -> [EntityID: InboundAnswer] {
        guard !documents.isEmpty else { return [:] }
        let session = LoadSession(documents, pace: pace)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await receive(session) }
            group.addTask { try await publish(session) }
            group.addTask { try await watch(session) }
            // The watch ends when all is answered; whatever throws first ends the load.
            try await group.next()
            group.cancelAll()
        }
        return session.answers
    }

    // MARK: Watching

    private func watch(_ session: LoadSession) async throws {
        while !session.isComplete {
            guard session.sinceProgress < pace.patience else { throw givenUp(session.progress) }
            report(session.progress)
            session.wake()
            try await ContinuousClock().sleep(for: Self.tick)
        }
        report(session.progress)
    }

    private func givenUp(_ progress: LoadProgress) -> OperatorError {
        OperatorError(
            "No answer for \(pace.patience.components.seconds) s; \(progress.total - progress.answered) of \(progress.total) messages have none. quen doctor says what is away. Load again when it is back: what was taken is not taken twice."
        )
    }

    // MARK: Replies

    private func receive(_ session: LoadSession) async throws {
        var reconnecting = Reconnecting(logger: logger)
        while true {
            let consumer = try await reconnecting.open("replies") {
                try await broker.openConsumer(queue: "ext.\(system).replies", prefetch: 1000)
            }
            do {
                while true {
                    let deliveries = try await consumer.next(maxCount: 500, maxBytes: Self.batchBytes)
                    session.record(deliveries.compactMap(answer))
                    if let last = deliveries.last { try await consumer.acknowledge(upTo: last.tag) }
                    reconnecting.succeeded()
                }
            } catch let error as BrokerError {
                logger.warning("the connection for replies is lost", metadata: ["error": "\(error)"])
                await consumer.close()
            } catch {
                await consumer.close()
                throw error
            }
        }
    }

    /// An answer that cannot be read is no answer: the message is sent again and answered again.
    private func answer(_ delivery: Delivery) -> (messageId: String, answer: InboundAnswer)? {
        do throws(WireFault) {
            return try InboundAnswer.read(delivery.body)
        } catch {
            logger.warning("an answer cannot be read", metadata: ["error": "\(error.reason)"])
            return nil
        }
    }

    // MARK: Publishing

    private func publish(_ session: LoadSession) async throws {
        var reconnecting = Reconnecting(logger: logger)
        while true {
            let publisher = try await reconnecting.open("publisher") { try await broker.openPublisher() }
            let answeredBefore = session.progress.answered
            do {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await feed(publisher, session) }
                    group.addTask { try await listen(to: publisher) }
                    try await group.next()
                    group.cancelAll()
                }
                await publisher.close()
            } catch let error as BrokerError {
                logger.warning("the connection for publishing is lost", metadata: ["error": "\(error)"])
                await publisher.close()
                if session.progress.answered > answeredBefore { reconnecting.succeeded() }
                try await ContinuousClock().sleep(for: reconnecting.backoff.next())
            } catch {
                await publisher.close()
                throw error
            }
        }
    }

    private func feed(_ publisher: any BrokerPublisher, _ session: LoadSession) async throws {
        for await _ in session.wakeups() {
            let documents = session.take()
            guard !documents.isEmpty else { continue }
            do {
                try await publisher.publish(documents.map(\.message))
            } catch {
                session.takeBack(documents)
                throw error
            }
        }
        try Task.checkCancellation()
    }

    private func listen(to publisher: any BrokerPublisher) async throws {
        while true {
            let events = try await publisher.nextEvents()
            guard !events.isEmpty else { throw BrokerError.closed }
            for event in events {
                switch event {
                case .confirmed: break
                case .rejected: logger.warning("the broker refused a message, a queue is full; it is sent again")
                case .returned:
                    throw OperatorError("The broker has no queue for what other systems send. Run: quen topology apply")
                case .blocked(let reason):
                    logger.warning("the broker takes no messages for now", metadata: ["reason": "\(reason)"])
                case .unblocked: logger.notice("the broker takes messages again")
                case .closed(let error): throw error
                }
            }
        }
    }
}
