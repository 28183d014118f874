import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Payments and what customers' accounts come to (CON-6).
struct PaymentRoutes {
    let commands: CommandRunner
    let store: ServiceStore

    func add(to group: RouterGroup<APIContext>) {
        group.get("/payments", use: list)
        group.post("/payments", use: record)
        group.get("/payments/:id", use: show)
        group.post("/payments/:id/allocations", use: allocate)
        group.post("/payments/:id/reverse", use: reverse)
        group.get("/customer-accounts/:id", use: account)
        group.post("/customer-accounts/:id/cut-over", use: importCutOver)
    }

    @Sendable private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = PaymentList(request: try request.list(), person: try context.person)
        return try Response.json(try await store.read { try query.fetch($0) }.map(PaymentResponse.init))
    }

    @Sendable private func record(_ request: Request, _ context: APIContext) async throws -> Response {
        try await commands.post(request, context, RecordPayment.Input.self, location: Self.path) {
            try RecordPayment(input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = OneRecord<Payment>(id: try context.id(entity: "payment"), person: try context.person)
        let payment = try await store.read { try query.fetch($0) }
        return try Response.json(PaymentResponse(payment: payment), version: payment.sequence)
    }

    @Sendable private func allocate(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "payment")
        return try await commands.post(request, context, AllocatePayment.Input.self, status: .ok, location: Self.path) {
            try AllocatePayment(id: id, input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func reverse(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "payment")
        return try await commands.post(request, context, ReversePayment.Input.self, status: .ok, location: Self.path) {
            try ReversePayment(id: id, input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func account(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = AccountOfCustomer(id: try context.id(entity: "customer-account"), person: try context.person)
        let account = try await store.read { try query.fetch($0) }
        return try Response.json(account.published, version: account.sequence)
    }

    @Sendable private func importCutOver(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "customer-account")
        return try await commands.post(
            request, context, ImportCutOver.Input.self, location: { "/customer-accounts/\($0.subject.id)" }
        ) { try ImportCutOver(customerId: id, input: $1, person: $2).execute(in: $0) }
    }

    @Sendable private static func path(_ version: RecordVersion) -> String { "/payments/\(version.subject.id)" }
}
