import Foundation
import GRDB
import Messages
import ServiceKit
import Store

extension Invitation: EntityRecord {
    static let databaseTableName = "invitation"
    var published: InvitationState {
        InvitationState(
            id: id, appointmentId: appointmentId, employeeId: employeeId, employeeName: employeeName,
            participation: participation, askedAt: askedAt, answeredAt: answeredAt, comment: comment,
            proposed: proposed.map { ActivitySession(startsAt: $0.startsAt, endsAt: $0.endsAt) }, refusal: refusal,
            delegatedTo: delegatedToId, delegatedFrom: delegatedFromId, title: title, startsAt: startsAt,
            endsAt: endsAt, place: place, customerId: customerId, organiserId: organiserId,
            ownership: Ownership(
                branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId),
            recurs: recurs ? true : nil, lastEndsAt: lastEndsAt)
    }

    /// Those to one appointment, who was asked first first.
    static func to(_ appointment: EntityID, _ db: Database) throws -> [Invitation] {
        try fetchAll(
            db, sql: "SELECT * FROM invitation WHERE appointmentId = ? ORDER BY askedAt, id", arguments: [appointment])
    }

    static func to(_ appointment: EntityID, of employee: EntityID, _ db: Database) throws -> Invitation? {
        try fetchOne(
            db, sql: "SELECT * FROM invitation WHERE appointmentId = ? AND employeeId = ?",
            arguments: [appointment, employee])
    }

    /// Those to several appointments, by appointment and employee.
    static func to(_ appointments: [EntityID], _ db: Database) throws -> [EntityID: [EntityID: Invitation]] {
        let request: SQLRequest<Invitation> = "SELECT * FROM invitation WHERE appointmentId IN \(appointments)"
        return Dictionary(grouping: try request.fetchAll(db), by: \.appointmentId).mapValues { invitations in
            Dictionary(invitations.map { ($0.employeeId, $0) }) { first, _ in first }
        }
    }

    /// Who of those that an appointment names does not come.
    static func absent(from appointment: EntityID, _ db: Database) throws -> Set<EntityID> {
        try EntityID.fetchSet(
            db,
            sql: """
                SELECT employeeId FROM invitation WHERE appointmentId = ? AND participation IN ('declined', 'delegated')
                """, arguments: [appointment])
    }
}

extension Invitation {
    /// What the appointment is now: at another time everybody is asked again, but who moved it has accepted. What is to be told.
    fileprivate mutating func follow(
        _ appointment: Appointment, isMoved: Bool, by employee: EntityID?, at now: Instant
    ) -> EventName {
        follow(appointment)
        if isMoved { ask(at: now) }
        guard isMoved, participation == .needsAction else { return .updated }
        guard employeeId == employee else { return "asked" }
        accept(at: now)
        return "accepted"
    }
}

extension Transaction {
    /// Asks whom an appointment names anew, everybody after it was moved, and takes the invitation of who is no longer named
    /// away. Whoever books or moves it has thereby accepted. The appointment's row must be there; of a changed one this comes
    /// before clashes are looked for.
    /// - Parameter told: whose invitations say already what the appointment is now.
    func invite(
        _ appointment: Appointment, from old: Appointment? = nil, by person: Person, besides told: Set<EntityID> = []
    ) throws {
        let isMoved = old.map { $0.span != appointment.span } ?? false
        let known = Dictionary(try Invitation.to(appointment.id, db).map { ($0.employeeId, $0) }) { first, _ in first }
        for invitation in known.values
        where !appointment.employeeIds.contains(invitation.employeeId)
            || invitation.employeeId == appointment.responsibleId
        {
            try delete(invitation)
        }
        // Work that the scheduler has assigned is nobody's invitation, until somebody answers it.
        let isAssigned = try Activity.of(appointment: appointment.seriesId ?? appointment.id, db) != nil
        for employee in appointment.employeeIds where employee != appointment.responsibleId {
            if let invitation = known[employee] {
                if told.contains(employee) { continue }
                try follow(appointment, invitation, isMoved: isMoved, by: person)
            } else if !isAssigned, isMoved || old?.employeeIds.contains(employee) != true {
                var invitation = try newInvitation(to: appointment, employee)
                if employee == person.employee { invitation.accept(at: now) }
                try insert(&invitation, event: employee == person.employee ? "accepted" : "asked")
            }
        }
    }

    /// What has left its series takes the answers along, and whoever is new to it or has a new time is asked. It has been saved.
    func takeAlong(
        answersOf series: EntityID, to own: Appointment, from base: Appointment? = nil, by person: Person? = nil
    ) throws {
        let isMoved = base.map { $0.span != own.span } ?? false
        var told: Set<EntityID> = []
        for old in try Invitation.to(series, db) where own.employeeIds.contains(old.employeeId) {
            var copy = old.copied(id: newID(), to: own)
            // At once as it is now: who is asked about the new time need not hear of the old one.
            let event = copy.follow(own, isMoved: isMoved, by: person?.employee, at: now)
            try insert(&copy, event: event)
            told.insert(old.employeeId)
        }
        if let base, let person { try invite(own, from: base, by: person, besides: told) }
        let absent = try Invitation.absent(from: own.id, db)
        try setBusy(false, absent, by: own)
    }

    private func follow(
        _ appointment: Appointment, _ old: Invitation, isMoved: Bool, by person: Person
    ) throws {
        var invitation = old
        let event = invitation.follow(appointment, isMoved: isMoved, by: person.employee, at: now)
        try update(&invitation, from: old, event: event)
    }

    /// A series that ends otherwise than before: its invitations say so. It has been saved.
    func keepInvitations(to appointment: Appointment) throws {
        for old in try Invitation.to(appointment.id, db) {
            var invitation = old
            invitation.follow(appointment)
            if invitation != old { try update(&invitation, from: old, event: .updated) }
        }
    }

    func newInvitation(to appointment: Appointment, _ employee: EntityID) throws -> Invitation {
        let name = try NameTable.employees([employee], db)[employee] ?? ""
        return Invitation(id: newID(), to: appointment, employee, name: name, at: now)
    }

    /// Whether these are kept busy by the appointment, and have it to do. Their invitations have been written.
    func setBusy(_ isBusy: Bool, _ employees: Set<EntityID>, by appointment: Appointment) throws {
        let isBusy = isBusy && !appointment.isFree
        for employee in employees {
            for table in ["booking", "seriesParty"] {
                try db.execute(
                    sql: "UPDATE \(table) SET isBusy = ? WHERE appointmentId = ? AND partyId = ?",
                    arguments: [isBusy, appointment.id, employee])
            }
        }
        try keepWork(of: appointment)
    }
}
