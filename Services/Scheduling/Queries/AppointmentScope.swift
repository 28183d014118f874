import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Whom an appointment concerns: those whom its ownership reaches, and who attends it, for whom it is their own.
struct AppointmentScope {
    var person: Person
    var action: Action = .view

    func condition(_ alias: String) -> SQL {
        let owned = RowScope(person, .appointments, action).condition(alias)
        guard person.may(.appointments, action), let employee = person.employee else { return owned }
        return """
            (\(owned) OR \(SQL(sql: alias)).id IN (SELECT appointmentId FROM booking WHERE partyId = \(employee)))
            """
    }

    /// Throws `notFound` for one that the person may not see, `forbidden` for one that they may only see.
    func check(_ appointment: Appointment, _ db: Database) throws {
        if person.may(.appointments, action), let employee = person.employee, appointment.employeeIds.contains(employee)
        {
            return
        }
        let scope = RowScope(person, .appointments, action)
        do {
            try scope.check(appointment.ownership, entity: "appointment", id: appointment.id, db)
        } catch CommonError.notFound(let entity, let id) {
            let attends = person.employee.map(appointment.employeeIds.contains) ?? false
            guard attends, person.may(.appointments, .view) else { throw CommonError.notFound(entity: entity, id: id) }
            throw CommonError.forbidden(function: Function.appointments.rawValue, action: action.rawValue)
        }
    }
}
