import Foundation
import GRDB
import Messages
import Store

/// A message that was taken off its queue and could not be applied: it waits here, visible to the operator.
public struct DeferredRow: Sendable, Codable, FetchableRecord {
    public enum State: String, Sendable, Codable, DatabaseValueConvertible {
        /// Tried again at `dueAt`.
        case retry
        /// Waits behind an earlier one of its subject.
        case blocked
        /// Its type or major is not known to this release.
        case unknown
        /// Given up, until an operator replays or discards it.
        case parked
    }

    public var number: Int64
    public var state: State
    public var isStep: Bool
    public var source: String?
    public var messageId: String?
    public var type: String?
    public var subject: String?
    public var queue: String
    public var routingKey: String
    public var body: Data
    public var attempts: Int
    public var dueAt: Instant?
    public var code: String?
    public var reason: String?
    /// What happened at each try, as a JSON list of strings.
    public var history: String
    public var firstAt: Instant
    public var lastAt: Instant

    var unit: IncomingUnit { IncomingUnit(body: Array(body), routingKey: routingKey) }
}

/// When a failed message is tried again: growing delays with jitter, then never by itself.
enum RetrySchedule {
    static let delays: [Duration] = [
        .seconds(1), .seconds(5), .seconds(30), .seconds(120), .seconds(600), .seconds(3600), .seconds(21_600),
    ]

    /// Nothing once all are used up. `jitter` is 0 ..< 1 and moves the delay by at most a fifth.
    static func delay(afterAttempts attempts: Int, jitter: Double) -> Duration? {
        guard attempts < delays.count else { return nil }
        return delays[attempts] * (0.8 + 0.4 * jitter)
    }
}

extension Transaction {
    /// Whether an earlier message of the subject still waits, so that a step must queue behind it.
    func isBlocked(_ envelope: Envelope) throws -> Bool {
        guard let subject = envelope.subject else { return false }
        return try Bool.fetchOne(
            db.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM deferred WHERE source = ? AND subject = ? AND isStep)"),
            arguments: [envelope.source, subject]) ?? false
    }

    /// Puts a unit aside.
    func deferUnit(
        _ unit: IncomingUnit, queue: String, isStep: Bool, state: DeferredRow.State, dueAt: Instant?,
        code: String?, reason: String?
    ) throws {
        let envelope = unit.message?.envelope
        let history = reason.map { ["\(now) \($0)"] } ?? []
        try db.execute(
            sql: """
                INSERT INTO deferred(state, isStep, source, messageId, type, subject, queue, routingKey, body, attempts, dueAt,
                  code, reason, history, firstAt, lastAt)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                state, isStep, envelope?.source, unit.message?.rawID, envelope?.type, envelope?.subject?.description,
                queue, unit.routingKey, Data(unit.body), state == .retry ? 1 : 0, dueAt, code, reason,
                String(decoding: try WireJSON.encode(history), as: UTF8.self), now, now,
            ])
    }

    /// Notes another failure: a later time, or the end of trying.
    func deferAgain(_ row: DeferredRow, dueAt: Instant?, code: String, reason: String) throws {
        var history = (try? JSONDecoder().decode([String].self, from: Data(row.history.utf8))) ?? []
        history.append("\(now) \(reason)")
        try db.execute(
            sql: """
                UPDATE deferred SET state = ?, attempts = attempts + 1, dueAt = ?, code = ?, reason = ?, history = ?, lastAt = ?
                WHERE number = ?
                """,
            arguments: [
                dueAt == nil ? DeferredRow.State.parked : .retry, dueAt, code, reason,
                String(decoding: try WireJSON.encode(Array(history.suffix(20))), as: UTF8.self), now, row.number,
            ])
    }
}

/// How a thrown error is told to an operator, and whether trying again can help.
struct FailureReport {
    let code: String
    let reason: String
    let isPermanent: Bool

    init(_ error: any Error) {
        switch error {
        case ConsumingError.hole(let after):
            (code, reason, isPermanent) = (
                "hole", "events after \(after?.description ?? "none") have not come yet", false
            )
        case ConsumingError.unknownType(let type):
            (code, reason, isPermanent) = ("unknown-type", "\(type) is not known to this release", false)
        case let error as any QuenError:
            (code, reason) = (error.code, [error.path, error.message.en].compactMap(\.self).joined(separator: ": "))
            isPermanent = error.consequence == .invalid
        case let error as DatabaseError:
            (code, reason) = ("database-\(error.resultCode.rawValue)", error.message ?? "database error")
            isPermanent = false
        default: (code, reason, isPermanent) = ("internal", "\(type(of: error)): \(error)", false)
        }
    }
}
