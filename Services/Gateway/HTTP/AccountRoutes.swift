import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import ServiceHTTP
import ServiceKit
import Store

/// Accounts, for administrators (ACC-1, ACC-2). What administrators do with passwords is in `AccountPasswordRoutes`.
struct AccountRoutes {
    let routes: GatewayRoutes
    let desk: SignInDesk

    enum Create {
        struct Request: Codable, Sendable {
            var signInName: String
            var password: String?
            var mustChangePassword: Bool?
            var employeeId: EntityID?
            var email: String?
            var language: Language?
            var roles: [String]
        }
    }

    enum Change {
        struct Request: Decodable, Sendable {
            var employeeId: EntityID?
            var email: String?
            var language: Language
            var roles: [String]
        }
    }

    enum Suspend {
        struct Request: Decodable, Sendable {
            var reason: String?
            /// Nothing: for good.
            var until: Instant?
        }
    }

    enum Resume {
        struct Request: Decodable, Sendable {}
    }

    func add() {
        addReading()
        addCreating()
        addChanging()
        addSuspending()
    }

    private func addReading() {
        let (store, looks) = (routes.store, routes.looks)
        routes.signedIn.get("/accounts") { request, context in
            try Self.require(.view, context)
            let list = AccountList(request: try request.list())
            let page = try await store.read { try list.fetch($0) }
            try await looks.note(page.items.count, of: AccountState.entity, list.request, context)
            return try Response.json(page.map(AccountResponse.init))
        }
        routes.signedIn.get("/accounts/:id") { _, context in
            try Self.require(.view, context)
            let id = try context.id(entity: AccountState.entity)
            let item = try await store.read { try OneAccount(id: id).fetch($0) }
            return try Response.json(AccountResponse(item), version: item.account.sequence)
        }
    }

    private func addCreating() {
        let (commands, confirmation, desk) = (routes.commands, routes.confirmation, desk)
        routes.signedIn.post("/accounts") { request, context in
            try Self.require(.create, context)
            try await confirmation.require(context)
            var input = try await request.decoded(Create.Request.self)
            let name = try SignInName.checked(input.signInName)
            var hash: PasswordHash?
            if let password = input.password { hash = try await desk.hash(password, for: name) }
            // What is kept of the body to recognise a repeat must not help to guess the password.
            input.password = nil
            let bare = Request(
                head: request.head, body: RequestBody(buffer: ByteBuffer(bytes: try WireJSON.encode(input))))
            return try await commands.post(
                bare, context, Create.Request.self, location: { "/accounts/\($0.subject.id)" }
            ) { [hash] transaction, input, person in
                try CreateAccount(
                    signInName: input.signInName,
                    settings: Account.Settings(
                        employeeId: input.employeeId, email: input.email, language: input.language ?? .vietnamese,
                        roles: input.roles), hash: hash, mustChange: input.mustChangePassword ?? true, maker: person
                ).execute(in: transaction)
            }
        }
    }

    private func addChanging() {
        let (commands, confirmation) = (routes.commands, routes.confirmation)
        routes.signedIn.put("/accounts/:id") { request, context in
            try Self.require(.edit, context)
            try await confirmation.require(context)
            let id = try context.id(entity: AccountState.entity)
            return try await commands.change(request, context, Change.Request.self) {
                transaction, input, person, expected in
                let settings = Account.Settings(
                    employeeId: input.employeeId, email: input.email, language: input.language, roles: input.roles)
                return try ChangeAccount(id: id, settings: settings, person: person, expected: expected)
                    .execute(in: transaction)
            }
        }
    }

    private func addSuspending() {
        let (commands, confirmation) = (routes.commands, routes.confirmation)
        routes.signedIn.post("/accounts/:id/suspend") { request, context in
            try Self.require(.edit, context)
            try await confirmation.require(context)
            let id = try context.id(entity: AccountState.entity)
            return try await commands.post(
                request, context, Suspend.Request.self, status: .ok, location: { "/accounts/\($0.subject.id)" }
            ) { transaction, input, person in
                try SuspendAccount(id: id, reason: input.reason, until: input.until, by: person).execute(
                    in: transaction)
            }
        }
        routes.signedIn.post("/accounts/:id/resume") { request, context in
            try Self.require(.edit, context)
            try await confirmation.require(context)
            let id = try context.id(entity: AccountState.entity)
            return try await commands.post(
                request, context, Resume.Request.self, status: .ok, location: { "/accounts/\($0.subject.id)" }
            ) { transaction, _, _ in
                try ResumeAccount(id: id).execute(in: transaction)
            }
        }
    }

    /// Accounts have no branch: who may see or change one may all.
    static func require(_ action: Action, _ context: APIContext) throws {
        try context.person.requireAll(.accounts, action)
    }
}
