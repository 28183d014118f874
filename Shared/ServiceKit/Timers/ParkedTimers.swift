import Foundation
import GRDB
import Messages
import Store

/// A timer that is not fired without an operator's word, and why: its handler killed the process, or the store was put back
/// to a backup and nobody knows whether it fired since.
public struct ParkedTimer: Codable, Sendable, FetchableRecord {
    public var kind: String
    public var subject: String
    public var occurrence: String
    public var dueAt: Instant
    public var reason: String?
    public var changedAt: Instant
}

/// Which of them: all that fit what is given.
public struct ParkedTimerChoice: Codable, Sendable {
    public var kind: String?
    public var subject: String?

    public init(kind: String? = nil, subject: String? = nil) {
        self.kind = kind
        self.subject = subject
    }
}

/// What an operator can do with them. Everything is audited.
public struct ParkedTimers: Sendable {
    private let kernel: ServiceKernel
    private let cause: Cause

    public init(_ kernel: ServiceKernel, by cause: Cause = Cause(origin: .operator)) {
        self.kernel = kernel
        self.cause = cause
    }

    private static let chosen = "state = 'parked' AND (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR subject = ?2)"

    /// The earliest due first; at most a thousand.
    public func list(_ choice: ParkedTimerChoice) async throws -> [ParkedTimer] {
        try await kernel.store.read { db in
            try ParkedTimer.fetchAll(
                db, sql: "SELECT * FROM timer WHERE \(Self.chosen) ORDER BY dueAt, kind, subject LIMIT 1000",
                arguments: [choice.kind, choice.subject])
        }
    }

    /// Lets them fire, those that are due at once; how many.
    public func release(_ choice: ParkedTimerChoice) async throws -> Int {
        try await change(choice, to: "waiting", action: "timers released")
    }

    /// They never fire; how many.
    public func drop(_ choice: ParkedTimerChoice) async throws -> Int {
        try await change(choice, to: "cancelled", action: "timers dropped")
    }

    private func change(_ choice: ParkedTimerChoice, to state: String, action: String) async throws -> Int {
        let count = try await kernel.store.write(cause: cause) { transaction in
            try transaction.db.execute(
                sql: "UPDATE timer SET state = ?3, changedAt = ?4 WHERE \(Self.chosen)",
                arguments: [choice.kind, choice.subject, state, transaction.now])
            let count = transaction.db.changesCount
            try transaction.audit(
                action, subject: choice.subject, details: ["kind": choice.kind ?? "all", "count": "\(count)"])
            return count
        }
        kernel.wakeTimers()
        return count
    }
}
