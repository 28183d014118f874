import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Starts a chain of activities from a procedure (SCH-3): all of it, or nothing.
struct StartProcedure {
    struct Input: Decodable, Sendable {
        var procedureId: EntityID
        var customerId: EntityID?
        var contactId: EntityID?
        var opportunityId: EntityID?
        var contractId: EntityID?
        /// Today where it is left out.
        var startsOn: Day?
        var branchId: EntityID?
        /// Else whoever is responsible for the customer, else the person who starts it.
        var responsibleId: EntityID?
        var secondResponsibleId: EntityID?
    }

    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let db = transaction.db
        try person.require(.activities, .create)
        let ownership = try ownership(db)
        try RowScope(person, .procedureRun, .create).require(ownership, db)
        try Ownership.requireKnown(
            branchId: input.branchId, responsibleId: nil, secondResponsibleId: input.secondResponsibleId, by: person, db
        )
        guard let procedure = try Procedure.fetchOne(db, key: input.procedureId) else {
            throw ProcedureError.unknownProcedure
        }
        guard procedure.isActive else { throw ProcedureError.retired(name: procedure.name) }
        let start = try start(transaction.now)
        var run = try ProcedureRun(
            id: transaction.newID(), of: procedure, startedOn: start,
            activities: procedure.steps.map { _ in transaction.newID() }, ownership: ownership,
            ProcedureRun.calendar(from: start, db))
        (run.customerId, run.contactId) = (input.customerId, input.contactId)
        (run.opportunityId, run.contractId) = (input.opportunityId, input.contractId)
        let version = try transaction.insert(&run, event: "started")
        for (step, planned) in zip(procedure.steps, run.steps) {
            try enter(step, planned, of: run, in: transaction)
        }
        return version
    }

    private func ownership(_ db: Database) throws -> Ownership {
        let customer = try input.customerId.flatMap { try CustomerCopy.fetchOne(db, key: $0) }
        let wanted = input.responsibleId ?? customer?.responsibleId
        var responsible = try wanted.flatMap { try Employee.fetchOne(db, key: $0) }
        if responsible?.isActive != true, input.responsibleId == nil {
            responsible = try person.employee.flatMap { try Employee.fetchOne(db, key: $0) }
        }
        guard let responsible, responsible.isActive else {
            // Who may not start one for others is told so, whoever there is.
            try RowScope(person, .procedureRun, .create).require(
                Ownership(branchId: input.branchId, responsibleId: input.responsibleId), db)
            throw ProcedureError.nobodyResponsible
        }
        return Ownership(
            branchId: input.branchId ?? responsible.branchId, responsibleId: responsible.id,
            secondResponsibleId: input.secondResponsibleId)
    }

    private func start(_ now: Instant) throws -> Day {
        let today = LocalZone.vietNam.day(of: now)
        let start = input.startsOn ?? today
        guard start >= today.adding(days: -366), start <= today.adding(days: 5 * 366) else {
            throw ProcedureError.startInvalid
        }
        return start
    }

    private func enter(
        _ step: ProcedureStep, _ planned: ProcedureRunStep, of run: ProcedureRun, in transaction: Transaction
    ) throws {
        try requireAssignee(of: step, transaction.db)
        let dates = planned.dates
        let details = try ActivityDetails(
            ActivityDetails.Input(
                title: step.title, description: step.description, kind: step.kind, purpose: step.purpose,
                origin: .request, customerId: run.customerId, contactId: run.contactId,
                opportunityId: run.opportunityId,
                contractId: run.contractId, employeeIds: employees(of: step, run), teamId: step.teamId,
                sessions: dates.sessions, plannedOn: dates.plannedOn, deadline: dates.deadline,
                priority: step.priority),
            by: nil)
        var activity = Activity(id: planned.activityId, details: details, ownership: run.ownership)
        activity.isHeld = run.isHeld(planned)
        activity.checklist = step.checklist.map {
            ChecklistItem(id: transaction.newID(), text: $0.text, isObligatory: $0.isObligatory)
        }
        try activity.checkReferences(from: nil, by: person, transaction.db)
        _ = try transaction.save(&activity, event: .created, cause: "procedure-run/\(run.id)")
        try transaction.db.execute(
            sql: "INSERT INTO procedureRunActivity(activityId, runId) VALUES (?, ?)", arguments: [activity.id, run.id])
    }

    private func employees(of step: ProcedureStep, _ run: ProcedureRun) -> [EntityID] {
        switch step.assignee {
        case .responsible: [run.responsibleId].compactMap(\.self)
        case .employee: [step.employeeId].compactMap(\.self)
        case .team: []
        }
    }

    private func requireAssignee(of step: ProcedureStep, _ db: Database) throws {
        if let id = step.employeeId, try Employee.fetchOne(db, key: id)?.isActive != true {
            throw ProcedureError.stepWithoutAnybody(step: step.title)
        }
        if let id = step.teamId, try !Team.exists(db, key: id) {
            throw ProcedureError.stepWithoutAnybody(step: step.title)
        }
    }
}

/// Calls the rest of a chain off: every activity of it that is still open, with its appointments, whosever it is.
struct CancelProcedureRun {
    var id: EntityID
    var reason: String?
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .procedureRun, .edit).fetch(ProcedureRun.self, id, transaction.db)
        var run = old
        try run.cancel(reason: reason, on: LocalZone.vietNam.day(of: transaction.now))
        // First, so that no activity moves those behind it.
        let version = try transaction.update(&run, from: old, event: "cancelled", cause: run.cancelReason)
        for step in old.steps where step.state == .open {
            let before = try transaction.fetch(Activity.self, step.activityId)
            var activity = before
            try activity.cancel(reason: run.cancelReason)
            try transaction.cancelAppointments(of: before, reason: run.cancelReason)
            _ = try transaction.save(&activity, from: before, event: "cancelled", cause: "procedure-run/\(run.id)")
        }
        return version
    }
}
