import Foundation
import GRDB
import Messages
import ServiceKit
import Store

extension Activity: EntityRecord {
    static let databaseTableName = "activity"
    var published: ActivityState {
        var state = ActivityState(
            id: id, title: title, description: description, kind: kind, purpose: purpose, origin: origin,
            customerId: customerId, contactId: contactId, opportunityId: opportunityId, contractId: contractId,
            projectId: projectId, employeeIds: employeeIds, sessions: sessions, plannedOn: plannedOn,
            recurrence: recurrence, deadline: deadline, priority: priority,
            travelMinutes: travelMinutes, place: place, plannedCosts: plannedCosts, status: status,
            appointmentIds: appointmentIds, ownership: ownership, campaignId: campaignId, planId: planId,
            isCut: isCut ? true : nil, diary: diary, caseId: caseId)
        (state.teamId, state.queuedAt, state.takenAt) = (teamId, queuedAt, takenAt)
        (state.checklist, state.call) = (checklist.isEmpty ? nil : checklist, call)
        state.isHeld = isHeld ? true : nil
        return state
    }

    /// The one whose session an appointment is.
    static func of(appointment: EntityID, _ db: Database) throws -> Activity? {
        try fetchOne(
            db,
            sql: """
                SELECT activity.* FROM activityAppointment link JOIN activity ON activity.id = link.activityId
                WHERE link.appointmentId = ?
                """, arguments: [appointment])
    }
}

extension Transaction {
    /// Writes a new or changed activity, its event, whose it is, and which appointments are its sessions.
    func save(
        _ activity: inout Activity, from old: Activity? = nil, event: EventName, expected: EventSequence? = nil,
        cause: String? = nil
    ) throws -> RecordVersion {
        activity.keepQueueTimes(since: old, at: now)
        try checkPlanning(&activity, from: old)
        let version =
            try old.map { try update(&activity, from: $0, event: event, expected: expected, cause: cause) }
            ?? insert(&activity, event: event, cause: cause)
        if activity.employeeIds != old?.employeeIds {
            try db.execute(sql: "DELETE FROM activityEmployee WHERE activityId = ?", arguments: [activity.id])
            for employee in activity.employeeIds {
                try db.execute(
                    sql: "INSERT INTO activityEmployee(employeeId, activityId) VALUES (?, ?)",
                    arguments: [employee, activity.id])
            }
        }
        if activity.diary != old?.diary {
            try keep(activity.diary, of: Subject("activity", activity.id), activityId: activity.id)
        }
        if activity.appointmentIds != old?.appointmentIds ?? [] {
            try db.execute(sql: "DELETE FROM activityAppointment WHERE activityId = ?", arguments: [activity.id])
            for appointment in activity.appointmentIds {
                try db.execute(
                    sql: "INSERT INTO activityAppointment(appointmentId, activityId) VALUES (?, ?)",
                    arguments: [appointment, activity.id])
            }
        }
        try keepWork(of: activity)
        if activity.status != old?.status { try goOn(after: activity) }
        return version
    }

    /// An appointment that was moved or called off by itself takes its activity along.
    func follow(_ appointment: Appointment, from old: Appointment) throws {
        guard let activity = try Activity.of(appointment: appointment.id, db) else { return }
        var changed = activity
        if appointment.status == .cancelled {
            changed.lose(appointment.id, at: old.span)
        } else {
            changed.follow(appointment.id, from: old.span, to: appointment.span)
        }
        guard changed != activity else { return }
        let event: EventName = changed.status == .new ? "reopened" : .updated
        _ = try save(&changed, from: activity, event: event, cause: "appointment/\(appointment.id)")
    }

    /// The activity whose appointment was split has one more session: the series that goes on from there.
    func follow(_ next: Appointment, splitFrom old: Appointment) throws {
        guard let activity = try Activity.of(appointment: old.id, db) else { return }
        var changed = activity
        changed.gain(next.id, at: next.span)
        _ = try save(&changed, from: activity, event: .updated, cause: "appointment/\(next.id)")
    }
}
