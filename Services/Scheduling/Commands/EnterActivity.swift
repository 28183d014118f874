import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A new activity (SCH-3): responsible and branch as given, else of the first employee, else the person's own. One for a
/// team's queue is the responsibility of whoever put it there.
struct CreateActivity {
    var details: ActivityDetails
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    /// The plan that it is entered into.
    var planId: EntityID?
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var activity = Activity(
            id: transaction.newID(), details: details, ownership: try ownership(transaction.db))
        try RowScope(person, .activity, .create).require(activity.ownership, transaction.db)
        try Ownership.requireKnown(
            branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId, by: person,
            transaction.db)
        try activity.checkRecurrence(now: transaction.now)
        try activity.checkReferences(from: nil, by: person, transaction.db)
        guard let planId else { return try transaction.save(&activity, event: .created) }
        guard try RowScope(person, .plan, .edit).reaches(planId, transaction.db) else {
            throw ActivityError.planUnknown
        }
        try activity.join(planId)
        let version = try transaction.save(&activity, event: .created)
        try transaction.fetch(ActivityPlan.self, planId).requireRoom(transaction.db)
        return version
    }

    private func ownership(_ db: Database) throws -> Ownership {
        let responsible = responsibleId ?? details.employeeIds.first ?? person.employee
        return try Ownership.ofNew(
            branchId: branchId, responsible: responsible, secondResponsibleId: secondResponsibleId, by: person, db)
    }
}

/// Everything of an activity that has no time yet.
struct UpdateActivity {
    var id: EntityID
    var details: ActivityDetails
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .activity, .edit).fetch(Activity.self, id, transaction.db)
        var activity = old
        try activity.change(to: details)
        try activity.checkRecurrence(now: transaction.now)
        try activity.checkReferences(from: old, by: person, transaction.db)
        return try transaction.save(&activity, from: old, event: .updated, expected: expected)
    }
}

/// What an activity is planned to cost (SCH-7), its sessions as they are: so an approved plan is adjusted whose activities
/// are scheduled already. While its plan is approved they stay.
struct ChangePlannedCosts {
    struct Input: Decodable, Sendable {
        var plannedCosts: [PlannedCost]
    }

    var id: EntityID
    var input: Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .activity, .edit).fetch(Activity.self, id, transaction.db)
        var activity = old
        try activity.plan(costs: input.plannedCosts)
        return try transaction.save(&activity, from: old, event: .updated, expected: expected)
    }
}

/// Calls an activity off, opens it again or says that it is done. Its appointments that are still to come go along.
struct MarkActivity {
    enum Change: Sendable {
        case cancelled(reason: String?)
        case reopened
        case done
    }

    var id: EntityID
    var change: Change
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .activity, .edit).fetch(Activity.self, id, transaction.db)
        var activity = old
        switch change {
        case .cancelled(let reason):
            try ProcedureRun.requireOptional(activity.id, transaction.db)
            try activity.cancel(reason: reason)
            try transaction.cancelAppointments(of: old, reason: activity.cancelReason)
            return try transaction.save(&activity, from: old, event: "cancelled", cause: activity.cancelReason)
        case .reopened:
            try activity.reopen()
            try transaction.cancelAppointments(of: old, reason: nil)
            return try transaction.save(&activity, from: old, event: "reopened")
        case .done:
            try activity.finish()
            return try transaction.save(&activity, from: old, event: "done")
        }
    }

}

extension Transaction {
    /// Who may change the activity may, whoever attends. What came of one stays.
    func cancelAppointments(of activity: Activity, reason: String?) throws {
        for id in activity.appointmentIds {
            let old = try fetch(Appointment.self, id)
            guard old.status == .scheduled else { continue }
            var appointment = old
            try appointment.cancel(reason: reason)
            _ = try save(&appointment, from: old, event: "cancelled", cause: "activity/\(activity.id)")
            if old.isSeries { try cancelDetached(from: id, reason: reason) }
        }
    }
}

extension Activity {
    /// Whom a person newly names must exist and not have left, and they must see the customer.
    func checkReferences(from old: Activity?, by person: Person, _ db: Database) throws {
        for (index, id) in employeeIds.enumerated() where old?.employeeIds.contains(id) != true {
            guard let employee = try Employee.fetchOne(db, key: id) else {
                throw ActivityError.unknownEmployee(index: index)
            }
            guard employee.isActive else { throw ActivityError.employeeHasLeft(index: index) }
        }
        if let teamId, teamId != old?.teamId, try !Team.exists(db, key: teamId) { throw ActivityError.unknownTeam }
        if let customerId, customerId != old?.customerId, try CustomerCopy.exists(db, key: customerId) {
            guard try RowScope(person, .customer).reaches(customerId, db) else { throw ActivityError.unknownCustomer }
        }
        try Project.requireOpen(projectId, old: old?.projectId, by: person, db)
        if try OpportunityCopy.isOfAnother(opportunityId, than: customerId, db) {
            throw ActivityError.linkOfAnother(field: "opportunityId")
        }
        if try ContractCopy.isOfAnother(contractId, than: customerId, db) {
            throw ActivityError.linkOfAnother(field: "contractId")
        }
        if try CaseCopy.isOfAnother(caseId, than: customerId, db) { throw ActivityError.linkOfAnother(field: "caseId") }
        guard let contactId, let contact = try ContactCopy.fetchOne(db, key: contactId) else { return }
        guard contact.customerId == customerId else { throw ActivityError.contactOfAnother }
    }
}
