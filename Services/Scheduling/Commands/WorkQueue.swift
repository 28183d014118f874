import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Puts an activity into a team's queue, or into another one's (SCH-9). Whoever had it has it no more.
struct QueueActivity {
    struct Input: Decodable, Sendable {
        var teamId: EntityID
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .activity, .edit).fetch(Activity.self, id, transaction.db)
        var activity = old
        try activity.queue(for: input.teamId)
        try activity.checkReferences(from: old, by: person, transaction.db)
        return try transaction.save(&activity, from: old, event: "queued")
    }
}

/// Gives an activity back into the queue that it was taken from, at its old place.
struct GiveActivityBack {
    var id: EntityID
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .activity, .edit).fetch(Activity.self, id, transaction.db)
        var activity = old
        try activity.giveBack()
        if let team = old.teamId, try !Team.exists(transaction.db, key: team) { throw ActivityError.unknownTeam }
        return try transaction.save(&activity, from: old, event: "queued")
    }
}

/// Takes what is next in a team's queue: of the highest priority what has waited longest. Of two who take at once the
/// second one's transaction comes after the first one's, and finds another activity.
struct TakeNext {
    var teamId: EntityID
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try RowScope(person, .queue, .edit).check(teamId, transaction.db)
        guard let employee = person.employee else { throw ActivityError.noEmployee }
        guard let old = try WaitingActivities.next(of: teamId, transaction.db) else { throw ActivityError.queueEmpty }
        var activity = old
        try activity.take(by: employee)
        return try transaction.save(&activity, from: old, event: "taken")
    }
}
