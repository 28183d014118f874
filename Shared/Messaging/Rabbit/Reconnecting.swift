import Logging

/// Opens a publisher or a consumer again and again until it succeeds, for the relay and the consumer loop.
public struct Reconnecting: Sendable {
    private let clock: any Clock<Duration>
    private let logger: Logger
    public var backoff: Backoff

    public init(backoff: Backoff = Backoff(), clock: any Clock<Duration> = ContinuousClock(), logger: Logger) {
        self.backoff = backoff
        self.clock = clock
        self.logger = logger
    }

    /// Returns what `open` returns once it does; only cancellation ends the attempts. Every failure of the broker is
    /// logged, refused credentials as an error because waiting alone will not mend them. Other errors pass through.
    ///
    /// The waits start small again only when the owner calls `succeeded()`, after the channel has done some work: a
    /// broker that accepts and then closes at once is not hammered.
    public mutating func open<T: Sendable>(_ what: String, _ open: () async throws -> T) async throws -> T {
        while true {
            do {
                return try await open()
            } catch let error as BrokerError {
                let wait = backoff.next()
                logger.log(
                    level: error.needsOperator ? .error : .warning, "\(what): cannot reach the broker",
                    metadata: ["error": "\(error)", "retry": "\(wait)"])
                try await clock.sleep(for: wait)
            }
        }
    }

    public mutating func succeeded() { backoff.reset() }
}

extension BrokerError {
    /// Whether somebody has to change something before it can work.
    fileprivate var needsOperator: Bool {
        switch self {
        case .accessRefused, .channel, .consumerCancelled: true
        case .connection, .timeout, .closed: false
        }
    }
}
