import Foundation
import GRDB
import Messages
import Store

/// What an operator can do with messages that were put aside (OPS-4). Everything is audited.
public struct ParkedMessages: Sendable {
    private let kernel: ServiceKernel
    private let cause: Cause

    public init(_ kernel: ServiceKernel, by cause: Cause = Cause(origin: .operator)) {
        self.kernel = kernel
        self.cause = cause
    }

    /// Newest first, at most `limit`, from `before` on.
    public func list(state: String?, before: Int64?, limit: Int) async throws -> [DeferredRow] {
        try await kernel.store.read { db in
            try DeferredRow.fetchAll(
                db,
                sql: """
                    SELECT * FROM deferred WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR number < ?2)
                    ORDER BY number DESC LIMIT ?3
                    """, arguments: [state, before, limit])
        }
    }

    public func show(_ number: Int64) async throws -> DeferredRow {
        let row = try await kernel.store.read { db in
            try DeferredRow.fetchOne(db, sql: "SELECT * FROM deferred WHERE number = ?", arguments: [number])
        }
        guard let row else { throw CommonError.notFound(entity: "deferred message", id: "\(number)") }
        return row
    }

    /// Tries it again at once, with another body where one is given; what waits behind it follows.
    public func replay(_ number: Int64, editedBody: [UInt8]? = nil) async throws {
        if let editedBody { _ = try ReceivedMessage(body: editedBody) }
        try await change(number, action: editedBody == nil ? "replay" : "edit-and-resend") { transaction, row in
            try transaction.db.execute(
                sql: "UPDATE deferred SET state = 'retry', dueAt = ?, attempts = 0, body = ? WHERE number = ?",
                arguments: [transaction.now, editedBody.map { Data($0) } ?? row.body, number])
        }
    }

    /// Drops it for good; the audit keeps what it was. The next of its subject takes its place.
    public func discard(_ number: Int64, reason: String) async throws {
        try await change(number, action: "discard: \(reason)") { transaction, row in
            try transaction.db.execute(sql: "DELETE FROM deferred WHERE number = ?", arguments: [number])
            guard row.isStep, let source = row.source, let subject = row.subject else { return }
            try transaction.passOver(row)
            try transaction.db.execute(
                sql: """
                    UPDATE deferred SET state = 'retry', dueAt = ? WHERE state = 'blocked' AND number =
                      (SELECT min(number) FROM deferred WHERE source = ? AND subject = ? AND isStep)
                    """, arguments: [transaction.now, source, subject])
        }
    }

    private func change(
        _ number: Int64, action: String, _ body: @escaping @Sendable (Transaction, DeferredRow) throws -> Void
    ) async throws {
        // Also while commands are refused: what is put aside may be what a restored store waits for.
        try await kernel.store.write(cause: cause, priority: .background) { transaction in
            let found = try DeferredRow.fetchOne(
                transaction.db, sql: "SELECT * FROM deferred WHERE number = ?", arguments: [number])
            guard let row = found else {
                throw CommonError.notFound(entity: "deferred message", id: "\(number)")
            }
            guard row.state != .blocked else {
                throw CommonError.conflict(
                    code: "blocked",
                    message: Bilingual(
                        en:
                            "It waits behind an earlier message of \(row.subject ?? "its subject"). Deal with that one first.",
                        vi: "Thông điệp này đang chờ một thông điệp trước đó. Hãy xử lý thông điệp trước."))
            }
            try body(transaction, row)
            try transaction.audit(
                "parked \(action)", subject: row.subject,
                details: [
                    "number": "\(number)", "type": row.type ?? "", "body": String(decoding: row.body, as: UTF8.self),
                ])
        }
        kernel.retryDeferredNow()
    }
}

extension Transaction {
    /// What is discarded counts as done: what follows it has no hole before it.
    fileprivate func passOver(_ row: DeferredRow) throws {
        guard let envelope = row.unit.message?.envelope, let subject = envelope.subject, let id = EntityID(subject.id),
            let sequence = envelope.sequence
        else { return }
        let seen = try seen(subject.entity, id)
        if let seen, seen.sequence >= sequence { return }
        try noteSeen(subject.entity, id, sequence, isDeleted: false)
    }
}
