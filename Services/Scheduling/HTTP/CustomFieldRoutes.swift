import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The firm's own fields of employees (CUS-5, SCH-1).
struct CustomFieldRoutes {
    let routes: ServiceRoutes
    private static let location: @Sendable (RecordVersion) -> String = { "/custom-fields/\($0.subject.id)" }

    func add() {
        let (commands, store) = (routes.commands, routes.store)
        let fields = routes.signedIn.group("custom-fields")
        fields.get { request, context in
            let query = CustomFieldList(person: try context.person)
            try request.takesOnly([])
            return try Response.json(EmployeeRoutes.Items(items: try await store.read { try query.fetch($0) }))
        }
        fields.get(":id") { _, context in
            let query = CustomFieldByID(id: try context.id(entity: "custom-field"), person: try context.person)
            let field = try await store.read { try query.fetch($0) }
            return try Response.json(field, version: field.version)
        }
        fields.get(":id/counts") { _, context in
            let query = CustomFieldCounts(id: try context.id(entity: "custom-field"), person: try context.person)
            return try Response.json(try await store.read { try query.fetch($0) })
        }
        fields.post { request, context in
            try await commands.post(request, context, CustomField.Input.self, location: Self.location) {
                try CreateCustomField(input: $1, person: $2).execute(in: $0)
            }
        }
        fields.put(":id") { request, context in
            let id = try context.id(entity: "custom-field")
            return try await commands.change(request, context, CustomField.Input.self) {
                try UpdateCustomField(id: id, input: $1, person: $2, expected: $3).execute(in: $0)
            }
        }
        fields.delete(":id") { request, context in
            let id = try context.id(entity: "custom-field")
            return try await commands.change(request, context, EmployeeRoutes.Empty.self) {
                try DeleteCustomField(id: id, person: $2, expected: $3).execute(in: $0)
            }
        }
        fields.post(":id/choices/:choiceId/merge") { request, context in
            let id = try context.id(entity: "custom-field")
            let choice = try context.id("choiceId", entity: "choice")
            return try await commands.post(
                request, context, MergeCustomFieldChoice.Input.self, status: .ok, location: Self.location
            ) { try MergeCustomFieldChoice(id: id, choice: choice, input: $1, person: $2).execute(in: $0) }
        }
    }
}
