import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Roles, for administrators; and what somebody may do because of them (ACC-2).
struct RoleRoutes {
    let routes: GatewayRoutes

    enum Create {
        struct Request: Decodable, Sendable {
            var code: String
            var label: Bilingual
            var permissions: [String]?
            var copyOf: EntityID?
        }
    }

    enum Change {
        struct Request: Decodable, Sendable {
            var code: String?
            var label: Bilingual
            var permissions: [String]
        }
    }

    struct Nothing: Decodable, Sendable {}

    func add() {
        addReading()
        addWriting()
        addPermissions()
    }

    private func addReading() {
        let store = routes.store
        routes.signedIn.get("/roles") { request, context in
            try AccountRoutes.require(.view, context)
            let list = RoleList(request: try request.list())
            return try Response.json(await store.read { try list.fetch($0) }.map(RoleResponse.init))
        }
        routes.signedIn.get("/roles/:id") { _, context in
            try AccountRoutes.require(.view, context)
            let id = try context.id(entity: RoleState.entity)
            let row = try await store.read { try OneRole(id: id).fetch($0) }
            return try Response.json(RoleResponse(row), version: row.role.sequence)
        }
    }

    private func addWriting() {
        let (commands, confirmation) = (routes.commands, routes.confirmation)
        routes.signedIn.post("/roles") { request, context in
            try AccountRoutes.require(.edit, context)
            try await confirmation.require(context)
            return try await commands.post(
                request, context, Create.Request.self, location: { "/roles/\($0.subject.id)" }
            ) { transaction, input, person in
                try CreateRole(
                    code: input.code, label: input.label, permissions: input.permissions, copyOf: input.copyOf,
                    person: person
                ).execute(in: transaction)
            }
        }
        routes.signedIn.put("/roles/:id") { request, context in
            try AccountRoutes.require(.edit, context)
            try await confirmation.require(context)
            let id = try context.id(entity: RoleState.entity)
            return try await commands.change(request, context, Change.Request.self) {
                transaction, input, person, expected in
                let content = Role.Content(label: input.label, permissions: input.permissions)
                return try ChangeRole(id: id, code: input.code, content: content, person: person, expected: expected)
                    .execute(in: transaction)
            }
        }
        routes.signedIn.delete("/roles/:id") { request, context in
            try AccountRoutes.require(.edit, context)
            try await confirmation.require(context)
            let id = try context.id(entity: RoleState.entity)
            return try await commands.change(request, context, Nothing.self) { transaction, _, _, expected in
                try DeleteRole(id: id, expected: expected).execute(in: transaction)
            }
        }
    }

    private func addPermissions() {
        let store = routes.store
        routes.people.get("/me/permissions") { _, context in
            let person = try context.person
            return try Response.json(
                await store.read {
                    try GrantedPermissions.fetch(of: person.account, within: person.permissions, $0)
                })
        }
        routes.signedIn.get("/accounts/:id/permissions") { _, context in
            try AccountRoutes.require(.view, context)
            let id = try context.id(entity: AccountState.entity)
            return try Response.json(await store.read { try GrantedPermissions.fetch(of: id, $0) })
        }
    }
}

/// A role as administrators see it.
struct RoleResponse: Encodable, Sendable {
    var id: EntityID
    var version: EventSequence
    var code: String
    var label: Bilingual
    var permissions: [String]
    var isReadyMade: Bool
    /// How many accounts have it.
    var accounts: Int
    var createdAt: Instant

    init(_ row: RoleRow) {
        (id, version, code, label) = (row.role.id, row.role.sequence, row.role.code, row.role.label)
        (permissions, isReadyMade) = (row.role.permissions, row.role.isReadyMade)
        (accounts, createdAt) = (row.accounts, row.role.createdAt)
    }
}
