import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Sets, moves or withdraws the reminders of one record, as its newest event wants them (NOT-2).
struct ReminderPlanning {
    var rule: ReminderRule
    var subject: Subject
    var sequence: EventSequence
    /// Nothing where the record wants none.
    var reminder: Reminder?

    func apply(in transaction: Transaction) throws {
        guard try isNewest(transaction) else { return }
        try transaction.setTimers(kind: rule.kind.rawValue, subject: subject, to: plans(transaction))
        try parkUnknown(transaction)
    }

    /// What fell due between a backup and the restore may have been raised before: it waits for an operator's word.
    private func parkUnknown(_ transaction: Transaction) throws {
        try transaction.db.execute(
            sql: """
                UPDATE timer SET state = 'parked', reason = ?, changedAt = ? WHERE kind = ? AND subject = ? AND state = 'waiting'
                  AND EXISTS (SELECT 1 FROM restoration r WHERE timer.dueAt > r.backupAt AND timer.dueAt <= r.restoredAt)
                """, arguments: [RestoredDeliveries.reason, transaction.now, rule.kind.rawValue, subject])
    }

    /// The record does not exist, and was heard of all the same: after its owner's restore.
    static func forget(_ rule: ReminderRule, _ subject: Subject, in transaction: Transaction) throws {
        try transaction.setTimers(kind: rule.kind.rawValue, subject: subject, to: [])
        try transaction.db.execute(sql: "DELETE FROM watched WHERE subject = ?", arguments: [subject])
    }

    /// Messages may arrive out of order; an older event never undoes what a newer one said.
    private func isNewest(_ transaction: Transaction) throws -> Bool {
        try transaction.db.execute(
            sql: """
                INSERT INTO watched(subject, sequence) VALUES (?, ?)
                ON CONFLICT(subject) DO UPDATE SET sequence = excluded.sequence WHERE excluded.sequence > watched.sequence
                """, arguments: [subject, sequence])
        return transaction.db.changesCount == 1
    }

    private func plans(_ transaction: Transaction) throws -> [TimerPlan] {
        guard let reminder else { return [] }
        let waiting = try String.fetchSet(
            transaction.db, sql: "SELECT occurrence FROM timer WHERE kind = ? AND subject = ? AND state = 'waiting'",
            arguments: [rule.kind.rawValue, subject])
        let payload = String(decoding: try WireJSON.encode(reminder), as: UTF8.self)
        return rule.plan(reminder.anchor, at: transaction.now, waiting: waiting).map {
            TimerPlan(occurrence: $0.occurrence, dueAt: $0.dueAt, payload: payload)
        }
    }
}
