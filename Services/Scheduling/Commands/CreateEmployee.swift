import Foundation
import GRDB
import Messages
import ServiceKit
import Store

struct CreateEmployee {
    var details: EmployeeDetails
    /// From which day department, branch, manager and teams count; today where none is given.
    var movedOn: Day?
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        var employee = Employee(
            id: transaction.newID(), code: try details.code ?? transaction.nextEmployeeCode(), name: details.name)
        var details = details
        details.branchId = details.branchId ?? person.branch
        details.teams = try TeamNaming(person: person, action: .create).codes(details.teams, transaction.db)
        details.customFields = try details.customFields?.checked(CustomField.all(transaction.db), before: [])
        try employee.enter(details)
        try RowScope(person, .employee, .create).require(employee.ownership, transaction.db)
        try employee.checkReferences(from: nil, transaction.db)
        return try transaction.save(&employee, event: .created, movedOn: movedOn)
    }
}

extension Employee {
    /// What a person newly names must exist; what was there before may stay.
    func checkReferences(from old: Employee?, _ db: Database) throws {
        if try Employee.isTaken(code: code, by: id, db) { throw EmployeeError.codeTaken(code: code) }
        if let branchId, branchId != old?.branchId, try !Branch.exists(db, key: branchId) {
            throw EmployeeError.unknownBranch
        }
        guard let managerId, managerId != old?.managerId else { return }
        guard try Employee.exists(db, key: managerId) else { throw EmployeeError.unknownManager }
        if try Employee.reports(managerId, to: id, db) { throw EmployeeError.managerCycle }
    }
}
