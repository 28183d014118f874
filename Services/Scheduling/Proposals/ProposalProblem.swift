import Foundation
import GRDB
import Messages
import Planner
import ServiceKit
import Store
import WorkingTime

/// The scheduler's problem, read from the store (SCH-5): activities that wait in a period, what the chosen employees and the
/// customers have, the firm's hours. Leave and a person's own hours become commitments, holidays and swapped days dated
/// exceptions; an activity for a mass customer has no customer here.
struct ProposalProblem {
    struct Input: Decodable, Sendable {
        var from: Day
        var to: Day
        var employeeIds: [EntityID]
        /// All that wait in the period where nothing is named.
        var activityIds: [EntityID]?
        var gridMinutes: Int?
        var maxShiftDays: Int?
        /// Looks for a plan that places more, for some seconds.
        var optimise: Bool?
    }

    /// A problem, and which versions of the activities it was made from.
    struct Built: Sendable {
        var problem: Problem
        var versions: [EntityID: EventSequence]
    }

    var input: Input
    var now: Instant
    var person: Person
    static let mostDays = 92
    static let mostEmployees = 100
    static let mostActivities = 500

    func build(_ db: Database) throws -> Built {
        try person.require(.activities, .edit)
        try check(db)
        let zone = LocalZone.vietNam
        let span = TimeSpan(
            startsAt: zone.instant(of: input.from), endsAt: zone.instant(of: input.to.adding(days: 1)))
        guard now < span.endsAt else { throw ProposalError.periodOver }
        let activities = try activities(in: span, db)
        var problem = Problem(window: span.planned)
        problem.gridMinutes = input.gridMinutes ?? 15
        problem.maxShiftDays = input.maxShiftDays
        let times = try WorkingTimes(of: input.employeeIds, in: span, db)
        setHours(of: times.firm, in: &problem)
        problem.employees = try input.employeeIds.map { id in
            let own = commitments(of: times.calendar(of: id), besides: times.firm, in: span)
            return Planner.Employee(
                id: id.planned, commitments: try commitments(of: id, in: span, db) + own + past(in: span))
        }
        let customers = try CustomerCopy.fetchAll(db, keys: Set(activities.compactMap(\.customerId)))
        let mass = Set(customers.filter { $0.kind == .mass }.map(\.id))
        problem.customers = try Set(activities.compactMap(\.customerId)).subtracting(mass).sorted().map { id in
            Planner.Customer(
                id: id.planned, unavailable: try Booking.busy([id], in: span, db).map(\.span.planned))
        }
        problem.activities = activities.map { $0.planned(without: mass) }
        try problem.validate()
        return Built(
            problem: problem, versions: Dictionary(uniqueKeysWithValues: activities.map { ($0.id, $0.sequence) }))
    }

    private func check(_ db: Database) throws {
        guard input.from <= input.to, input.to.daysSince1970 - input.from.daysSince1970 < Int64(Self.mostDays),
            FirmTime.years.contains(input.from.year), FirmTime.years.contains(input.to.year)
        else { throw ProposalError.periodInvalid(most: Self.mostDays) }
        guard (1...1440).contains(input.gridMinutes ?? 15) else {
            throw ProposalError.optionInvalid(field: "gridMinutes", least: 1, most: 1440)
        }
        guard (0...366).contains(input.maxShiftDays ?? 0) else {
            throw ProposalError.optionInvalid(field: "maxShiftDays", least: 0, most: 366)
        }
        guard (1...Self.mostEmployees).contains(input.employeeIds.count),
            Set(input.employeeIds).count == input.employeeIds.count
        else { throw ProposalError.employeesInvalid(most: Self.mostEmployees) }
        guard (input.activityIds ?? []).count <= Self.mostActivities else {
            throw ProposalError.tooManyActivities(most: Self.mostActivities)
        }
        let scope = RowScope(person, .employee)
        for (index, id) in input.employeeIds.enumerated() {
            guard try scope.reaches(id, db), let employee = try Employee.fetchOne(db, key: id) else {
                throw ProposalError.unknownEmployee(index: index)
            }
            guard employee.isActive else { throw ProposalError.employeeHasLeft(index: index) }
        }
    }

    /// Of planned activities only those of an approved plan are scheduled; others need no plan (SCH-7).
    private static let isReleased: SQL = """
        NOT activity.isCut AND (activity.origin != 'plan'
          OR EXISTS (SELECT 1 FROM plan WHERE plan.id = activity.planId AND plan.status = 'approved'))
        """

    /// Whoever names an activity hears why it is not taken; of one out of reach the same as of one that is not there.
    private func requireReleased(_ db: Database) throws {
        let named = input.activityIds ?? []
        let scope = RowScope(person, .activity, .edit)
        let reached: SQLRequest<EntityID> = """
            SELECT activity.id FROM activity WHERE activity.id IN \(named) AND \(scope.condition("activity"))
            """
        let known = Set(try reached.fetchAll(db))
        if let index = named.firstIndex(where: { !known.contains($0) }) {
            throw ProposalError.unknownActivity(index: index)
        }
        let request: SQLRequest<EntityID> = """
            SELECT activity.id FROM activity WHERE activity.id IN \(named) AND NOT (\(Self.isReleased))
              AND activity.status IN ('new', 'unscheduled')
              AND \(scope.condition("activity"))
            """
        let held = Set(try request.fetchAll(db))
        if let index = named.firstIndex(where: held.contains) { throw ProposalError.planNotApproved(index: index) }
    }

