import Foundation
import Hummingbird
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store

/// `/products` (PIP-1, PIP-2).
struct ProductRoutes {
    private let routes: RouterGroup<APIContext>
    private let actions: ProductActions

    init(_ routes: ServiceRoutes) {
        self.routes = routes.signedIn
        actions = ProductActions(commands: routes.commands, store: routes.store)
    }

    func add() {
        routes.get("/products", use: actions.list)
        routes.post("/products", use: actions.create)
        routes.get("/products/:id", use: actions.show)
        routes.put("/products/:id", use: actions.update)
        routes.post("/products/:id/withdraw", use: actions.withdraw)
        routes.post("/products/:id/restore", use: actions.restore)
    }
}

/// A product as people see it: its prices only for who may see prices (ACC-2).
struct ProductResponse: Encodable, Sendable {
    var id: EntityID
    var code: String
    var name: String
    var group: String?
    var kind: ProductKind
    var unit: String
    var taxClass: String
    var isActive: Bool
    var prices: [ProductState.Price]?
    var unitGroupId: EntityID?
    var unitPrices: [ProductState.PriceInUnit]?
    var external: ExternalReference?

    init(_ product: Product, for person: Person) {
        let state = product.published
        (id, code, name, group) = (state.id, state.code, state.name, state.group)
        (kind, unit, taxClass, isActive) = (state.kind, state.unit, state.taxClass, state.isActive)
        prices = person.may(.prices, .view) ? state.prices : nil
        unitGroupId = state.unitGroupId
        unitPrices = person.may(.prices, .view) ? state.unitPrices : nil
        external = state.external
    }
}

private struct ProductActions: Sendable {
    let commands: CommandRunner
    let store: ServiceStore

    @Sendable func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let person = try context.person
        let query = ProductList(request: try request.list(), person: person)
        return try .json(await store.read { try query.fetch($0).map { ProductResponse($0, for: person) } })
    }

    @Sendable func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let person = try context.person
        let query = ProductDetail(id: try context.id(entity: "product"), person: person)
        let product = try await store.read { try query.fetch($0) }
        return try .json(ProductResponse(product, for: person), version: product.sequence)
    }

    @Sendable func create(_ request: Request, _ context: APIContext) async throws -> Response {
        try await commands.post(request, context, ProductContent.self, location: Self.location) {
            try CreateProduct(content: $1, person: $2).execute(in: $0)
        }
    }

    @Sendable func update(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.id(entity: "product")
        return try await commands.change(request, context, ProductContent.self) {
            try UpdateProduct(id: id, content: $1, person: $2, expected: $3).execute(in: $0)
        }
    }

    @Sendable func withdraw(_ request: Request, _ context: APIContext) async throws -> Response {
        let (id, expected) = (try context.id(entity: "product"), try request.ifMatchWhereGiven())
        return try await commands.post(request, context, NoInput.self, status: .ok, location: Self.location) {
            try WithdrawProduct(id: id, person: $2, expected: expected).execute(in: $0)
        }
    }

    @Sendable func restore(_ request: Request, _ context: APIContext) async throws -> Response {
        let (id, expected) = (try context.id(entity: "product"), try request.ifMatchWhereGiven())
        return try await commands.post(request, context, NoInput.self, status: .ok, location: Self.location) {
            try RestoreProduct(id: id, person: $2, expected: expected).execute(in: $0)
        }
    }

    @Sendable private static func location(_ version: RecordVersion) -> String { "/products/\(version.subject.id)" }
}
