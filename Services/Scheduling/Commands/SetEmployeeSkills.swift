import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What an employee can do, whole (SCH-1).
struct SetEmployeeSkills {
    struct Input: Decodable, Sendable {
        var skills: [EmployeeSkill]
    }

    var employeeId: EntityID
    var input: Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .employee, .edit).fetch(Employee.self, employeeId, transaction.db)
        var employee = old
        employee.skills = try EmployeeSkills.checked(input.skills)
        let version = try transaction.save(&employee, from: old, event: .updated, expected: expected)
        if employee.skills != old.skills { try EmployeeSkills.keep(employee, transaction.db) }
        return version
    }
}
