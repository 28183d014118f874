import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import ServiceHTTP
import ServiceKit
import Store

/// Accounts, for administrators (ACC-1, ACC-2).
struct AccountRoutes {
    let routes: GatewayRoutes
    let desk: SignInDesk

    enum Create {
        struct Request: Codable, Sendable {
            var signInName: String
            var password: String?
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
        }
    }

    enum ResetPassword {
        struct Request: Decodable, Sendable {
            var password: String
        }
    }

    func add() {
        addReading()
        addCreating()
        addChanging()
        addSuspending()
    }

    private func addReading() {
        let store = routes.store
        routes.signedIn.get("/accounts") { request, context in
            try Self.require(.view, context)
            let list = AccountList(request: try request.list())
            return try Response.json(await store.read { try list.fetch($0) }.map(AccountResponse.init))
        }
        routes.signedIn.get("/accounts/:id") { _, context in
            try Self.require(.view, context)
            let id = try context.id(entity: AccountState.entity)
            let account = try await store.read { try OneAccount(id: id).fetch($0) }
            return try Response.json(AccountResponse(account), version: account.sequence)
        }
        routes.signedIn.get("/roles") { _, _ in try Response.json(RoleResponse.all) }
    }

    private func addCreating() {
        let (commands, desk) = (routes.commands, desk)
        routes.signedIn.post("/accounts") { request, context in
            try Self.require(.create, context)
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
            ) { [hash] transaction, input, _ in
                try CreateAccount(
                    signInName: input.signInName,
                    settings: Account.Settings(
                        employeeId: input.employeeId, email: input.email, language: input.language ?? .vietnamese,
                        roles: input.roles), hash: hash
                ).execute(in: transaction)
            }
        }
    }

    private func addChanging() {
        let (commands, desk, store) = (routes.commands, desk, routes.store)
        routes.signedIn.put("/accounts/:id") { request, context in
            try Self.require(.edit, context)
            let id = try context.id(entity: AccountState.entity)
            return try await commands.change(request, context, Change.Request.self) { transaction, input, _, expected in
                let settings = Account.Settings(
                    employeeId: input.employeeId, email: input.email, language: input.language, roles: input.roles)
                return try ChangeAccount(id: id, settings: settings, expected: expected).execute(in: transaction)
            }
        }
        routes.signedIn.put("/accounts/:id/password") { request, context in
            try Self.require(.edit, context)
            let id = try context.id(entity: AccountState.entity)
            let input = try await request.decoded(ResetPassword.Request.self)
            let account = try await store.read { try OneAccount(id: id).fetch($0) }
            let hash = try await desk.hash(input.password, for: account.signInName)
            try await store.write(cause: context.cause) { transaction in
                try ChangePassword(account: id, hash: hash).execute(in: transaction)
            }
            return Response(status: .noContent)
        }
    }

    private func addSuspending() {
        let commands = routes.commands
        routes.signedIn.post("/accounts/:id/suspend") { request, context in
            try Self.require(.edit, context)
            let id = try context.id(entity: AccountState.entity)
            return try await commands.post(
                request, context, Suspend.Request.self, status: .ok, location: { "/accounts/\($0.subject.id)" }
            ) { transaction, input, _ in
                try SuspendAccount(id: id, reason: input.reason).execute(in: transaction)
            }
        }
        routes.signedIn.post("/accounts/:id/resume") { request, context in
            try Self.require(.edit, context)
            let id = try context.id(entity: AccountState.entity)
            return try await commands.post(
                request, context, Suspend.Request.self, status: .ok, location: { "/accounts/\($0.subject.id)" }
            ) { transaction, _, _ in
                try ResumeAccount(id: id).execute(in: transaction)
            }
        }
    }

    /// Accounts have no branch: who may see or change one may all.
    static func require(_ action: Action, _ context: APIContext) throws {
        guard try context.person.scope(.accounts, action) == .all else {
            throw CommonError.forbidden(function: Function.accounts.rawValue, action: action.rawValue)
        }
    }
}

/// A role that accounts may be given.
struct RoleResponse: Encodable, Sendable {
    var name: String
    var label: Bilingual
    var permissions: [Permission]

    static let all = ReadyMadeRole.allCases.map { role in
        RoleResponse(
            name: role.rawValue, label: role.label,
            permissions: role.permissions.sorted { $0.description < $1.description })
    }
}
