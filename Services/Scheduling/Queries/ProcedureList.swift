import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Templates of working procedures: the firm's, for who may see its catalogues.
struct ProcedureList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<ProcedureView> {
        try person.require(.catalogues, .view)
        var query = PagedQuery("procedure", sorts: ["name": "procedure.foldedName"], defaultSort: "name")
        if let search = request.search {
            query.filter("procedure.foldedName LIKE \("%" + Branch.folded(search) + "%")")
        }
        try query.filter(request, "active", Bool.self) { "procedure.isActive = \($0)" }
        return try query.fetch(Procedure.self, request, db).map {
            ProcedureView(state: $0.published, version: $0.sequence)
        }
    }
}

struct ProcedureByID {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> ProcedureView {
        try person.require(.catalogues, .view)
        guard let procedure = try Procedure.fetchOne(db, key: id) else {
            throw CommonError.notFound(entity: ProcedureState.entity, id: id.description)
        }
        return ProcedureView(state: procedure.published, version: procedure.sequence)
    }
}

struct ProcedureView: Sendable {
    var state: ProcedureState
    var version: EventSequence
}

/// Chains within the person's scope, by the day on which they were started.
struct ProcedureRunList {
    var request: ListRequest
    var person: Person
    var now: Instant

    func fetch(_ db: Database) throws -> Page<ProcedureRunView> {
        try person.require(.activities, .view)
        var query = PagedQuery("procedureRun", sorts: ["startedOn": "procedureRun.startedOn"], defaultSort: "startedOn")
        query.filter(RowScope(person, .procedureRun).condition("procedureRun"))
        let today = LocalZone.vietNam.day(of: now)
        for (name, column) in [
            ("procedure", "procedureId"), ("customer", "customerId"), ("opportunity", "opportunityId"),
            ("contract", "contractId"), ("responsible", "responsibleId"),
        ] {
            try query.filter(request, name) { text in
                EntityID(text).map { "\(SQL(sql: "procedureRun.\(column)")) = \($0)" }
            }
        }
        try query.filter(request, "activity", EntityID.self) {
            "procedureRun.id IN (SELECT runId FROM procedureRunActivity WHERE activityId = \($0))"
        }
        try query.filter(request, "status", ProcedureRunStatus.self) { "procedureRun.status = \($0.rawValue)" }
        try query.filter(request, "late", Bool.self) { isLate in
            """
            (procedureRun.status = 'running' AND EXISTS (SELECT 1 FROM json_each(procedureRun.steps) s
              WHERE json_extract(s.value, '$.state') = 'open'
                AND json_extract(s.value, '$.plannedUntil') < \(today.description))) = \(isLate)
            """
        }
        let page = try query.fetch(ProcedureRun.self, request, db)
        let names = try RunNames(page.items, db)
        return page.map { ProcedureRunView($0, names, today) }
    }
}

struct ProcedureRunByID {
    var id: EntityID
    var person: Person
    var now: Instant

    func fetch(_ db: Database) throws -> ProcedureRunView {
        try person.require(.activities, .view)
        let run = try RowScope(person, .procedureRun).fetch(ProcedureRun.self, id, db)
        return ProcedureRunView(run, try RunNames([run], db), LocalZone.vietNam.day(of: now))
    }
}

/// A chain and how far it has come.
struct ProcedureRunView: Encodable, Sendable {
    /// `next` is an open step that waits for none.
    enum Progress: String, Encodable, Sendable { case done, cancelled, next, waiting }

    struct Step: Encodable, Sendable {
        var key: String
        var title: String
        var after: String?
        var isObligatory: Bool
        var activityId: EntityID
        var plannedOn: Day
        var plannedUntil: Day
        var endedOn: Day?
        var progress: Progress
        /// Open after the day by which it was planned to be over.
        var isLate: Bool
    }

    var id: EntityID
    var version: EventSequence
    var procedureId: EntityID
    var procedureName: String
    var edition: Int
    var customerId: EntityID?
    var customerName: String?
    var contactId: EntityID?
    var opportunityId: EntityID?
    var contractId: EntityID?
    var startedOn: Day
    /// The last day of the last step, by what is planned now.
    var plannedUntil: Day
    var status: ProcedureRunStatus
    var cancelReason: String?
    var doneCount: Int
    var lateCount: Int
    var steps: [Step]
    var ownership: Ownership
    var responsibleName: String?

    init(_ run: ProcedureRun, _ names: RunNames, _ today: Day) {
        (id, version, procedureId) = (run.id, run.sequence, run.procedureId)
        (procedureName, edition, customerId) = (run.procedureName, run.edition, run.customerId)
        (contactId, opportunityId, contractId) = (run.contactId, run.opportunityId, run.contractId)
        customerName = run.customerId.flatMap { names.customers[$0] }
        responsibleName = run.responsibleId.flatMap { names.employees[$0] }
        (startedOn, status, cancelReason) = (run.startedOn, run.status, run.cancelReason)
        ownership = run.ownership
        steps = run.steps.map { step in
            let progress: Progress =
                switch step.state {
                case .done: .done
                case .cancelled: .cancelled
                case .open: run.isHeld(step) ? .waiting : .next
                }
            return Step(
                key: step.key, title: step.title, after: step.after, isObligatory: step.isObligatory,
                activityId: step.activityId, plannedOn: step.plannedOn, plannedUntil: step.plannedUntil,
                endedOn: step.endedOn, progress: progress, isLate: step.state == .open && step.plannedUntil < today)
        }
        plannedUntil = run.steps.map { $0.endedOn ?? $0.plannedUntil }.max() ?? run.startedOn
        doneCount = run.steps.filter { $0.state == .done }.count
        lateCount = steps.filter(\.isLate).count
    }
}

struct RunNames {
    var customers: [EntityID: String]
    var employees: [EntityID: String]

    init(_ page: [ProcedureRun], _ db: Database) throws {
        customers = try NameTable.customers(page.compactMap(\.customerId), db)
        employees = try NameTable.employees(page.compactMap(\.responsibleId), db)
    }
}
