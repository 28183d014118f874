import Foundation
import Messages
import Store

/// What the relay knows of the rows on their way: pure bookkeeping, so that its rules can be tested without a broker.
///
/// At most one row of a subject is under way at a time; so a row that the broker refuses can hold back its subject
/// without a later one having passed it. Rows without a subject go freely.
struct RelayLedger {
    /// A row handed to the broker and not settled.
    private struct Flight {
        let row: OutboxRow
        var isReturned = false
        var attempts: Int
    }

    private struct Subject {
        /// Rows that wait for the one under way, oldest first.
        var queue: [OutboxRow] = []
        /// Set while the broker refuses the subject's first row: its rows are held then.
        var held: [OutboxRow] = []
        var attempts = 0
        var retryAt: ContinuousClock.Instant?
        var isInFlight = false
    }

    private var flights: [UInt64: Flight] = [:]
    private var tagByMessage: [EntityID: UInt64] = [:]
    private var subjects: [String: Subject] = [:]
    /// Rows read but not settled, for the position: everything below the least of these is done.
    private var open: Set<Int64> = []
    private var lowestOpen: Int64?
    private(set) var lastRead: Int64
    private var heldChanges: [HeldRow] = []
    private var released: [Int64] = []
    private var lowestUnsettledTag: UInt64 = 1

    /// Rows that may go now, in order.
    private(set) var ready: [OutboxRow] = []

    private var writtenPosition: Int64

    init(position: Int64) {
        lastRead = position
        writtenPosition = position
    }

    var inFlight: Int { flights.count }
    /// Rows that wait for an earlier one of their subject.
    private(set) var waiting = 0
    /// The subjects that have held rows.
    private var heldNames: Set<String> = []

    /// Every row up to here is confirmed or held.
    var position: Int64 { open.min().map { $0 - 1 } ?? lastRead }

    /// Takes in rows read from the outbox, in order.
    mutating func admit(_ rows: [OutboxRow]) {
        for row in rows where row.seq > lastRead {
            lastRead = row.seq
            guard let name = row.subject else {
                open.insert(row.seq)
                ready.append(row)
                continue
            }
            var subject = subjects[name] ?? Subject()
            if !subject.held.isEmpty {
                subject.held.append(row)
                heldChanges.append(
                    HeldRow(seq: row.seq, subject: name, attempts: 0, reason: "waits behind an earlier one"))
            } else if subject.isInFlight {
                open.insert(row.seq)
                subject.queue.append(row)
                waiting += 1
            } else {
                open.insert(row.seq)
                subject.isInFlight = true
                ready.append(row)
            }
            subjects[name] = subject
        }
    }

    /// Takes in rows that were held when the process started.
    mutating func restore(_ rows: [(OutboxRow, attempts: Int)], now: ContinuousClock.Instant) {
        for (row, attempts) in rows {
            let name = row.subject ?? Self.ownName(row)
            var subject = subjects[name] ?? Subject()
            subject.held.append(row)
            heldNames.insert(name)
            subject.attempts = max(subject.attempts, attempts)
            subject.retryAt = now
            subjects[name] = subject
        }
    }

    /// At most `count` of the rows that may go; they must be `sent` next, whether that succeeds or not.
    mutating func takeReady(_ count: Int) -> [OutboxRow] {
        let rows = Array(ready.prefix(max(0, count)))
        ready.removeFirst(rows.count)
        return rows
    }

    /// The rows went out under `firstTag` and the following ones.
    mutating func sent(_ rows: [OutboxRow], firstTag: UInt64) {
        for (offset, row) in rows.enumerated() {
            let tag = firstTag + UInt64(offset)
            flights[tag] = Flight(row: row, attempts: 0)
            tagByMessage[row.id] = tag
        }
    }

    mutating func returned(messageID: String) {
        guard let id = EntityID(messageID), let tag = tagByMessage[id] else { return }
        flights[tag]?.isReturned = true
    }

