import Synchronization

/// What the owner of a publisher and its connection's thread hand to each other.
final class PublisherMailbox: Sendable {
    /// Accepted and not yet written messages at which `publish` waits.
    static let countLimit = 1024
    /// The same in bytes of bodies.
    static let byteLimit = 4 * 1024 * 1024
    /// Events that the owner has not taken at which `publish` waits.
    static let eventLimit = 16_384

    private struct State {
        var waiting: [OutboundMessage] = []
        var unsentCount = 0
        var unsentBytes = 0
        var nextTag: UInt64 = 1
        var events: [PublisherEvent] = []
        var isBlocked = false
        var isWoken = false
        var isClosing = false
        var isOver = false

        var hasRoom: Bool {
            !isBlocked && unsentCount < countLimit && unsentBytes < byteLimit && events.count < eventLimit
        }
    }

    let wakeup: Wakeup
    private let state = Mutex(State())
    /// Raised when `publish` may go on.
    private let room = Signal()
    /// Raised when there are events or the end has come.
    private let news = Signal()

    init(wakeup: Wakeup) { self.wakeup = wakeup }

    // MARK: - The owner's side

    func submit(_ messages: [OutboundMessage]) async throws -> UInt64 {
        while true {
            try Task.checkCancellation()
            let version = room.version
            if let first = try accept(messages) { return first }
            try await room.wait(after: version)
        }
    }

    func takeEvents() async throws -> [PublisherEvent] {
        while true {
            try Task.checkCancellation()
            let version = news.version
            let (events, isOver) = state.withLock { state in
                defer { state.events = [] }
                return (state.events, state.isOver)
            }
            if !events.isEmpty {
                if events.count >= Self.eventLimit { room.raise() }
                return events
            }
            if isOver { return [] }
            try await news.wait(after: version)
        }
    }

    func requestClose() {
        state.withLock { $0.isClosing = true }
        room.raise()
        wakeup.raise()
    }

    func waitForEnd() async {
        while true {
            let version = news.version
            if state.withLock({ $0.isOver }) { return }
            await news.waitToEnd(after: version)
        }
    }

    /// The tag of the first, or nothing where there is no room.
    private func accept(_ messages: [OutboundMessage]) throws(BrokerError) -> UInt64? {
        let (first, mustWake) = try state.withLock { state throws(BrokerError) -> (UInt64?, Bool) in
            if state.isClosing || state.isOver { throw .closed }
            guard state.hasRoom else { return (nil, false) }
            let first = state.nextTag
            state.nextTag += UInt64(messages.count)
            state.waiting.append(contentsOf: messages)
            state.unsentCount += messages.count
            state.unsentBytes += messages.reduce(0) { $0 + $1.body.count }
            defer { state.isWoken = true }
            return (first, !state.isWoken)
        }
        if mustWake { wakeup.raise() }
        return first
    }

    // MARK: - The thread's side

    var isClosing: Bool { state.withLock { $0.isClosing } }

    /// Exchanges an emptied array for what waits.
    func swapWaiting(_ emptied: inout [OutboundMessage]) {
        state.withLock { state in
            state.isWoken = false
            swap(&state.waiting, &emptied)
        }
    }

    func sent(count: Int, bytes: Int) {
        state.withLock { state in
            state.unsentCount -= count
            state.unsentBytes -= bytes
        }
        room.raise()
    }

    func deliver(_ events: [PublisherEvent], isBlocked: Bool) {
        let wasBlocked = state.withLock { state in
            defer { state.isBlocked = isBlocked }
            state.events.append(contentsOf: events)
            return state.isBlocked
        }
        news.raise()
        if wasBlocked, !isBlocked { room.raise() }
    }

    func end(_ error: BrokerError) {
        state.withLock { state in
            state.isOver = true
            state.waiting = []
            state.events.append(.closed(error))
        }
        news.raise()
        room.raise()
    }
}