    private func activities(in span: TimeSpan, _ db: Database) throws -> [Activity] {
        try requireReleased(db)
        let named: SQL = input.activityIds.map { "activity.id IN \($0)" } ?? "1"
        let request: SQLRequest<Activity> = """
            SELECT activity.* FROM activity WHERE activity.status IN ('new', 'unscheduled') AND \(Self.isReleased)
              AND activity.firstStart >= \(span.startsAt) AND activity.firstStart < \(span.endsAt)
              AND activity.lastEnd <= \(span.endsAt)
              AND activity.id IN (SELECT activityId FROM activityEmployee WHERE employeeId IN \(input.employeeIds))
              AND \(named) AND \(RowScope(person, .activity, .edit).condition("activity"))
            ORDER BY activity.firstStart, activity.id LIMIT \(Self.mostActivities + 1)
            """
        let found = try request.fetchAll(db)
        guard found.count <= Self.mostActivities else {
            throw ProposalError.tooManyActivities(most: Self.mostActivities)
        }
        return found
    }

    private func setHours(of firm: WorkingCalendar, in problem: inout Problem) {
        func spans(_ hours: IntervalSet) -> [DaySpan] {
            hours.intervals.map { DaySpan(start: $0.start, end: $0.end) }
        }
        problem.workingHours = (1...7).map { spans(firm.weekly[$0]) }
        problem.workingExceptions = (input.from.daysSince1970...input.to.daysSince1970).compactMap { number in
            let day = Day(daysSince1970: number)
            let hours = firm.hours(on: day.civil)
            guard hours != firm.weekly[day.weekday] else { return nil }
            return WorkingException(day: Int(number), intervals: spans(hours))
        }
    }

    /// When the firm works and the employee does not, by own hours or leave, and leave at any hour.
    private func commitments(
        of own: WorkingCalendar, besides firm: WorkingCalendar, in span: TimeSpan
    ) -> [Commitment] {
        let idle = firm.workingTime(in: span.interval).subtracting(own.workingTime(in: span.interval))
        return idle.union(own.leave.clipped(to: span.interval)).intervals.map {
            Commitment(span: Span(start: $0.start, end: $0.end))
        }
    }

    /// Nobody is free at a time that is over.
    private func past(in span: TimeSpan) -> [Commitment] {
        guard now > span.startsAt else { return [] }
        // The minute that has begun is over.
        return [Commitment(span: Span(start: span.planned.start, end: now.adding(.milliseconds(59_999)).minute))]
    }

    /// With the way to those that are sessions of activities, which may reach into the period from behind it.
    private func commitments(of employee: EntityID, in span: TimeSpan, _ db: Database) throws -> [Commitment] {
        let end = span.endsAt.adding(.seconds(86_400))
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT booking.startsAt, booking.endsAt, coalesce(activity.travelMinutes, 0) AS travel FROM booking
                LEFT JOIN activityAppointment link ON link.appointmentId = booking.appointmentId
                LEFT JOIN activity ON activity.id = link.activityId
                WHERE booking.partyId = ? AND booking.startsAt >= ? AND booking.startsAt < ? AND booking.endsAt > ?
                  AND booking.isBusy
                """,
            arguments: [
                employee, span.startsAt.adding(.seconds(-86_400) - Appointment.longest), end,
                span.startsAt.adding(.seconds(-86_400)),
            ])
        let single = rows.map {
            Commitment(
                span: TimeSpan(startsAt: $0["startsAt"], endsAt: $0["endsAt"]).planned, travelMinutes: $0["travel"])
        }
        let around = TimeSpan(startsAt: span.startsAt.adding(.seconds(-86_400)), endsAt: end)
        let recurring = try SeriesParty.busyWithTravel([employee], in: around, db).map {
            Commitment(span: $0.booking.span.planned, travelMinutes: $0.travelMinutes)
        }
        return single + recurring
    }
}

extension TimeSpan {
    var planned: Span { Span(start: interval.start, end: interval.end) }
}

extension EntityID {
    /// As the scheduler names it.
    var planned: Identifier { Identifier(description) }

    init?(_ identifier: Identifier) { self.init(identifier.text) }
}

extension Activity {
    fileprivate func planned(without mass: Set<EntityID>) -> Planner.Activity {
        var planned = Planner.Activity(id: id.planned)
        planned.kind = kind == .fair ? .fair : kind == .hospitality ? .hospitality : .general
        planned.priority = priority.planned
        planned.sessions = sessions.map { TimeSpan(startsAt: $0.startsAt, endsAt: $0.endsAt).planned }
        planned.plannedDay = plannedOn.map { Int($0.daysSince1970) }
        planned.deadline = deadline?.minute
        planned.travelMinutes = travelMinutes
        planned.customer = customerId.flatMap { mass.contains($0) ? nil : $0.planned }
        planned.employees = employeeIds.map(\.planned)
        return planned
    }
}

extension ActivityPriority {
    fileprivate var planned: Planner.Priority {
        switch self {
        case .veryHigh: .veryHigh
        case .high: .high
        case .medium: .medium
        case .low: .low
        case .veryLow: .veryLow
        }
    }
}
