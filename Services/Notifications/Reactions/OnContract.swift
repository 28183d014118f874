import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Contracts: who is responsible hears of the end coming, of instalments, guarantees and visits, and of an allowance that
/// runs out (CON-7, CON-8).
struct OnContract {
    let event: Event<ContractState>

    func apply(in transaction: Transaction) throws {
        let (state, envelope) = (event.state, event.envelope)
        guard try transaction.isNewest(event.sequence, of: state.subject) else { return }
        let wanted = Reminder.wanted(
            by: state, since: try since(transaction), today: LocalZone.vietNam.day(of: transaction.now),
            eventType: envelope.type, eventId: envelope.id)
        for rule in ReminderRule.ofContracts {
            let reminders = event.isDeleted ? [] : wanted[rule.kind] ?? []
            try ReminderPlanning(rule: rule, subject: state.subject, reminders: reminders).apply(in: transaction)
        }
        try KnownContract(state, at: transaction.now).save(transaction.db)
        try WarrantyPlanning(about: state.subject).apply(in: transaction)
    }

    /// The contract does not exist, and was heard of all the same.
    static func forget(_ id: EntityID, in transaction: Transaction) throws {
        let subject = ContractState.subject(id)
        for rule in ReminderRule.ofContracts { try ReminderPlanning.forget(rule, subject, in: transaction) }
        _ = try KnownContract.deleteOne(transaction.db, key: id)
        try WarrantyPlanning(about: subject).apply(in: transaction)
    }

    /// When what the event says came about. A snapshot does not say: where this store was put back to a backup since the
    /// contract was last heard of, it may have been told of before, and counts as of then (NOT-2).
    private func since(_ transaction: Transaction) throws -> Instant {
        let time = min(event.envelope.time, transaction.now)
        guard event.isSnapshot else { return time }
        let heardAt = try KnownContract.fetchOne(transaction.db, key: event.state.id)?.heardAt
        let restoredAt = try Instant.fetchOne(transaction.db, sql: "SELECT max(restoredAt) FROM restoration")
        guard let restoredAt, heardAt.map({ $0 < restoredAt }) ?? true else { return time }
        return restoredAt
    }
}

/// Delivered items: who is responsible hears of warranties that end, once for all of a contract that end on one day.
struct OnDeliveredItem {
    let event: Event<DeliveredItemState>

    func apply(in transaction: Transaction) throws {
        let state = event.state
        guard try transaction.isNewest(event.sequence, of: state.subject) else { return }
        let old = try Warranty.fetchOne(transaction.db, key: state.id)
        let new =
            event.isDeleted ? nil : Warranty(state, eventType: event.envelope.type, eventId: event.envelope.id)
        if let new { try new.save(transaction.db) } else { try old?.delete(transaction.db) }
        try Self.plan(old, new, in: transaction)
    }

    static func forget(_ id: EntityID, in transaction: Transaction) throws {
        let old = try Warranty.fetchOne(transaction.db, key: id)
        try old?.delete(transaction.db)
        try transaction.forgetNewest(of: DeliveredItemState.subject(id))
        try plan(old, nil, in: transaction)
    }

    /// Also where it was before.
    private static func plan(_ old: Warranty?, _ new: Warranty?, in transaction: Transaction) throws {
        for about in Set([old, new].compactMap { $0?.about }) {
            try WarrantyPlanning(about: about).apply(in: transaction)
        }
    }
}
