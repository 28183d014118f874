extension MemoryState {
    /// Unread events at which a publisher must wait for its owner.
    static let unreadEventLimit = 16_384

    enum PublishOutcome {
        case accepted(first: UInt64)
        case mustWait
        case gone
    }

    mutating func publish(_ messages: [OutboundMessage], from id: UInt64) -> PublishOutcome {
        guard let first = publishers[id]?.nextTag, publishers[id]?.error == nil else { return .gone }
        guard !isBlocked, (publishers[id]?.events.count ?? 0) < Self.unreadEventLimit else { return .mustWait }
        for message in messages {
            guard publishOne(message, from: id) else { break }
        }
        publishers[id]?.changed.raise()
        return .accepted(first: first)
    }

    /// Ends a publisher. Its last event is `.closed`.
    mutating func endPublisher(_ id: UInt64, _ error: BrokerError) {
        guard publishers[id]?.error == nil else { return }
        publishers[id]?.error = error
        publishers[id]?.events.append(.closed(error))
        publishers[id]?.changed.raise()
    }

    /// Whether the channel still lives after it.
    private mutating func publishOne(_ message: OutboundMessage, from id: UInt64) -> Bool {
        guard let tag = publishers[id]?.takeTag() else { return false }
        if let error = refusal(of: message) {
            endPublisher(id, error)
            return false
        }
        let targets = route(message)
        if targets.isEmpty, message.isMandatory {
            publishers[id]?.events.append(
                .returned(messageID: message.properties.messageID ?? "", code: 312, text: "NO_ROUTE"))
        }
        if settle(message, targets) {
            publishers[id]?.confirm(tag)
        } else {
            publishers[id]?.events.append(.rejected(tag: tag, multiple: false))
        }
        for queue in targets { pump(queue) }
        return true
    }

    private func refusal(of message: OutboundMessage) -> BrokerError? {
        if !message.exchange.isEmpty, exchanges[message.exchange] == nil {
            return .channel(code: 404, text: "NOT_FOUND - no exchange '\(message.exchange)' in vhost 'memory'")
        }
        if message.body.count > maxMessageBytes {
            return .channel(
                code: 406,
                text: "PRECONDITION_FAILED - message size \(message.body.count) is larger than configured "
                    + "max size \(maxMessageBytes)")
        }
        return nil
    }

    /// Enqueues to every target. As in RabbitMQ, one full queue makes the answer a refusal and yet the others keep
    /// their copy.
    private mutating func settle(_ message: OutboundMessage, _ targets: [String]) -> Bool {
        if rejectionsLeft > 0 {
            rejectionsLeft -= 1
            return false
        }
        return targets.map { queues[$0]?.enqueue(message) ?? true }.allSatisfy { $0 }
    }

    /// The queues that get it, each once.
    private func route(_ message: OutboundMessage) -> [String] {
        guard !message.exchange.isEmpty else {
            return queues[message.routingKey] == nil ? [] : [message.routingKey]
        }
        var name: String? = message.exchange
        var visited: Set<String> = []
        while let current = name, visited.insert(current).inserted, let exchange = exchanges[current] {
            let found = bindings.filter { $0.exchange == current && exchange.routes(message.routingKey, by: $0) }
            if !found.isEmpty { return Set(found.map(\.queue)).sorted() }
            name = exchange.alternate
        }
        return []
    }
}

extension MemoryState.Publisher {
    fileprivate mutating func takeTag() -> UInt64 {
        defer { nextTag += 1 }
        return nextTag
    }

    /// Runs of confirms become one with `multiple`, as the broker does it.
    fileprivate mutating func confirm(_ tag: UInt64) {
        if case .confirmed = events.last {
            events[events.count - 1] = .confirmed(tag: tag, multiple: true)
        } else {
            events.append(.confirmed(tag: tag, multiple: false))
        }
    }
}

extension Topology.Exchange {
    fileprivate func routes(_ key: String, by binding: Topology.Binding) -> Bool {
        switch kind {
        case .fanout: true
        case .topic: TopicPattern(binding.key).matches(key)
        }
    }
}
