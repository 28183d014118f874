import Messaging

/// What became of the publishes of one channel.
struct Outcomes {
    private(set) var confirmed: Set<UInt64> = []
    private(set) var rejected: Set<UInt64> = []
    private(set) var events: [PublisherEvent] = []
    private var firstOpen: UInt64 = 1

    /// Reads until every tag through `last` has an outcome or the channel has ended.
    mutating func read(_ publisher: any BrokerPublisher, through last: UInt64) async throws {
        while !(firstOpen...max(firstOpen, last)).allSatisfy(isSettled), firstOpen <= last {
            let news = try await publisher.nextEvents()
            if news.isEmpty { return }
            for event in news { apply(event) }
            if case .closed = news.last { return }
        }
    }

    /// Reads until an event is as wanted, or the channel has ended.
    mutating func read(_ publisher: any BrokerPublisher, until isWanted: (PublisherEvent) -> Bool) async throws {
        while !events.contains(where: isWanted) {
            let news = try await publisher.nextEvents()
            if news.isEmpty { return }
            for event in news { apply(event) }
        }
    }

    private func isSettled(_ tag: UInt64) -> Bool { confirmed.contains(tag) || rejected.contains(tag) }

    private mutating func apply(_ event: PublisherEvent) {
        events.append(event)
        switch event {
        case .confirmed(let tag, let multiple): confirmed.formUnion(open(tag, multiple))
        case .rejected(let tag, let multiple): rejected.formUnion(open(tag, multiple))
        case .returned, .blocked, .unblocked, .closed: break
        }
        while isSettled(firstOpen) { firstOpen += 1 }
    }

    private func open(_ tag: UInt64, _ multiple: Bool) -> [UInt64] {
        multiple ? (firstOpen...max(firstOpen, tag)).filter { !isSettled($0) && $0 <= tag } : [tag]
    }
}

extension BrokerConsumer {
    /// Takes `count` deliveries and acknowledges none.
    func collect(_ count: Int, atMost maxCount: Int = 500) async throws -> [Delivery] {
        var taken: [Delivery] = []
        while taken.count < count {
            taken += try await next(maxCount: min(maxCount, count - taken.count), maxBytes: 1_000_000)
        }
        return taken
    }
}
