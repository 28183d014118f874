import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Contracts and their life (CON-1, CON-2).
struct ContractRoutes {
    let commands: CommandRunner
    let store: ServiceStore

    func add(to group: RouterGroup<APIContext>) {
        group.get("/contracts", use: list)
        group.post("/contracts", use: create)
        group.get("/contracts/:id", use: show)
        group.patch("/contracts/:id", use: edit)
        group.delete("/contracts/:id", use: delete)
        group.post("/contracts/:id/transitions", use: transit)
        group.get("/contracts/:id/history", use: history)
        group.post("/contracts/:id/annexes", use: amend)
        group.get("/contracts/:id/annexes", use: annexes)
        group.patch("/contracts/:id/execution", use: planExecution)
        group.post("/contracts/:id/renewal", use: renew)
        group.post("/contracts/:id/usages", use: recordUsage)
        group.get("/contracts/:id/usages", use: usages)
        group.post("/contracts/:id/usages/:usageId/reverse", use: reverseUsage)
        group.get("/terms-templates", use: listTemplates)
        group.post("/terms-templates", use: keepTemplate)
    }

    @Sendable private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = ContractList(request: try request.list(), person: try context.person)
        let today = today
        return try Response.json(
            try await store.read { try query.fetch($0) }.map { ContractResponse(contract: $0, today: today) })
    }

    @Sendable private func create(_ request: Request, _ context: APIContext) async throws -> Response {
        try await commands.post(request, context, CreateContract.Input.self, location: Self.path) {
            try CreateContract(input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = OneRecord<Contract>(id: try context.id(entity: "contract"), person: try context.person)
        let contract = try await store.read { try query.fetch($0) }
        return try Response.json(ContractResponse(contract: contract, today: today), version: contract.sequence)
    }

    @Sendable private func edit(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "contract")
        return try await commands.change(request, context, EditContract.Input.self) {
            try EditContract(id: id, input: $1, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "contract")
        return try await commands.change(request, context, Nothing.self) {
            try DeleteContract(id: id, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable private func transit(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "contract")
        return try await commands.post(request, context, TransitContract.Input.self, status: .ok, location: Self.path) {
            try TransitContract(id: id, input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func history(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = History<Contract>(id: try context.id(entity: "contract"), person: try context.person)
        return try Response.json(Items(items: try await store.read { try query.fetch($0) }))
    }

    @Sendable private func amend(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "contract")
        return try await commands.post(request, context, AmendContract.Input.self, location: Self.path) {
            try AmendContract(id: id, input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func annexes(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = AnnexList(id: try context.id(entity: "contract"), person: try context.person)
        return try Response.json(Items(items: try await store.read { try query.fetch($0) }))
    }

    @Sendable private func planExecution(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "contract")
        return try await commands.change(request, context, PlanExecution.Input.self) {
            try PlanExecution(id: id, input: $1, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable private func renew(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "contract")
        return try await commands.post(request, context, RenewContract.Input.self, location: Self.path) {
            try RenewContract(id: id, input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func recordUsage(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "contract")
        return try await commands.post(request, context, RecordUsage.Input.self, location: Self.path) {
            try RecordUsage(contractId: id, input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func reverseUsage(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "contract")
        let usage = try context.id("usageId", entity: "usage")
        return try await commands.post(request, context, ReverseUsage.Input.self, status: .ok, location: Self.path) {
            try ReverseUsage(contractId: id, usageId: usage, input: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable private func usages(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = UsageList(
            id: try context.id(entity: "contract"), person: try context.person, language: context.language)
        return try Response.json(try await store.read { try query.fetch($0) })
    }

    @Sendable private func listTemplates(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = TermsTemplateList(person: try context.person)
        return try Response.json(Items(items: try await store.read { try query.fetch($0) }))
    }

    @Sendable private func keepTemplate(_ request: Request, _ context: APIContext) async throws -> Response {
        try await commands.post(
            request, context, KeepTermsTemplate.Input.self, location: { _ in "/terms-templates" }
        ) { try KeepTermsTemplate(input: $1, person: $2).execute(in: $0) }
    }

    private var today: Day { LocalZone.vietNam.day(of: store.world.now()) }

    @Sendable private static func path(_ version: RecordVersion) -> String { "/contracts/\(version.subject.id)" }
}

/// The body of a command that needs none.
struct Nothing: Decodable, Sendable {}

/// A list that is not cut into pages.
struct Items<Item: Encodable & Sendable>: Encodable, Sendable {
    var items: [Item]
}
