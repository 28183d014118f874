import Foundation
import Hummingbird
import Messages
import NIOCore
import ServiceHTTP
import ServiceKit
import Store

/// Acceptance minutes (CON-2) and what customers were handed over (CON-7).
struct DeliveryRoutes {
    let commands: CommandRunner
    let store: ServiceStore

    func add(to group: RouterGroup<APIContext>) {
        group.get("/acceptances", use: list)
        group.post("/contracts/:id/acceptances", use: create)
        group.get("/acceptances/:id", use: show)
        group.patch("/acceptances/:id", use: edit)
        group.delete("/acceptances/:id", use: delete)
        group.post("/acceptances/:id/sign", use: sign)
        group.get("/delivered-items", use: listItems)
        group.post("/delivered-items", use: createItem)
        group.get("/delivered-items/:id", use: showItem)
        group.patch("/delivered-items/:id", use: editItem)
        group.delete("/delivered-items/:id", use: deleteItem)
    }

    @Sendable private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = AcceptanceList(request: try request.list(), person: try context.person)
        return try Response.json(try await store.read { try query.fetch($0) }.map(AcceptanceResponse.init))
    }

    @Sendable private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "contract")
        return try await commands.post(request, context, CreateAcceptance.Input.self, location: Self.path) {
            try CreateAcceptance(contractId: id, input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = OneRecord<Acceptance>(id: try context.id(entity: "acceptance"), person: try context.person)
        let acceptance = try await store.read { try query.fetch($0) }
        return try Response.json(AcceptanceResponse(acceptance: acceptance), version: acceptance.sequence)
    }

    @Sendable private func edit(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "acceptance")
        return try await commands.change(request, context, EditAcceptance.Input.self) {
            try EditAcceptance(id: id, input: $1, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "acceptance")
        return try await commands.change(request, context, Nothing.self) {
            try DeleteAcceptance(id: id, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable private func sign(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "acceptance")
        var response = try await commands.post(
            request, context, SignAcceptance.Input.self, status: .ok, location: Self.path
        ) {
            try SignAcceptance(id: id, input: $1, person: $2).execute(in: $0)
        }
        let query = OneRecord<Acceptance>(id: id, person: try context.person)
        let acceptance = try await store.read { try query.fetch($0) }
        let answer = Signed(id: id, version: acceptance.sequence, invoiceIds: acceptance.proposedInvoices)
        response.body = ResponseBody(byteBuffer: ByteBuffer(bytes: try WireJSON.encode(answer)))
        return response
    }

    /// As every command is answered, with the drafts of invoices that were proposed.
    private struct Signed: Encodable {
        var id: EntityID
        var version: EventSequence
        var invoiceIds: [EntityID]
    }

    @Sendable private func listItems(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = DeliveredItemList(request: try request.list(), person: try context.person)
        let today = today
        return try Response.json(
            try await store.read { try query.fetch($0) }.map { DeliveredItemResponse(item: $0, today: today) })
    }

    @Sendable private func createItem(_ request: Request, _ context: APIContext) async throws -> Response {
        try await commands.post(request, context, CreateDeliveredItem.Input.self, location: Self.itemPath) {
            try CreateDeliveredItem(input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func showItem(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = OneRecord<DeliveredItem>(id: try context.id(entity: "delivered-item"), person: try context.person)
        let item = try await store.read { try query.fetch($0) }
        return try Response.json(DeliveredItemResponse(item: item, today: today), version: item.sequence)
    }

    @Sendable private func editItem(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "delivered-item")
        return try await commands.change(request, context, EditDeliveredItem.Input.self) {
            try EditDeliveredItem(id: id, input: $1, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable private func deleteItem(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "delivered-item")
        return try await commands.change(request, context, Nothing.self) {
            try DeleteDeliveredItem(id: id, person: $2, expected: $3).execute(in: $0)
        }
    }

    private var today: Day { LocalZone.vietNam.day(of: store.world.now()) }

    @Sendable private static func path(_ version: RecordVersion) -> String { "/acceptances/\(version.subject.id)" }
    @Sendable private static func itemPath(_ version: RecordVersion) -> String {
        "/delivered-items/\(version.subject.id)"
    }
}
