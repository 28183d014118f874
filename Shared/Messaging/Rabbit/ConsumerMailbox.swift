import Synchronization

/// What the owner of a consumer and its connection's thread hand to each other. The buffer is bounded by the prefetch:
/// the broker sends no more until it is acknowledged.
final class ConsumerMailbox: Sendable {
    private struct State {
        var buffer = FIFO<Delivery>()
        var acknowledged: UInt64 = 0
        /// What the thread has yet to tell the broker.
        var pendingAcknowledgement: UInt64?
        var isClosing = false
        var error: BrokerError?
    }

    let wakeup: Wakeup
    private let state = Mutex(State())
    private let news = Signal()

    init(wakeup: Wakeup) { self.wakeup = wakeup }

    // MARK: - The owner's side

    func take(maxCount: Int, maxBytes: Int) async throws -> [Delivery] {
        while true {
            try Task.checkCancellation()
            let version = news.version
            let batch = try takeBuffered(maxCount: maxCount, maxBytes: maxBytes)
            if !batch.isEmpty { return batch }
            try await news.wait(after: version)
        }
    }

    func takeBuffered(maxCount: Int, maxBytes: Int) throws(BrokerError) -> [Delivery] {
        try state.withLock { state throws(BrokerError) -> [Delivery] in
            if let error = state.error { throw error }
            if state.isClosing { throw .closed }
            let count = state.buffer.batchCount(maxCount: maxCount, maxBytes: maxBytes)
            return count == 0 ? [] : state.buffer.take(count)
        }
    }

    func acknowledge(upTo tag: UInt64) throws(BrokerError) {
        let mustWake = try state.withLock { state throws(BrokerError) -> Bool in
            if let error = state.error { throw error }
            if state.isClosing { throw .closed }
            guard tag > state.acknowledged else { return false }
            state.acknowledged = tag
            defer { state.pendingAcknowledgement = tag }
            return state.pendingAcknowledgement == nil
        }
        if mustWake { wakeup.raise() }
    }

    func requestClose() {
        state.withLock { $0.isClosing = true }
        news.raise()
        wakeup.raise()
    }

    func waitForEnd() async {
        while true {
            let version = news.version
            if state.withLock({ $0.error != nil }) { return }
            await news.waitToEnd(after: version)
        }
    }

    // MARK: - The thread's side

    var isClosing: Bool { state.withLock { $0.isClosing } }

    func takeAcknowledgement() -> UInt64? {
        state.withLock { state in
            defer { state.pendingAcknowledgement = nil }
            return state.pendingAcknowledgement
        }
    }

    func deliver(_ deliveries: [Delivery]) {
        state.withLock { $0.buffer.append(contentsOf: deliveries) }
        news.raise()
    }

    func end(_ error: BrokerError) {
        state.withLock { state in
            state.error = error
            state.buffer.removeAll()
        }
        news.raise()
    }
}
