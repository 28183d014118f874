import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// What employees can do, and who takes their work over (SCH-1).
extension EmployeeRoutes {
    func addSkills(_ employees: RouterGroup<APIContext>) {
        let commands = routes.commands
        employees.put(":id/skills") { request, context in
            let id = try context.id(entity: "employee")
            return try await commands.change(request, context, SetEmployeeSkills.Input.self) {
                try SetEmployeeSkills(employeeId: id, input: $1, person: $2, expected: $3).execute(in: $0)
            }
        }
    }

    func addHandOver(_ employees: RouterGroup<APIContext>) {
        let (commands, store) = (routes.commands, routes.store)
        employees.get(":id/open-work") { request, context in
            let person = try context.person
            try person.require(.employees, .edit)
            let id = try context.id(entity: "employee")
            try request.takesOnly(["to"])
            let other = try request.identifier("to")
            let query = OpenWork(employeeId: id, now: store.world.now(), person: person)
            return try Response.json(try await store.read { try query.list(to: other, $0) })
        }
        employees.post(":id/hand-over") { request, context in
            let id = try context.id(entity: "employee")
            return try await commands.post(
                request, context, HandOverWork.Input.self, status: .ok,
                location: { "/employees/\($0.subject.id)" }
            ) {
                try HandOverWork(employeeId: id, input: $1, person: $2).execute(in: $0)
            }
        }
    }
}
