import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Sets, moves or withdraws the reminders of one kind of one record, as its newest event wants them (NOT-2). What the
/// record or a part of it wants no more is withdrawn.
struct ReminderPlanning {
    var rule: ReminderRule
    var subject: Subject
    /// None where the record wants none; several where it has parts.
    var reminders: [Reminder]

    init(rule: ReminderRule, subject: Subject, reminders: [Reminder]) {
        (self.rule, self.subject, self.reminders) = (rule, subject, reminders)
    }

    init(rule: ReminderRule, subject: Subject, reminder: Reminder?) {
        self.init(rule: rule, subject: subject, reminders: reminder.map { [$0] } ?? [])
    }

    /// Nothing for an event that is older than one before.
    func apply(_ sequence: EventSequence, in transaction: Transaction) throws {
        if try transaction.isNewest(sequence, of: subject) { try apply(in: transaction) }
    }

    func apply(in transaction: Transaction) throws {
        try transaction.setTimers(kind: rule.kind.rawValue, subject: subject, to: plans(transaction))
        if !reminders.isEmpty { try parkUnknown(transaction) }
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
        try transaction.forgetNewest(of: subject)
    }

    private func plans(_ transaction: Transaction) throws -> [TimerPlan] {
        guard !reminders.isEmpty else { return [] }
        let arguments: StatementArguments = [rule.kind.rawValue, subject]
        let waiting = try String.fetchSet(
            transaction.db, sql: "SELECT occurrence FROM timer WHERE kind = ? AND subject = ? AND state = 'waiting'",
            arguments: arguments)
        // Timers that fired are cleared away after a year; a fact may hold longer.
        let fired = try String.fetchSet(
            transaction.db, sql: "SELECT occurrence FROM firing WHERE kind = ? AND subject = ?", arguments: arguments)
        return try reminders.flatMap { reminder in
            let payload = String(decoding: try WireJSON.encode(reminder), as: UTF8.self)
            let planned = rule.plan(reminder.anchor, of: reminder.part, at: transaction.now, waiting: waiting)
            return try planned.filter { !fired.contains($0.occurrence) }.map {
                TimerPlan(
                    occurrence: $0.occurrence, dueAt: try dueAt($0, reminder.anchor, transaction), payload: payload)
            }
        }
    }

    /// Every event of the record tells a fact anew: it came about when it was first heard of.
    private func dueAt(
        _ planned: ReminderRule.Planned, _ anchor: Anchor, _ transaction: Transaction
    ) throws -> Instant {
        guard case .fact = anchor else { return planned.dueAt }
        let known = try Instant.fetchOne(
            transaction.db, sql: "SELECT dueAt FROM timer WHERE kind = ? AND subject = ? AND occurrence = ?",
            arguments: [rule.kind.rawValue, subject, planned.occurrence])
        return known ?? planned.dueAt
    }
}

extension Transaction {
    /// Messages may arrive out of order; an older event never undoes what a newer one said.
    func isNewest(_ sequence: EventSequence, of subject: Subject) throws -> Bool {
        try db.execute(
            sql: """
                INSERT INTO watched(subject, sequence) VALUES (?, ?)
                ON CONFLICT(subject) DO UPDATE SET sequence = excluded.sequence WHERE excluded.sequence > watched.sequence
                """, arguments: [subject, sequence])
        return db.changesCount == 1
    }

    func forgetNewest(of subject: Subject) throws {
        try db.execute(sql: "DELETE FROM watched WHERE subject = ?", arguments: [subject])
    }
}
