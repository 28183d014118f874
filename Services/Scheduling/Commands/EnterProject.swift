import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A new project (SCH-10): the person's own and of their branch where nothing else is said.
struct CreateProject {
    var input: ProjectDetails.Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.activities, .create)
        let details = try ProjectDetails(input)
        let ownership = try Ownership.ofNew(
            branchId: input.branchId, responsible: input.responsibleId ?? person.employee,
            secondResponsibleId: input.secondResponsibleId, by: person, transaction.db)
        var project = Project(
            id: transaction.newID(), code: try details.code ?? transaction.nextProjectCode(), details: details,
            ownership: ownership)
        try RowScope(person, .project, .create).require(project.ownership, transaction.db)
        try project.checkReferences(from: nil, by: person, transaction.db)
        return try transaction.save(&project, event: .created)
    }
}

/// Everything but its life, while it is open; with another responsible it may go to where the person reaches.
struct UpdateProject {
    var id: EntityID
    var input: ProjectDetails.Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let scope = RowScope(person, .project, .edit)
        let old = try scope.fetch(Project.self, id, transaction.db)
        var project = old
        try project.change(to: ProjectDetails(input))
        project.own(
            Ownership(
                branchId: input.branchId ?? old.branchId, responsibleId: input.responsibleId ?? old.responsibleId,
                secondResponsibleId: input.secondResponsibleId ?? old.secondResponsibleId))
        if project.ownership != old.ownership {
            try scope.requireTransfer(of: id, to: project.ownership, transaction.db)
        }
        try project.checkReferences(from: old, by: person, transaction.db)
        return try transaction.save(&project, from: old, event: .updated, expected: expected)
    }
}

/// A step of a project's life, from `ProjectTransition`.
struct TransitProject {
    struct Input: Decodable, Sendable {
        var command: ProjectCommand
        var note: String?
        /// Today where nothing is given.
        var on: Day?
    }

    var id: EntityID
    var input: Input
    var person: Person
    /// More than that is not called off in one transaction.
    static let mostCalledOff = 500

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let db = transaction.db
        let action = ProjectTransition.of(input.command)?.action ?? .edit
        let old = try RowScope(person, .project, action).fetch(Project.self, id, db)
        let today = LocalZone.vietNam.day(of: transaction.now)
        var step = ProjectStep(command: input.command, note: input.note, on: input.on ?? today, today: today)
        step.openActivities = try old.countOfOpenActivities(db)
        step.openPart = try old.openPart(db)
        step.endedWhole = try old.parentId.flatMap { try Project.fetchOne(db, key: $0) }.flatMap {
            $0.isOpen ? nil : $0.code
        }
        var project = old
        let transition = try project.perform(step)
        if transition.effect == .callOff { try callOff(old, reason: project.statusNote, in: transaction) }
        return try transaction.save(&project, from: old, event: "status-changed", cause: project.statusNote)
    }

    /// Who may change the project may, whosever they are.
    private func callOff(_ project: Project, reason: String?, in transaction: Transaction) throws {
        let most = Self.mostCalledOff
        let activities = try project.openActivities(limit: most + 1, transaction.db)
        guard activities.count <= most else { throw ProjectError.tooMuchOpen(most: most) }
        for listed in activities {
            // As it is by now: the end of one step of a chain changes the next.
            let old = try transaction.fetch(Activity.self, listed.id)
            guard old.status != .done, old.status != .cancelled else { continue }
            var activity = old
            try activity.cancel(reason: reason)
            try transaction.cancelAppointments(of: old, reason: reason)
            _ = try transaction.save(&activity, from: old, event: "cancelled", cause: "project/\(project.id)")
        }
        // Those of its activities are called off by now.
        let appointments = try project.appointmentsToCome(after: transaction.now, limit: most + 1, transaction.db)
        guard appointments.count <= most else { throw ProjectError.tooMuchOpen(most: most) }
        for listed in appointments {
            let old = try transaction.fetch(Appointment.self, listed.id)
            guard old.status == .scheduled else { continue }
            var appointment = old
            try appointment.cancel(reason: reason)
            _ = try transaction.save(&appointment, from: old, event: "cancelled", cause: "project/\(project.id)")
            if old.isSeries { try transaction.cancelDetached(from: old.id, reason: reason) }
            try transaction.follow(appointment, from: old)
        }
    }
}

