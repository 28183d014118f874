import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The open activities, appointments to come and open projects of one who leaves become another employee's (SCH-1), all in one
/// transaction or none. Whether the employee has left already does not matter.
struct HandOverWork {
    struct Input: Decodable, Sendable {
        var toEmployeeId: EntityID
        /// All that the person may change where none of the three is given, else those named.
        var activityIds: [EntityID]?
        var appointmentIds: [EntityID]?
        var projectIds: [EntityID]?
        /// Over clashes, with the right `appointments:approve` for each.
        var force: Bool?

        var namesSome: Bool { activityIds != nil || appointmentIds != nil || projectIds != nil }
    }

    var employeeId: EntityID
    var input: Input
    var person: Person
    private var other: EntityID { input.toEmployeeId }
    private static let mostClashes = 50

    init(employeeId: EntityID, input: Input, person: Person) {
        (self.employeeId, self.input, self.person) = (employeeId, input, person)
    }

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let db = transaction.db
        let employee = try RowScope(person, .employee, .edit).fetch(Employee.self, employeeId, db)
        try checkOther(db)
        let work = OpenWork(employeeId: employeeId, now: transaction.now, person: person)
        let activities = try records(
            Activity.self, .activity, work.activities, input.activityIds, "activityIds", work, db)
        let appointments = try records(
            Appointment.self, .appointment, work.appointments, input.appointmentIds, "appointmentIds", work, db)
        let projects = try records(Project.self, .project, work.projects, input.projectIds, "projectIds", work, db)
        guard activities.count + appointments.count + projects.count <= OpenWork.most else {
            throw HandOverError.tooMany(most: OpenWork.most)
        }
        let forced = try forced(appointments, now: transaction.now, db)
        for old in activities { try move(old, in: transaction) }
        for old in appointments { try move(old, isForced: forced.contains(old.id), in: transaction) }
        for old in projects { try move(old, in: transaction) }
        try transaction.audit(
            "work handed over", subject: "employee/\(employeeId)",
            details: [
                "to": other.description, "activities": String(activities.count),
                "appointments": String(appointments.count), "projects": String(projects.count),
            ])
        return RecordVersion(
            source: transaction.source, subject: Subject("employee", employeeId), sequence: employee.sequence)
    }

    private func checkOther(_ db: Database) throws {
        guard other != employeeId else { throw HandOverError.sameEmployee }
        guard try RowScope(person, .employee).reaches(other, db), let found = try Employee.fetchOne(db, key: other)
        else {
            throw HandOverError.unknownEmployee
        }
        guard found.isActive else { throw HandOverError.hasLeft }
    }

    private func records<R: EntityRecord>(
        _ type: R.Type, _ entity: OwnedEntity, _ whose: SQL, _ named: [EntityID]?, _ member: String, _ work: OpenWork,
        _ db: Database
    ) throws -> [R] {
        if input.namesSome, named == nil { return [] }
        guard (named ?? []).count <= OpenWork.most else { throw HandOverError.tooMany(most: OpenWork.most) }
        let found = try work.fetch(type, entity, whose, named: named, db)
        let ids = Set(found.map(\.id))
        if let index = named?.firstIndex(where: { !ids.contains($0) }) {
            throw HandOverError.unknownRecord(path: "$.\(member)[\(index)]")
        }
        return found
    }

    /// Those that go over something of the other employee's; throws with all of them where they may not.
    private func forced(_ appointments: [Appointment], now: Instant, _ db: Database) throws -> Set<EntityID> {
        let taken = Set(appointments.map(\.id))
        let clashes = try appointments.filter { try OpenWork.isClash($0, for: other, besides: taken, now: now, db) }
        guard !clashes.isEmpty else { return [] }
        guard input.force == true else {
            let shown = clashes.prefix(Self.mostClashes).map {
                HandOverClash(appointmentId: $0.id, title: $0.title, startsAt: $0.startsAt, endsAt: $0.endsAt)
            }
            throw HandOverError.clashes(shown, more: clashes.count - shown.count)
        }
        let scope = RowScope(person, .appointment, .approve)
        for clash in clashes { try scope.require(clash.ownership, db) }
        return Set(clashes.map(\.id))
    }

    private var cause: String { "employee/\(employeeId)" }

    private func move(_ old: Activity, in transaction: Transaction) throws {
        var activity = old
        activity.handOver(from: employeeId, to: other)
        try requireTransfer(.activity, old.id, old.ownership, activity.ownership, transaction.db)
        _ = try transaction.save(&activity, from: old, event: .updated, cause: cause)
    }

    private func move(_ old: Appointment, isForced: Bool, in transaction: Transaction) throws {
        var appointment = old
        appointment.handOver(from: employeeId, to: other)
        if isForced { appointment.isForced = true }
        try requireTransfer(.appointment, old.id, old.ownership, appointment.ownership, transaction.db)
        try transaction.invite(appointment, from: old, by: person)
        _ = try transaction.save(&appointment, from: old, event: .updated, cause: cause)
    }

    private func move(_ old: Project, in transaction: Transaction) throws {
        var project = old
        project.handOver(from: employeeId, to: other)
        try requireTransfer(.project, old.id, old.ownership, project.ownership, transaction.db)
        _ = try transaction.save(&project, from: old, event: .updated, cause: cause)
    }

    private func requireTransfer(
        _ entity: OwnedEntity, _ id: EntityID, _ old: Ownership, _ new: Ownership, _ db: Database
    ) throws {
        guard old != new else { return }
        try RowScope(person, entity, .edit).requireTransfer(of: id, to: new, db)
    }
}
