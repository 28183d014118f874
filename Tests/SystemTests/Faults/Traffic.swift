import Foundation
import Messages
import Messaging
import TestKit

/// An outside system that sends revision after revision of its records, in their order, each again until the broker has
/// confirmed it. Which record comes next is random, from the suite's seed.
actor Traffic {
    static let system = "test"
    let kind: RecordKind
    private let broker: RabbitBroker
    private let records: Int
    private var generator: SeededGenerator
    private var revisions: [Int: Int] = [:]
    /// How many messages the broker has confirmed.
    private(set) var sent = 0
    private static let window = 500
    private static let slice = 25

    init(_ installation: Installation, _ kind: RecordKind, records: Int = 50, port: Int? = nil) {
        self.kind = kind
        self.records = records
        var configuration = installation.host.configuration(user: "ext.\(Self.system)")
        configuration.port = port ?? configuration.port
        broker = RabbitBroker(configuration)
        generator = SeededGenerator(seed: Fault.seed)
    }

    /// Sends `count` further revisions of random records. How long that took.
    @discardableResult
    func send(_ count: Int, perSecond: Int? = nil) async throws -> Duration {
        let messages = try (0..<count).map { _ in try next(Int.random(in: 0..<records, using: &generator), mark: "") }
        let start = ContinuousClock.now
        try await publish(messages, perSecond: perSecond)
        return ContinuousClock.now - start
    }

    /// Sends one revision of each of these records. `mark` goes into the names.
    func send(records: [Int], mark: String = "") async throws {
        try await publish(try records.map { try next($0, mark: mark) }, perSecond: nil)
    }

    private func next(_ record: Int, mark: String) throws -> OutboundMessage {
        let revision = (revisions[record] ?? 0) + 1
        revisions[record] = revision
        return try OutsideSystem.message(
            kind.payload(record, revision: revision, mark: mark), id: "\(kind)-\(record)-\(revision)",
            system: Self.system, time: Instant(Date()))
    }

    /// Everything from the first unconfirmed one on goes again after a lost connection: duplicates, but no order lost.
    private func publish(_ messages: [OutboundMessage], perSecond: Int?) async throws {
        var rest = messages[...]
        let start = ContinuousClock.now
        while !rest.isEmpty {
            let done = messages.count - rest.count
            let confirmed = try await attempt(rest) { count in
                guard let perSecond else { return }
                try await ContinuousClock().sleep(
                    until: start + .milliseconds((done + count) * 1000 / perSecond))
            }
            rest = rest.dropFirst(confirmed)
            sent += confirmed
            if !rest.isEmpty { try await Task.sleep(for: .milliseconds(200)) }
        }
    }

    /// How many, from the first on, were confirmed before the connection was lost.
    private func attempt(
        _ messages: ArraySlice<OutboundMessage>, pace: (Int) async throws -> Void
    ) async throws -> Int {
        var confirms = Confirms()
        guard let publisher = try? await broker.openPublisher() else {
            try Task.checkCancellation()
            return 0
        }
        do {
            for start in stride(from: messages.startIndex, to: messages.endIndex, by: Self.slice) {
                let end = min(start + Self.slice, messages.endIndex)
                try await pace(start - messages.startIndex)
                try await publisher.publish(Array(messages[start..<end]))
                let published = end - messages.startIndex
                while confirms.contiguous < published - Self.window { try await confirms.read(publisher) }
            }
            while confirms.contiguous < messages.count { try await confirms.read(publisher) }
        } catch is BrokerError {
            // The rest goes again.
        }
        await publisher.close()
        try Task.checkCancellation()
        return confirms.contiguous
    }
}

/// Which of a channel's messages the broker has confirmed.
private struct Confirms {
    private(set) var contiguous = 0
    private var others: Set<UInt64> = []

    mutating func read(_ publisher: any BrokerPublisher) async throws {
        let events = try await publisher.nextEvents()
        if events.isEmpty { throw BrokerError.closed }
        for event in events {
            switch event {
            case .confirmed(let tag, let multiple):
                if multiple { contiguous = max(contiguous, Int(tag)) } else { others.insert(tag) }
            case .rejected: throw BrokerError.closed
            case .closed(let error): throw error
            case .returned, .blocked, .unblocked: break
            }
        }
        while others.remove(UInt64(contiguous + 1)) != nil { contiguous += 1 }
        others = others.filter { $0 > contiguous }
    }
}