extension Project {
    /// What a person newly names must exist, and be within their reach; what was there before may stay.
    func checkReferences(from old: Project?, by person: Person, _ db: Database) throws {
        if try Project.isTaken(code: code, by: id, db) { throw ProjectError.codeTaken(code: code) }
        if let branchId, branchId != old?.branchId, try !Branch.exists(db, key: branchId) {
            throw ProjectError.unknownBranch
        }
        // The person's own employee need not be known here yet.
        if let responsibleId, responsibleId != old?.responsibleId, responsibleId != person.employee {
            try Self.requireEmployee(responsibleId, "$.responsibleId", db)
        }
        if let second = secondResponsibleId, second != old?.secondResponsibleId {
            try Self.requireEmployee(second, "$.secondResponsibleId", db)
        }
        for (index, member) in members.enumerated() where old?.members.contains(where: member.isSame) != true {
            if let employee = member.employeeId {
                try Self.requireEmployee(employee, "$.members[\(index)].employeeId", db)
            } else if let contact = member.contactId {
                guard let copy = try ContactCopy.fetchOne(db, key: contact),
                    try RowScope(person, .customer).reaches(copy.customerId, db)
                else { throw ProjectError.unknownContact(index: index) }
            }
        }
        // One that is not known here yet is fine: the event about it may still be on its way.
        if let customerId, customerId != old?.customerId, try CustomerCopy.exists(db, key: customerId) {
            guard try RowScope(person, .customer).reaches(customerId, db) else { throw ProjectError.unknownCustomer }
        }
        if let parentId, parentId != old?.parentId { try checkParent(parentId, by: person, db) }
    }

    private static func requireEmployee(_ id: EntityID, _ path: String, _ db: Database) throws {
        guard let employee = try Employee.fetchOne(db, key: id) else { throw ProjectError.unknownEmployee(path: path) }
        guard employee.isActive else { throw ProjectError.employeeHasLeft(path: path) }
    }

    private func checkParent(_ parent: EntityID, by person: Person, _ db: Database) throws {
        guard try RowScope(person, .project).reaches(parent, db), let whole = try Project.fetchOne(db, key: parent)
        else {
            throw ProjectError.unknown(path: "$.parentId")
        }
        guard whole.isOpen else { throw ProjectError.ended(path: "$.parentId", code: whole.code) }
        let above = try whole.wholes(db)
        guard whole.id != id, !above.contains(where: { $0.id == id }) else { throw ProjectError.cycle }
        guard above.count + 1 + (try levels(db)) <= Self.mostLevels else { throw ProjectError.tooDeep }
        guard try Project.countOfParts(of: parent, db) < Self.mostParts else { throw ProjectError.tooManyParts }
    }

    /// Throws where a person may not put something into the project `id`; nothing newly named is fine.
    static func requireOpen(_ id: EntityID?, old: EntityID?, by person: Person, _ db: Database) throws {
        guard let id, id != old else { return }
        guard try RowScope(person, .project).reaches(id, db), let project = try Project.fetchOne(db, key: id) else {
            throw ProjectError.unknown(path: "$.projectId")
        }
        guard project.isOpen else { throw ProjectError.ended(path: "$.projectId", code: project.code) }
    }
}

extension ProjectMember {
    /// Whether it is the same one, whatever the role.
    fileprivate func isSame(_ other: ProjectMember) -> Bool {
        employeeId == other.employeeId && contactId == other.contactId
    }
}
