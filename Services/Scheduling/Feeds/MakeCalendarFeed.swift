import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A new secret address for the caller's own calendar; the one before no longer opens anything.
struct MakeCalendarFeed {
    var token: FeedToken
    var person: Person

    func execute(in transaction: Transaction) throws -> CalendarFeedRecord {
        let employee = try person.ownCalendar
        try person.require(.appointments, .view)
        guard try Employee.exists(transaction.db, key: employee) else { throw CalendarError.noEmployee }
        let feed = CalendarFeedRecord(
            employeeId: employee, id: transaction.newID(), accountId: person.account, hashKey: token.key,
            hash: token.hash, createdAt: transaction.now)
        try feed.save(transaction.db)
        try transaction.audit(
            "calendar feed made", subject: "employee/\(employee)", details: ["feed": feed.id.description])
        return feed
    }
}

/// Nobody reads the calendar by its address any more. Where there is none, nothing is to be done.
struct RevokeCalendarFeed {
    /// Nobody: the caller's own; another's for who may edit the employee.
    var employeeOfAnother: EntityID?
    var person: Person

    func execute(in transaction: Transaction) throws {
        let employeeId = try employeeOfAnother ?? person.ownCalendar
        if employeeOfAnother != nil { try RowScope(person, .employee, .edit).check(employeeId, transaction.db) }
        guard try CalendarFeedRecord.deleteOne(transaction.db, key: employeeId) else { return }
        try transaction.audit("calendar feed revoked", subject: "employee/\(employeeId)")
    }
}

extension Person {
    /// The employee whose calendar is the caller's own. Throws `CalendarError`.
    var ownCalendar: EntityID {
        get throws {
            guard let employee, !isProgram else { throw CalendarError.noEmployee }
            return employee
        }
    }
}
