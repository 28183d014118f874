import Foundation
import Messages
import ServiceKit
import Store

/// Another checklist of an activity (SCH-3).
struct ReplaceChecklist {
    struct Input: Decodable, Sendable {
        var items: [Checklist.Item]
    }

    var id: EntityID
    var input: Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .activity, .edit).fetch(Activity.self, id, transaction.db)
        var activity = old
        try activity.list(input.items, newID: transaction.newID)
        return try transaction.save(&activity, from: old, event: .updated, expected: expected)
    }
}

/// Ticks items of the checklist and takes ticks back, whoever else does so meanwhile.
struct TickChecklist {
    struct Input: Decodable, Sendable {
        var done: [EntityID]?
        var undone: [EntityID]?
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .activity, .edit).fetch(Activity.self, id, transaction.db)
        var activity = old
        try activity.tick(input.done ?? [], input.undone ?? [], by: person.employee, at: transaction.now)
        return try transaction.save(&activity, from: old, event: .updated)
    }
}
