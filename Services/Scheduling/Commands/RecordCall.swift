import Foundation
import Messages
import ServiceKit
import Store

/// How a call went (SCH-9). At one where somebody was reached the activity is done, at any other it is still to be made.
struct RecordCall {
    var id: EntityID
    var report: CallReport
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .activity, .edit).fetch(Activity.self, id, transaction.db)
        var activity = old
        try activity.make(report, by: person.employee, at: transaction.now)
        return try transaction.save(
            &activity, from: old, event: activity.status == .done ? "done" : .updated)
    }
}
