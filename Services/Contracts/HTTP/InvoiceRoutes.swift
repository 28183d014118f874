import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Invoices and the series that number them (CON-5).
struct InvoiceRoutes {
    let commands: CommandRunner
    let store: ServiceStore

    func add(to group: RouterGroup<APIContext>) {
        group.get("/invoices", use: list)
        group.post("/invoices", use: create)
        group.get("/invoices/:id", use: show)
        group.patch("/invoices/:id", use: edit)
        group.delete("/invoices/:id", use: delete)
        group.post("/invoices/:id/issue", use: issue)
        group.post("/invoices/:id/corrections", use: correct)
        group.post("/invoices/:id/notices", use: sendNotice)
        group.get("/invoices/:id/notices", use: notices)
        group.post("/invoices/:id/transmission", use: recordTransmission)
        group.get("/invoice-series", use: listSeries)
        group.post("/invoice-series", use: registerSeries)
        group.post("/invoice-series/retire", use: retireSeries)
    }

    @Sendable private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = InvoiceList(request: try request.list(), person: try context.person)
        return try Response.json(try await store.read { try query.fetch($0) }.map(InvoiceResponse.init))
    }

    @Sendable private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        try await commands.post(request, context, CreateInvoice.Input.self, location: Self.path) {
            try CreateInvoice(input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = OneRecord<Invoice>(id: try context.id(entity: "invoice"), person: try context.person)
        let invoice = try await store.read { try query.fetch($0) }
        return try Response.json(InvoiceResponse(invoice: invoice), version: invoice.sequence)
    }

    @Sendable private func edit(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "invoice")
        return try await commands.change(request, context, EditInvoice.Input.self) {
            try EditInvoice(id: id, input: $1, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "invoice")
        return try await commands.change(request, context, Nothing.self) {
            try DeleteInvoice(id: id, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable private func issue(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "invoice")
        return try await commands.post(request, context, IssueInvoice.Input.self, status: .ok, location: Self.path) {
            try IssueInvoice(id: id, input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func correct(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "invoice")
        return try await commands.post(request, context, CorrectInvoice.Input.self, location: Self.path) {
            try CorrectInvoice(id: id, input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func sendNotice(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "invoice")
        return try await commands.post(request, context, SendNotice.Input.self, location: Self.path) {
            try SendNotice(id: id, input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func notices(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = NoticeList(id: try context.id(entity: "invoice"), person: try context.person)
        return try Response.json(Items(items: try await store.read { try query.fetch($0) }))
    }

    @Sendable private func recordTransmission(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "invoice")
        return try await commands.post(
            request, context, RecordTransmission.Input.self, status: .ok, location: Self.path
        ) { try RecordTransmission(id: id, input: $1, person: $2).execute(in: $0) }
    }

    @Sendable private func listSeries(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = InvoiceSeriesList(person: try context.person)
        return try Response.json(Items(items: try await store.read { try query.fetch($0) }))
    }

    @Sendable private func registerSeries(_ request: Request, _ context: APIContext) async throws -> Response {
        try await commands.post(
            request, context, RegisterInvoiceSeries.Input.self, location: { _ in "/invoice-series" }
        ) { try RegisterInvoiceSeries(input: $1, person: $2).execute(in: $0) }
    }

    @Sendable private func retireSeries(_ request: Request, _ context: APIContext) async throws -> Response {
        try await commands.post(
            request, context, RetireInvoiceSeries.Input.self, status: .ok, location: { _ in "/invoice-series" }
        ) { try RetireInvoiceSeries(input: $1, person: $2).execute(in: $0) }
    }

    @Sendable private static func path(_ version: RecordVersion) -> String { "/invoices/\(version.subject.id)" }
}
