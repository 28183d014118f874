import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A new plan (SCH-7): responsible as given, else the person; the branch as given, else the responsible's.
struct CreatePlan {
    var input: ActivityPlan.Input
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.plans, .create)
        let ownership = try Ownership.ofNew(
            branchId: branchId, responsible: responsibleId ?? person.employee,
            secondResponsibleId: secondResponsibleId, by: person, transaction.db)
        try RowScope(person, .plan, .create).require(ownership, transaction.db)
        try Ownership.requireKnown(
            branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId, by: person,
            transaction.db)
        var plan = try ActivityPlan(id: transaction.newID(), input: input, ownership: ownership)
        return try transaction.insert(&plan)
    }
}

/// Name, description and period, unless it is approved.
struct UpdatePlan {
    var id: EntityID
    var input: ActivityPlan.Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .plan, .edit).fetch(ActivityPlan.self, id, transaction.db)
        var plan = old
        try plan.change(to: input)
        return try transaction.update(&plan, from: old, expected: expected)
    }
}

/// Only one that never had an activity and was never approved: everything else is kept.
struct DeletePlan {
    var id: EntityID
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let plan = try RowScope(person, .plan, .edit).fetch(ActivityPlan.self, id, transaction.db)
        guard !plan.wasApproved else { throw PlanError.wasApproved }
        guard try Activity.filter(Column("planId") == id).isEmpty(transaction.db) else { throw PlanError.notEmpty }
        return try transaction.delete(plan, expected: expected)
    }
}

/// Takes activities that wait into a plan. Who may change both may do so.
struct AddToPlan {
    struct Input: Decodable, Sendable {
        var activityIds: [EntityID]
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let plan = try RowScope(person, .plan, .edit).fetch(ActivityPlan.self, id, transaction.db)
        let most = ActivityPlan.mostActivities
        guard (1...most).contains(input.activityIds.count) else { throw PlanError.activitiesMissing(most: most) }
        try plan.requireOpen()
        let scope = RowScope(person, .activity, .edit)
        for (index, activityId) in input.activityIds.enumerated() {
            guard try scope.reaches(activityId, transaction.db) else { throw PlanError.unknownActivity(index: index) }
            let old = try transaction.fetch(Activity.self, activityId)
            if old.planId == id { continue }
            var activity = old
            try activity.join(id)
            _ = try transaction.save(&activity, from: old, event: "planned", cause: "plan/\(id)")
        }
        try plan.requireRoom(transaction.db)
        return RecordVersion(source: transaction.source, subject: plan.published.subject, sequence: plan.sequence)
    }
}

/// Cuts an activity from its plan, or takes it back. The plan keeps it either way.
struct CutFromPlan {
    var id: EntityID
    var activityId: EntityID
    /// `nil` takes it back.
    var cut: Reason?
    var person: Person

    struct Reason: Sendable {
        var text: String?
    }

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let plan = try RowScope(person, .plan, .edit).fetch(ActivityPlan.self, id, transaction.db)
        guard let old = try Activity.fetchOne(transaction.db, key: activityId), old.planId == id else {
            throw PlanError.notInPlan
        }
        try plan.requireOpen()
        var activity = old
        if let cut { try activity.cut(reason: cut.text) } else { try activity.restore() }
        if cut == nil { try plan.requireRoom(transaction.db) }
        return try transaction.save(
            &activity, from: old, event: cut == nil ? "restored" : "cut", cause: activity.cutReason)
    }
}

extension ActivityPlan {
    /// With those that were cut: a plan keeps them.
    func requireRoom(_ db: Database) throws {
        let count = try Activity.filter(Column("planId") == id).fetchCount(db)
        guard count <= Self.mostActivities else { throw PlanError.tooManyActivities(most: Self.mostActivities) }
    }
}