    /// Settles `tag`, or all up to it.
    mutating func settle(tag: UInt64, multiple: Bool, isRefused: Bool, now: ContinuousClock.Instant) {
        let tags = multiple ? (lowestUnsettledTag...max(tag, lowestUnsettledTag)).filter { flights[$0] != nil } : [tag]
        if multiple { lowestUnsettledTag = tag + 1 }
        for tag in tags {
            guard let flight = flights.removeValue(forKey: tag) else { continue }
            tagByMessage[flight.row.id] = nil
            if isRefused || flight.isReturned {
                hold(
                    flight.row, reason: isRefused ? "refused by the broker: a queue is full" : "no queue is bound", now)
            } else {
                confirm(flight.row)
            }
        }
    }

    private mutating func confirm(_ row: OutboxRow) {
        open.remove(row.seq)
        let name = row.subject ?? Self.ownName(row)
        guard var subject = subjects[name] else { return }
        subject.isInFlight = false
        defer { subjects[name] = subject.queue.isEmpty && subject.held.isEmpty && !subject.isInFlight ? nil : subject }
        if subject.held.first?.seq == row.seq {
            subject.held.removeFirst()
            released.append(row.seq)
            subject.attempts = 0
            subject.retryAt = nil
            guard let next = subject.held.first else {
                heldNames.remove(name)
                return
            }
            subject.isInFlight = true
            return ready.append(next)
        }
        guard !subject.queue.isEmpty else { return }
        subject.isInFlight = true
        waiting -= 1
        ready.append(subject.queue.removeFirst())
    }

    /// A message without a subject (a reply) has no order to keep: where it is held, it is under its own id.
    private static func ownName(_ row: OutboxRow) -> String { "message/\(row.id)" }

    /// Holds the row and everything of its subject behind it.
    private mutating func hold(_ row: OutboxRow, reason: String, _ now: ContinuousClock.Instant) {
        let name = row.subject ?? Self.ownName(row)
        var subject = subjects[name] ?? Subject()
        subject.isInFlight = false
        subject.attempts += 1
        subject.retryAt = now.advanced(by: Self.backoff(subject.attempts))
        if subject.held.first?.seq != row.seq { subject.held = [row] + subject.queue }
        waiting -= subject.queue.count
        subject.queue = []
        heldNames.insert(name)
        for held in subject.held {
            open.remove(held.seq)
            let isFirst = held.seq == row.seq
            heldChanges.append(
                HeldRow(
                    seq: held.seq, subject: name, attempts: isFirst ? subject.attempts : 0,
                    reason: isFirst ? reason : "waits behind an earlier one"))
        }
        subjects[name] = subject
    }

    /// 0.2 s doubled up to a minute.
    static func backoff(_ attempts: Int) -> Duration {
        min(.seconds(60), .milliseconds(200) * (1 << min(attempts - 1, 16)))
    }

    /// Makes the first rows of held subjects ready whose time has come.
    mutating func readyHeld(now: ContinuousClock.Instant) {
        var due: [OutboxRow] = []
        for name in heldNames {
            guard let subject = subjects[name], let retryAt = subject.retryAt, retryAt <= now, !subject.isInFlight,
                let first = subject.held.first
            else { continue }
            subjects[name]?.isInFlight = true
            due.append(first)
        }
        ready += due.sorted { $0.seq < $1.seq }
    }

    var nextRetry: ContinuousClock.Instant? {
        heldNames.compactMap { subjects[$0] }.compactMap { $0.isInFlight ? nil : $0.retryAt }.min()
    }

    /// What must be written now; asking takes it.
    mutating func takeProgress() -> RelayProgress {
        defer { (heldChanges, released, writtenPosition) = ([], [], position) }
        return RelayProgress(position: position, held: heldChanges, released: released)
    }

    var hasHeldChanges: Bool { !heldChanges.isEmpty || !released.isEmpty }
    var hasProgress: Bool { hasHeldChanges || position != writtenPosition }

    /// The channel is gone: what was under way has no outcome and goes again, in order.
    @discardableResult
    mutating func channelLost() -> [OutboxRow] {
        let again = flights.values.map(\.row).sorted { $0.seq < $1.seq }
        ready = again + ready
        flights = [:]
        tagByMessage = [:]
        lowestUnsettledTag = 1
        return again
    }

    /// Gives up on a row that closes the channel each time: it is held like a refused one.
    mutating func holdPoison(_ row: OutboxRow, reason: String, now: ContinuousClock.Instant) {
        ready.removeAll { $0.seq == row.seq }
        hold(row, reason: reason, now)
    }
}
