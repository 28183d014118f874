import Messages
import Synchronization

/// What the sender, the receiver and the watch of one load share.
final class LoadSession: Sendable {
    private let ledger: Mutex<ReplyLedger>
    private let wakeup = Mutex<AsyncStream<Void>.Continuation?>(nil)
    private let started = ContinuousClock.now

    init(_ documents: [InboundDocument], pace: LoadPace) {
        ledger = Mutex(ReplyLedger(documents, pace: pace))
    }

    var elapsed: Duration { started.duration(to: .now) }
    var isComplete: Bool { ledger.withLock { $0.isComplete } }
    var answers: [EntityID: InboundAnswer] { ledger.withLock { $0.answers } }
    var sinceProgress: Duration {
        let elapsed = elapsed
        return ledger.withLock { $0.lastProgress.map { elapsed - $0 } ?? .zero }
    }

    var progress: LoadProgress {
        let elapsed = elapsed
        return ledger.withLock {
            LoadProgress(
                total: $0.total, accepted: $0.accepted, refused: $0.refused, unanswered: $0.unanswered, elapsed: elapsed
            )
        }
    }

    func take() -> [InboundDocument] {
        let now = elapsed
        return ledger.withLock { $0.take(at: now) }
    }

    func takeBack(_ documents: [InboundDocument]) { ledger.withLock { $0.takeBack(documents) } }

    func record(_ answers: [(messageId: String, answer: InboundAnswer)]) {
        let now = elapsed
        ledger.withLock { for answer in answers { $0.record(answer.answer, to: answer.messageId, at: now) } }
        wake()
    }

    /// Yields whenever there may be something to send. For one sender at a time: a new one ends the old one's.
    func wakeups() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        continuation.yield()
        wakeup.withLock { current in
            current?.finish()
            current = continuation
        }
        return stream
    }

    func wake() { _ = wakeup.withLock { $0?.yield() } }
}

/// How far a load is.
struct LoadProgress: Sendable, Equatable {
    var total: Int
    var accepted: Int
    var refused: Int
    var unanswered: Int
    var elapsed: Duration

    var answered: Int { accepted + refused }

    var text: String {
        let milliseconds = elapsed.components.seconds * 1000 + elapsed.components.attoseconds / 1_000_000_000_000_000
        let rate = Int64(answered) * 1000 / max(1, milliseconds)
        return "\(answered) of \(total) answered, \(refused) refused, \(unanswered) waiting, \(rate)/s"
    }
}
