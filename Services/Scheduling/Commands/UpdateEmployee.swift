import Foundation
import GRDB
import Messages
import ServiceKit
import Store

struct UpdateEmployee {
    var id: EntityID
    var details: EmployeeDetails
    /// From which day a move counts; today where none is given.
    var movedOn: Day?
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let scope = RowScope(person, .employee, .edit)
        let old = try scope.fetch(Employee.self, id, transaction.db)
        var (employee, details) = (old, details)
        details.teams = try TeamNaming(person: person, action: .edit, kept: old.teams).codes(
            details.teams, transaction.db)
        details.customFields = try details.customFields?.checked(
            CustomField.all(transaction.db), before: old.customFields)
        try employee.enter(details)
        try scope.require(employee.ownership, transaction.db)
        // That one is one's own employee opens no other branch: whoever moves there sees what is its.
        if employee.branchId != old.branchId {
            try scope.require(Ownership(branchId: employee.branchId), transaction.db)
        }
        try employee.checkReferences(from: old, transaction.db)
        return try transaction.save(&employee, from: old, event: .updated, expected: expected, movedOn: movedOn)
    }
}
