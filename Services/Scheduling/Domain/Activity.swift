import Foundation
import Messages

/// An activity (SCH-3). While it is scheduled each of its sessions is an appointment, which keeps its people busy.
struct Activity: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    private(set) var title: String
    private(set) var description: String?
    private(set) var kind: ActivityKind
    private(set) var purpose: ActivityPurpose
    private(set) var origin: ActivityOrigin
    private(set) var customerId: EntityID?
    private(set) var contactId: EntityID?
    private(set) var opportunityId: EntityID?
    private(set) var contractId: EntityID?
    private(set) var projectId: EntityID?
    private(set) var campaignId: EntityID?
    private(set) var caseId: EntityID?
    private(set) var employeeIds: [EntityID]
    private(set) var sessions: [ActivitySession]
    private(set) var plannedOn: Day?
    private(set) var recurrence: ActivityRecurrence?
    private(set) var deadline: Instant?
    private(set) var priority: ActivityPriority
    private(set) var travelMinutes: Int
    private(set) var place: String?
    private(set) var plannedCosts: [PlannedCost]
    private(set) var status = ActivityStatus.new
    private(set) var appointmentIds: [EntityID] = []
    private(set) var cancelReason: String?
    /// What periods are searched by: of the sessions, else of the planned day.
    private(set) var firstStart: Instant?
    private(set) var lastEnd: Instant?
    /// What its project's progress is weighed by.
    private(set) var plannedMinutes = Self.minutesWithoutSessions
    /// The plan that it belongs to; it stays with it for good.
    private(set) var planId: EntityID?
    private(set) var isCut = false
    private(set) var cutReason: String?
    private(set) var diary: DiaryEntry?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    /// The team in whose queue it waits while nobody has it, or from whose queue it was taken (SCH-9).
    private(set) var teamId: EntityID?
    /// Since when it waits in that queue, or waited until `takenAt`.
    private(set) var queuedAt: Instant?
    private(set) var takenAt: Instant?
    /// A step of a chain before which another one must be over.
    var isHeld = false
    var checklist: [ChecklistItem] = []
    var call: MadeCall?

    static let minutesWithoutSessions = 60

    init(id: EntityID, details: ActivityDetails, ownership: Ownership) {
        self.id = id
        (title, description, kind) = (details.title, details.description, details.kind)
        (purpose, origin, priority) = (details.purpose, details.origin, details.priority)
        (employeeIds, sessions, travelMinutes) = (details.employeeIds, details.sessions, details.travelMinutes)
        plannedCosts = details.plannedCosts
        (branchId, responsibleId, secondResponsibleId) = (
            ownership.branchId, ownership.responsibleId, ownership.secondResponsibleId
        )
        take(details)
    }

    var ownership: Ownership {
        Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
    }

    /// By when it is to be over: its sessions or its deadline, whichever is earlier. A day is a plan that may give way, so
    /// that of one with a deadline too only this counts.
    var dueAt: Instant? {
        if plannedOn != nil { return deadline ?? lastEnd?.adding(.milliseconds(-1)) }
        return [lastEnd, deadline].compactMap(\.self).min()
    }

    /// Whether the scheduler takes it.
    var isOpen: Bool { status == .new || status == .unscheduled }
    /// Whether it is anybody's work still: what was cut from its plan is nobody's until it is restored.
    var isToDo: Bool { status != .done && status != .cancelled && !isCut }

    /// Everything, as long as it has no time yet; one that found none may find one then. Of a plan it remains.
    mutating func change(to details: ActivityDetails) throws(ActivityError) {
        try requireOpen()
        take(details)
        if planId != nil { origin = .plan }
        status = .new
    }

    /// Has its times, and an appointment for each.
    mutating func schedule(_ sessions: [ActivitySession], _ appointments: [EntityID]) throws(ActivityError) {
        try requireOpen()
        (appointmentIds, status) = (appointments, .scheduled)
        set(sessions.isEmpty ? self.sessions : sessions)
    }

    mutating func findNoTime() throws(ActivityError) {
        try requireOpen()
        status = .unscheduled
    }

    /// Has no appointments any more, and may be scheduled again.
    mutating func reopen() throws(ActivityError) {
        guard status == .scheduled else { throw .notScheduled }
        (appointmentIds, status) = ([], .new)
        set(sessions)
    }

    /// Not before the earlier step of its chain, nor with obligatory items of its checklist open.
    mutating func finish() throws(ActivityError) {
        try requireAlive()
        guard !isHeld else { throw .stepHeld }
        let open = checklist.filter { $0.isObligatory && $0.doneAt == nil }
        guard open.isEmpty else { throw .checklistOpen(texts: open.map(\.text)) }
        status = .done
    }

    mutating func cancel(reason: String?) throws(ActivityError) {
        try requireAlive()
        let reason = reason?.trimmed
        guard (reason ?? "").count <= 1000 else { throw .textInvalid(field: "reason", most: 1000) }
        (cancelReason, status, appointmentIds) = (reason?.isEmpty == true ? nil : reason, .cancelled, [])
    }

    /// Another employee in the place of one who leaves.
    mutating func handOver(from old: EntityID, to new: EntityID) {
        employeeIds = employeeIds.handedOver(from: old, to: new)
        let ownership = ownership.handedOver(from: old, to: new)
        (responsibleId, secondResponsibleId) = (ownership.responsibleId, ownership.secondResponsibleId)
    }

    /// Some come to its sessions and others do not any more; never nobody.
    mutating func take(part coming: [EntityID], not away: [EntityID]) {
        let all = employeeIds + coming.filter { !employeeIds.contains($0) }
        let left = all.filter { !away.contains($0) }
        employeeIds = left.isEmpty ? all : left
    }

    /// Belongs to a plan from now on.
    mutating func join(_ plan: EntityID) throws(ActivityError) {
        try requireOpen()
        guard planId == nil else { throw .ofAnotherPlan }
        (planId, origin) = (plan, .plan)
    }

    /// The plan goes on without it, and keeps it with this mark.
    mutating func cut(reason: String?) throws(ActivityError) {
        try requireOpen()
        guard !isCut else { throw .alreadyCut }
        (cutReason, isCut) = (try ActivityDetails.text(reason, "reason", most: 1000), true)
    }

    mutating func restore() throws(ActivityError) {
        try requireAlive()
        guard isCut else { throw .notCut }
        (cutReason, isCut) = (nil, false)
    }

    /// Other planned costs, whether it has its time or not: the sessions stay.
    mutating func plan(costs: [PlannedCost]) throws(ActivityError) {
        try requireAlive()
        plannedCosts = try ActivityDetails.costs(costs)
    }

    /// Costs under the codes of the catalogue.
    mutating func name(costs: [PlannedCost]) { plannedCosts = costs }

    /// Writes down what really happened: once, and it is done then.
    mutating func record(_ entry: DiaryEntry) throws(ActivityError) {
        guard status != .cancelled else { throw .alreadyCancelled }
        guard diary == nil else { throw .diaryWritten }
        if status != .done { try finish() }
        diary = entry
    }

    /// Writes it down anew; what was written before is kept beside it.
    mutating func correct(_ entry: DiaryEntry) throws(ActivityError) {
        guard let old = diary else { throw .diaryMissing }
        var entry = entry
        (entry.revision, entry.followUp) = (old.revision + 1, old.followUp)
        diary = entry
    }

    /// One of its appointments was moved by itself.
    mutating func follow(_ appointment: EntityID, from old: TimeSpan, to span: TimeSpan) {
        guard status == .scheduled, appointmentIds.contains(appointment),
            let index = sessions.firstIndex(where: { $0.startsAt == old.startsAt && $0.endsAt == old.endsAt })
        else { return }
        var moved = sessions
        moved[index] = ActivitySession(startsAt: span.startsAt, endsAt: span.endsAt)
        set(moved.sorted { ($0.startsAt, $0.endsAt) < ($1.startsAt, $1.endsAt) })
    }

    /// One of its appointments was called off by itself: without any it is to be scheduled anew.
    mutating func lose(_ appointment: EntityID, at span: TimeSpan) {
        guard status == .scheduled, appointmentIds.contains(appointment) else { return }
        appointmentIds.removeAll { $0 == appointment }
        guard !appointmentIds.isEmpty else {
            status = .new
            set(sessions)
            return
        }
        if let index = sessions.firstIndex(where: { $0.startsAt == span.startsAt && $0.endsAt == span.endsAt }) {
            var left = sessions
            left.remove(at: index)
            set(left)
        }
    }

    // MARK: Queue

    var isQueued: Bool { isOpen && !isCut && queuedAt != nil && takenAt == nil }

    /// Nobody has it until somebody of the team takes it.
    mutating func queue(for team: EntityID) throws(ActivityError) {
        try requireOpen()
        (teamId, employeeIds) = (team, [])
    }

    mutating func take(by employee: EntityID) throws(ActivityError) {
        try requireOpen()
        guard isQueued else { throw .notQueued }
        employeeIds = [employee]
        responsibleId = responsibleId ?? employee
    }

    /// Into the queue that it came from, at its old place.
    mutating func giveBack() throws(ActivityError) {
        try requireOpen()
        guard teamId != nil, takenAt != nil else { throw .notFromQueue }
        employeeIds = []
    }

    /// Keeps since when it waits in its team's queue: from when it came in, or from when its turn in a chain came.
    mutating func keepQueueTimes(since old: Activity?, at now: Instant) {
        guard teamId != nil, !isHeld else {
            (queuedAt, takenAt) = (nil, nil)
            return
        }
        if queuedAt == nil || teamId != old?.teamId { (queuedAt, takenAt) = (now, nil) }
        takenAt = employeeIds.isEmpty ? nil : takenAt ?? now
    }

    // MARK: Chains

    /// Another day or session, as its chain has come along.
    mutating func replan(_ dates: StepDates) throws(ActivityError) {
        try requireOpen()
        (plannedOn, deadline) = (dates.plannedOn, dates.deadline)
        set(dates.sessions)
    }

    /// One of its appointments that recur was split: what follows is one of its own.
    mutating func gain(_ appointment: EntityID, at span: TimeSpan) {
        guard status == .scheduled else { return }
        appointmentIds.append(appointment)
        let more = ActivitySession(startsAt: span.startsAt, endsAt: span.endsAt)
        set((sessions + [more]).sorted { ($0.startsAt, $0.endsAt) < ($1.startsAt, $1.endsAt) })
    }

    private mutating func take(_ details: ActivityDetails) {
        (title, description, kind) = (details.title, details.description, details.kind)
        (purpose, origin, priority) = (details.purpose, details.origin, details.priority)
        (customerId, contactId) = (details.customerId, details.contactId)
        (opportunityId, contractId) = (details.opportunityId, details.contractId)
        projectId = details.projectId
        (campaignId, caseId) = (details.campaignId, details.caseId)
        (employeeIds, travelMinutes, place) = (details.employeeIds, details.travelMinutes, details.place)
        teamId = details.teamId
        (plannedOn, deadline, plannedCosts) = (details.plannedOn, details.deadline, details.plannedCosts)
        recurrence = details.recurrence
        set(details.sessions)
    }

    private mutating func set(_ sessions: [ActivitySession]) {
        self.sessions = sessions
        plannedMinutes =
            sessions.isEmpty
            ? Self.minutesWithoutSessions
            : sessions.reduce(0) { $0 + Int(($1.endsAt.milliseconds - $1.startsAt.milliseconds) / 60_000) }
        let zone = LocalZone.vietNam
        firstStart = sessions.map(\.startsAt).min() ?? plannedOn.map { zone.instant(of: $0) }
        // What recurs goes on after its first session: by itself it is never late.
        lastEnd =
            recurrence != nil && status == .scheduled
            ? nil : sessions.map(\.endsAt).max() ?? plannedOn.map { zone.instant(of: $0.adding(days: 1)) }
    }

    private func requireOpen() throws(ActivityError) {
        try requireAlive()
        guard isOpen else { throw .alreadyScheduled }
    }

    func requireAlive() throws(ActivityError) {
        switch status {
        case .done: throw .alreadyDone
        case .cancelled: throw .alreadyCancelled
        default: return
        }
    }
}
