import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Marks an item of one's own inbox. Nobody reaches another's, whatever their permissions.
struct ChangeInboxItem {
    var id: EntityID
    var step: InboxItem.Step
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        guard var item = try InboxItem.fetchOne(transaction.db, key: id), item.employeeId == person.employee else {
            throw CommonError.notFound(entity: "inbox item", id: id.description)
        }
        try item.take(step, at: transaction.now)
        item.change = try transaction.nextNumber(InboxItem.changeCounter)
        try item.update(transaction.db)
        let subject = Subject("inbox-item", id)
        let plans = item.snoozedUntil.map { TimerPlan(occurrence: $0.description, dueAt: $0, payload: "{}") }
        try transaction.setTimers(kind: OnSnoozeOver.kind, subject: subject, to: plans.map { [$0] } ?? [])
        return RecordVersion(source: transaction.source, subject: subject, sequence: EventSequence(item.version))
    }
}
