import Foundation
import GRDB
import Messages
import ServiceKit
import Store

struct UpdateEmployee {
    var id: EntityID
    var details: EmployeeDetails
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.fetch(Employee.self, id)
        try RowScope(person, .employees, .edit).check(old.ownership, entity: "employee", id: id, transaction.db)
        var employee = old
        try employee.enter(details)
        try person.requireReach(.employees, .edit, employee.ownership, transaction.db)
        try employee.checkReferences(from: old, transaction.db)
        return try transaction.save(&employee, from: old, event: .updated, expected: expected)
    }
}
