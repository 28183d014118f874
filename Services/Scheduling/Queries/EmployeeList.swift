import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Employees within the person's scope.
struct EmployeeList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<EmployeeView> {
        try person.require(.employees, .view)
        var query = PagedQuery(
            "employee", sorts: ["name": "fold(employee.name)", "code": "employee.code"], defaultSort: "name")
        try query.filter(within: RowScope(person, .employee), request)
        if let search = request.search { query.filter(EmployeeSearch.condition(search)) }
        try query.filter(request, "branch", EntityID.self) { "employee.branchId = \($0)" }
        try query.filter(request, "manager", EntityID.self) { "employee.managerId = \($0)" }
        try query.filter(request, "team") { team in
            "employee.id IN (SELECT employeeId FROM employeeTeam WHERE team = \(team))"
        }
        try query.filter(request, "skill", EmployeeSkill.Kind.self) {
            EmployeeSkills.condition($0, request.filters["productGroup"])
        }
        try query.filter(request, "productGroup") { EmployeeSkills.condition(nil, $0) }
        try query.filter(request, "active", Bool.self) { "employee.isActive = \($0)" }
        try CustomFieldFilter(request: request).apply(to: &query, db)
        let page = try query.fetch(Employee.self, request, db)
        let names = try StaffNames(page.items, db)
        return page.map { EmployeeView($0, names) }
    }
}

/// One employee within the person's scope.
struct EmployeeByID {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> EmployeeView {
        try person.require(.employees, .view)
        let employee = try RowScope(person, .employee).fetch(Employee.self, id, db)
        return EmployeeView(employee, try StaffNames([employee], db))
    }
}

/// An employee as people see it.
struct EmployeeView: Sendable {
    var state: EmployeeState
    var version: EventSequence
    var managerName: String?
    var branchName: String?
    /// What staff edited since another system recorded it.
    var editedMembers: [String]

    fileprivate init(_ employee: Employee, _ names: StaffNames) {
        (state, version, editedMembers) = (employee.published, employee.sequence, employee.editedMembers)
        managerName = employee.managerId.flatMap { names.employees[$0] }
        branchName = employee.branchId.flatMap { names.branches[$0] }
    }
}

/// Names of the managers and branches of a page of employees, in two queries.
private struct StaffNames {
    var employees: [EntityID: String]
    var branches: [EntityID: String]

    init(_ page: [Employee], _ db: Database) throws {
        employees = try NameTable.employees(page.compactMap(\.managerId), db)
        branches = try NameTable.branches(page.compactMap(\.branchId), db)
    }
}
