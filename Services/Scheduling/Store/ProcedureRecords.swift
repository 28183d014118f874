import Foundation
import GRDB
import Messages
import Store
import WorkingTime

extension Procedure: EntityRecord {
    static let databaseTableName = "procedure"
    var published: ProcedureState {
        ProcedureState(
            id: id, name: name, description: description, edition: edition, steps: steps, isActive: isActive)
    }
}

extension ProcedureRun: EntityRecord {
    static let databaseTableName = "procedureRun"
    var published: ProcedureRunState {
        ProcedureRunState(
            id: id, procedureId: procedureId, procedureName: procedureName, edition: edition, customerId: customerId,
            contactId: contactId, opportunityId: opportunityId, contractId: contractId, startedOn: startedOn,
            steps: steps, status: status, ownership: ownership)
    }

    /// The chain of which an activity is a step.
    static func of(activity: EntityID, _ db: Database) throws -> ProcedureRun? {
        try fetchOne(
            db,
            sql: """
                SELECT procedureRun.* FROM procedureRunActivity link JOIN procedureRun ON procedureRun.id = link.runId
                WHERE link.activityId = ?
                """, arguments: [activity])
    }

    /// Throws where the activity is an obligatory step, which is called off only with the rest of its chain.
    static func requireOptional(_ activity: EntityID, _ db: Database) throws {
        guard let run = try of(activity: activity, db), run.status == .running,
            run.steps.contains(where: { $0.activityId == activity && $0.isObligatory && $0.state == .open })
        else { return }
        throw ActivityError.stepObligatory(procedure: run.procedureName)
    }

    /// The firm's working days, by which steps are counted.
    static func calendar(from day: Day, _ db: Database) throws -> WorkingCalendar {
        try FirmTimeRecord.fetch(db).document.calendar(day.year...(day.year + 1))
    }
}

extension Transaction {
    /// A chain goes on with what became of one of its activities: what counted from its end gets its dates from today, and
    /// what waited for it waits no more.
    func goOn(after activity: Activity) throws {
        let state: RunStepState
        switch activity.status {
        case .done: state = .done
        case .cancelled: state = .cancelled
        case .new, .scheduled, .unscheduled: return
        }
        guard let old = try ProcedureRun.of(activity: activity.id, db), old.status == .running else { return }
        var run = old
        let today = LocalZone.vietNam.day(of: now)
        try run.end(activity.id, state, on: today, try ProcedureRun.calendar(from: today, db))
        _ = try update(
            &run, from: old, event: run.status == .finished ? "finished" : "progressed",
            cause: "activity/\(activity.id)")
        for (before, after) in zip(old.steps, run.steps) where after.state == .open {
            try follow(before.dates, after.dates, isHeld: run.isHeld(after), after.activityId, in: run)
        }
    }

    /// What somebody planned otherwise keeps its time, as does what is scheduled.
    private func follow(
        _ before: StepDates, _ dates: StepDates, isHeld: Bool, _ id: EntityID, in run: ProcedureRun
    ) throws {
        let old = try fetch(Activity.self, id)
        var activity = old
        activity.isHeld = isHeld
        // Nor does what an approved plan holds move by itself.
        let isFixed = try old.planId.map { try fetch(ActivityPlan.self, $0).status == .approved } ?? false
        if !isFixed, activity.isOpen, activity.isPlanned(as: before) { try activity.replan(dates) }
        guard activity != old else { return }
        _ = try save(&activity, from: old, event: .updated, cause: "procedure-run/\(run.id)")
    }
}

extension Activity {
    fileprivate func isPlanned(as dates: StepDates) -> Bool {
        plannedOn == dates.plannedOn && sessions == dates.sessions && deadline == dates.deadline
    }
}
