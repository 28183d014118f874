import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Employees (SCH-1).
struct EmployeeRoutes {
    let routes: ServiceRoutes

    func add() {
        let (commands, store, looks) = (routes.commands, routes.store, routes.looks)
        let location: @Sendable (RecordVersion) -> String = { "/employees/\($0.subject.id)" }
        let employees = routes.signedIn.group("employees")
        employees.post { request, context in
            try await commands.post(request, context, Input.self, location: location) { transaction, input, person in
                try CreateEmployee(details: input.details(), movedOn: input.movedOn, person: person)
                    .execute(in: transaction)
            }
        }
        employees.get { request, context in
            let list = EmployeeList(request: try request.list(), person: try context.person)
            let page = try await store.read { try list.fetch($0) }
            try await looks.note(page.items.count, of: "employee", list.request, context)
            return try Response.json(page)
        }
        employees.get(":id") { request, context in
            let query = EmployeeByID(id: try context.id(entity: "employee"), person: try context.person)
            let employee = try await store.read { try query.fetch($0) }
            return try Response.json(employee, version: employee.version)
        }
        employees.get(":id/moves") { _, context in
            let query = EmployeeMoves(id: try context.id(entity: "employee"), person: try context.person)
            return try Response.json(Items(items: try await store.read { try query.fetch($0) }))
        }
        employees.put(":id") { request, context in
            let id = try context.id(entity: "employee")
            return try await commands.change(request, context, Input.self) { transaction, input, person, expected in
                try UpdateEmployee(
                    id: id, details: input.details(), movedOn: input.movedOn, person: person, expected: expected
                ).execute(in: transaction)
            }
        }
        addSkills(employees)
        addHandOver(employees)
        for (path, change) in [("left", MarkEmployee.Change.left), ("returned", .returned)] {
            employees.post(":id/\(path)") { request, context in
                let id = try context.id(entity: "employee")
                return try await commands.post(request, context, Empty.self, status: .ok, location: location) {
                    transaction, _, person in
                    try MarkEmployee(id: id, change: change, person: person).execute(in: transaction)
                }
            }
        }
    }

    /// The body of POST and PUT: PUT replaces all members but the code and the firm's own fields, which stay where none are given.
    struct Input: Decodable, Sendable {
        var code: String?
        var name: String
        var title: String?
        var department: String?
        var phones: [String]?
        var email: String?
        var managerId: EntityID?
        var branchId: EntityID?
        var teams: [String]?
        /// From which day department, branch, manager and teams count.
        var movedOn: Day?
        var customFields: [CustomFieldValue]?

        func details() throws(EmployeeError) -> EmployeeDetails {
            try EmployeeDetails(
                code: code, name: name, title: title, department: department, phones: phones ?? [], email: email,
                managerId: managerId, branchId: branchId, teams: teams ?? [], customFields: customFields)
        }
    }

    struct Empty: Decodable, Sendable {}

    /// A list that is short enough to be given whole.
    struct Items<Item: Encodable & Sendable>: Encodable {
        var items: [Item]
    }
}

extension EmployeeView: Encodable {
    private enum Keys: String, CodingKey { case version, managerName, branchName, editedMembers }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(managerName, forKey: .managerName)
        try container.encodeIfPresent(branchName, forKey: .branchName)
        try container.encode(editedMembers, forKey: .editedMembers)
    }
}
