import Messages
import Messaging

/// Which messages were sent when and what was answered. Times are spans since the start.
struct ReplyLedger: Sendable {
    private struct Entry: Sendable {
        let document: InboundDocument
        var answer: InboundAnswer?
        var sentAt: Duration?
        var tries = 0
    }

    private let pace: LoadPace
    private var entries: [Entry] = []
    private var indexByID: [String: Int] = [:]
    /// Sent and not yet answered.
    private var waiting: Set<Int> = []
    private var nextUnsent = 0
    private(set) var accepted = 0
    private(set) var refused = 0
    /// When the last new answer came, or something went out for the first time; nothing before that, for nobody can answer
    /// what was not sent.
    private(set) var lastProgress: Duration?
    /// The same by routing key: each kind of message has a queue's order of its own.
    private var lastAnswer: [String: Duration] = [:]

    /// Two equal documents are one message.
    init(_ documents: [InboundDocument], pace: LoadPace) {
        self.pace = pace
        for document in documents where indexByID[document.id.description] == nil {
            indexByID[document.id.description] = entries.count
            entries.append(Entry(document: document))
        }
    }

    var total: Int { entries.count }
    var answered: Int { accepted + refused }
    var unanswered: Int { waiting.count }
    var isComplete: Bool { answered == total }
    var answers: [EntityID: InboundAnswer] {
        entries.reduce(into: [:]) { $0[$1.document.id] = $1.answer }
    }

    /// What is to be sent now: what has waited too long for its answer, then new ones as the window allows.
    mutating func take(at now: Duration) -> [InboundDocument] {
        var indices = waiting.filter { isDue($0, now) }.sorted()
        while nextUnsent < entries.count, waiting.count < pace.window {
            // One that an earlier run sent may have been answered already.
            if entries[nextUnsent].answer == nil {
                indices.append(nextUnsent)
                waiting.insert(nextUnsent)
                lastProgress = now
            }
            nextUnsent += 1
        }
        for index in indices {
            entries[index].sentAt = now
            entries[index].tries += 1
        }
        return indices.map { entries[$0].document }
    }

    /// They never left: they are due at once.
    mutating func takeBack(_ documents: [InboundDocument]) {
        for document in documents {
            guard let index = indexByID[document.id.description] else { continue }
            entries[index].sentAt = nil
            entries[index].tries = max(0, entries[index].tries - 1)
        }
    }

    /// A second answer to the same message, or one to a message of an earlier run, changes nothing.
    mutating func record(_ answer: InboundAnswer, to messageId: String, at now: Duration) {
        guard let index = indexByID[messageId], entries[index].answer == nil else { return }
        entries[index].answer = answer
        waiting.remove(index)
        lastProgress = now
        lastAnswer[entries[index].document.message.routingKey] = now
        if case .accepted = answer { accepted += 1 } else { refused += 1 }
    }

    /// While others of its kind are being answered, its turn is still to come: to send it again would only keep its
    /// service busy.
    private func isDue(_ index: Int, _ now: Duration) -> Bool {
        let entry = entries[index]
        guard let sentAt = entry.sentAt else { return true }
        let quietSince = max(sentAt, lastAnswer[entry.document.message.routingKey] ?? .zero)
        return now - quietSince >= pace.resendDelay(afterTries: entry.tries)
    }
}

/// How fast and how long messages are sent.
struct LoadPace: Sendable {
    /// At most so many unanswered at a time.
    var window = 500
    /// After so long without an answer to its kind a message is sent again, and then less and less often: while a service
    /// is away its queue keeps the first, and more of the same only fill it.
    var resendAfter = Duration.seconds(10)
    /// After so long without any answer the load is given up.
    var patience = Duration.seconds(300)

    func resendDelay(afterTries tries: Int) -> Duration {
        resendAfter * (1 << min(max(tries - 1, 0), 3))
    }
}
