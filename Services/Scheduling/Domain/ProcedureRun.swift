import Foundation
import Messages
import WorkingTime

/// When a step is planned: on a day, or with sessions on it, and by when it must be over.
struct StepDates: Sendable, Hashable {
    var first: Day
    var last: Day
    var plannedOn: Day?
    var sessions: [ActivitySession]
    var deadline: Instant

    init(_ first: Day, _ last: Day, startTime: String?, minutes: Int?) {
        (self.first, self.last) = (first, last)
        let zone = LocalZone.vietNam
        // The last minute of the last day.
        deadline = zone.instant(of: last, minutes: 1439)
        sessions = []
        if let time = startTime.flatMap({ ClockTime($0) }), let minutes {
            let start = zone.instant(of: first, minutes: time.minutes)
            sessions = [ActivitySession(startsAt: start, endsAt: start.adding(.seconds(60 * minutes)))]
        } else {
            plannedOn = first
        }
    }
}

extension ProcedureRunStep {
    /// As it is planned by now.
    var dates: StepDates { StepDates(plannedOn, plannedUntil, startTime: startTime, minutes: minutes) }

    /// From the day that it counts from; nothing where ten years go by without work.
    func dates(from base: Day, _ calendar: WorkingCalendar) -> StepDates? {
        guard let first = add(offsetDays, to: base, calendar), let last = add(durationDays - 1, to: first, calendar)
        else { return nil }
        return StepDates(first, last, startTime: startTime, minutes: minutes)
    }

    private func add(_ days: Int, to day: Day, _ calendar: WorkingCalendar) -> Day? {
        switch dayUnit {
        case .calendar: day.adding(days: days)
        case .working: calendar.adding(workingDays: days, to: day.civil).map { Day($0) }
        }
    }
}

/// A chain of activities that was started from a procedure (SCH-3). It keeps what the template said then.
struct ProcedureRun: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var procedureId: EntityID
    var procedureName: String
    var edition: Int
    var customerId: EntityID?
    var contactId: EntityID?
    var opportunityId: EntityID?
    var contractId: EntityID?
    var startedOn: Day
    private(set) var steps: [ProcedureRunStep]
    private(set) var status = ProcedureRunStatus.running
    private(set) var cancelReason: String?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?

    var ownership: Ownership {
        Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
    }

    /// `activities` are the ids of the steps' activities, in the order of the steps.
    init(
        id: EntityID, of procedure: Procedure, startedOn: Day, activities: [EntityID], ownership: Ownership,
        _ calendar: WorkingCalendar
    ) throws(ProcedureError) {
        (self.id, procedureId, procedureName) = (id, procedure.id, procedure.name)
        (edition, self.startedOn) = (procedure.edition, startedOn)
        (branchId, responsibleId, secondResponsibleId) = (
            ownership.branchId, ownership.responsibleId, ownership.secondResponsibleId
        )
        steps = zip(procedure.steps, activities).map {
            ProcedureRunStep($0, activityId: $1, plannedOn: startedOn, plannedUntil: startedOn)
        }
        try plan(calendar)
    }

    /// Whether an earlier step must be over before it.
    func isHeld(_ step: ProcedureRunStep) -> Bool {
        steps.contains { $0.key == step.after && $0.state == .open }
    }

    /// A step whose activity is done or was called off: what counts from its end counts from today.
    mutating func end(_ activity: EntityID, _ state: RunStepState, on day: Day, _ calendar: WorkingCalendar)
        throws(ProcedureError)
    {
        guard status == .running,
            let index = steps.firstIndex(where: { $0.activityId == activity && $0.state == .open })
        else { return }
        (steps[index].state, steps[index].endedOn) = (state, day)
        if steps.allSatisfy({ $0.state != .open }) {
            status = .finished
        } else {
            try plan(calendar)
        }
    }

    /// Calls the rest off.
    mutating func cancel(reason: String?, on day: Day) throws(ProcedureError) {
        guard status == .running else { throw .notRunning }
        let reason = reason?.trimmed
        guard (reason ?? "").count <= 1000 else { throw .textInvalid(path: "$.reason", most: 1000) }
        for index in steps.indices where steps[index].state == .open {
            (steps[index].state, steps[index].endedOn) = (.cancelled, day)
        }
        (status, cancelReason) = (.cancelled, reason?.isEmpty == true ? nil : reason)
    }

    /// The dates of the open steps: from the start, from where an earlier one ended, else from its planned end.
    private mutating func plan(_ calendar: WorkingCalendar) throws(ProcedureError) {
        var ends: [String: Day] = [:]
        for index in steps.indices {
            let step = steps[index]
            if step.state == .open {
                let base = step.after.flatMap { ends[$0] } ?? startedOn
                guard let dates = step.dates(from: base, calendar) else { throw .noWorkingDay(step: step.title) }
                (steps[index].plannedOn, steps[index].plannedUntil) = (dates.first, dates.last)
            }
            ends[step.key] = steps[index].endedOn ?? steps[index].plannedUntil
        }
    }
}
