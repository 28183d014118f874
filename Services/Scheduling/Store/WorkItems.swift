import Foundation
import GRDB
import Messages
import Store

/// What one employee has to do, waits for or has done (SCH-9): a row for each activity and appointment that is theirs,
/// written with it.
struct WorkItem: Codable, FetchableRecord, Sendable {
    static let databaseTableName = "workItem"
    enum Kind: String, Codable, Sendable, CaseIterable { case activity, appointment }
    enum State: String, Codable, Sendable {
        case toDo = "to-do"
        case waiting, done
    }

    var id: EntityID
    var employeeId: EntityID
    var type: Kind
    var itemId: EntityID
    var state: State
    /// When it is due, `never` where it is not; of what is done, when it was.
    var at: Instant
    var priorityRank: Int
    var customerId: EntityID?

    /// In the year 5138.
    static let never = Instant(milliseconds: 99_999_999_999_999)
    /// Of an appointment, which has no priority: between those of activities.
    static let mediumRank = 2
}

extension Transaction {
    /// Of who takes part it is to be done; of who is only responsible, it waits for these, or for whoever takes it from the
    /// queue. A step waits for the earlier one.
    func keepWork(of activity: Activity) throws {
        var states: [EntityID: WorkItem.State] = [:]
        let isDone = activity.status == .done
        if isDone || activity.isToDo {
            let responsible = [activity.responsibleId, activity.secondResponsibleId].compactMap(\.self)
            for employee in responsible { states[employee] = isDone ? .done : .waiting }
            for employee in activity.employeeIds {
                states[employee] = isDone ? .done : activity.isHeld ? .waiting : .toDo
            }
        }
        for appointment in activity.appointmentIds { try keepWork(.appointment, appointment, [:], of: nil) }
        try keepWork(
            .activity, activity.id, states, at: activity.status == .done ? now : activity.dueAt ?? WorkItem.never,
            rank: ActivityPriority.allCases.firstIndex(of: activity.priority) ?? WorkItem.mediumRank,
            of: activity.customerId)
    }

    /// An appointment that is a session is seen to with its activity.
    func keepWork(of appointment: Appointment) throws {
        var states: [EntityID: WorkItem.State] = [:]
        let isSession =
            try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM activityAppointment WHERE appointmentId = ?)"),
                arguments: [appointment.id]) ?? false
        // Of a series there is something to do once an occurrence has an appointment of its own.
        if appointment.status != .cancelled, !isSession, !appointment.isSeries, !appointment.isFree {
            let absent = try Invitation.absent(from: appointment.id, db)
            for employee in appointment.employeeIds where !absent.contains(employee) {
                states[employee] = appointment.status == .done ? .done : .toDo
            }
        }
        try keepWork(
            .appointment, appointment.id, states, at: appointment.status == .done ? now : appointment.endsAt,
            of: appointment.customerId)
    }

    /// Makes these the rows of a record. A row keeps its id, so that pages go on where they were, and what is done stays
    /// done when it was.
    private func keepWork(
        _ type: WorkItem.Kind, _ itemId: EntityID, _ states: [EntityID: WorkItem.State], at: Instant = WorkItem.never,
        rank: Int = WorkItem.mediumRank, of customerId: EntityID?
    ) throws {
        let known = try EntityID.fetchAll(
            db.cachedStatement(sql: "SELECT employeeId FROM workItem WHERE itemId = ?"), arguments: [itemId])
        for employee in known where states[employee] == nil {
            try db.execute(
                sql: "DELETE FROM workItem WHERE itemId = ? AND employeeId = ?", arguments: [itemId, employee])
        }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO workItem(id, employeeId, type, itemId, state, at, priorityRank, customerId)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT(itemId, employeeId) DO UPDATE SET
                  at = CASE WHEN workItem.state = 'done' AND excluded.state = 'done' THEN workItem.at ELSE excluded.at END,
                  state = excluded.state, priorityRank = excluded.priorityRank, customerId = excluded.customerId
                """)
        for (employee, state) in states.sorted(by: { $0.key < $1.key }) {
            try statement.execute(arguments: [
                newID(), employee, type.rawValue, itemId, state.rawValue, at, rank, customerId,
            ])
        }
    }
}
