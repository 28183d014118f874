import Foundation
import GRDB
import Messages
import ServiceKit
import Store

extension Branch: EntityRecord {
    static let databaseTableName = "branch"
    var published: BranchState { BranchState(id: id, code: code, name: name, isHeadOffice: isHeadOffice) }
}

extension Employee: EntityRecord {
    static let databaseTableName = "employee"
    var published: EmployeeState {
        EmployeeState(
            id: id, code: code, name: name, title: title, department: department, phones: phones, email: email,
            managerId: managerId, branchId: branchId, teams: teams, isActive: isActive, external: external,
            skills: skills.isEmpty ? nil : skills, openWork: openWork,
            customFields: customFields.isEmpty ? nil : customFields)
    }
}

extension Transaction {
    /// Writes a new or changed branch, its event and, as this service owns branches, the copy that scopes look at.
    func save(
        _ branch: inout Branch, from old: Branch? = nil, event: EventName, expected: EventSequence? = nil
    ) throws -> RecordVersion {
        let version =
            try old.map { try update(&branch, from: $0, event: event, expected: expected) }
            ?? insert(&branch, event: event)
        try BranchCopy(branch.published, sequence: branch.sequence).save(db)
        return version
    }

    /// Writes a new or changed employee, the event, the copy that scopes look at, what search looks at, and a move where it
    /// is one, from the day `movedOn` on. Of one who leaves, however that becomes known, it says what they had to do.
    func save(
        _ employee: inout Employee, from old: Employee? = nil, event: EventName, expected: EventSequence? = nil,
        movedOn: Day? = nil
    ) throws -> RecordVersion {
        if employee.isActive {
            employee.openWork = nil
        } else if old?.isActive == true {
            employee.openWork = try OpenWork.count(of: employee.id, at: now, db)
        }
        let version =
            try old.map { try update(&employee, from: $0, event: event, expected: expected) }
            ?? insert(&employee, event: event)
        if employee.hasMoved(since: old) { try keepMove(of: employee, on: movedOn) }
        let copy = EmployeeCopy(employee.published, sequence: employee.sequence)
        try copy.save(db)
        try copy.writeParts(db)
        try EmployeeSearch.index(employee, db)
        if employee.customFields != old?.customFields ?? [] { try CustomFieldValue.keep(employee, db) }
        return version
    }

    /// `NV-000001` and on; numbers that were entered by hand are passed over.
    func nextEmployeeCode() throws -> String {
        while true {
            let digits = String(try nextNumber("employee"))
            let code = "NV-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
            if try !Employee.isTaken(code: code, by: nil, db) { return code }
        }
    }
}

extension Employee {
    /// Whether another employee than `id` has this code; upper and lower case are the same.
    static func isTaken(code: String, by id: EntityID?, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM employee WHERE code = ? COLLATE NOCASE AND id IS NOT ?)",
            arguments: [code, id]) ?? false
    }

    /// Whether `manager` is `employee` or reports to them, over any number of steps.
    static func reports(_ manager: EntityID, to employee: EntityID, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                WITH RECURSIVE above(id) AS (
                  SELECT ? UNION SELECT e.managerId FROM employee e JOIN above a ON e.id = a.id WHERE e.managerId IS NOT NULL)
                SELECT EXISTS (SELECT 1 FROM above WHERE id = ?)
                """, arguments: [manager, employee]) ?? false
    }
}
