import Foundation
import Hummingbird
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store

/// `/tax-classes` and `/stages`: the lists that products and opportunities refer to.
struct CatalogueRoutes {
    private let routes: RouterGroup<APIContext>
    private let actions: CatalogueActions

    init(_ routes: ServiceRoutes) {
        self.routes = routes.signedIn
        actions = CatalogueActions(commands: routes.commands, store: routes.store)
    }

    func add() {
        routes.get("/tax-classes", use: actions.taxClasses)
        routes.get("/stages", use: actions.stages)
        routes.put("/stages", use: actions.replaceStages)
    }
}

private struct CatalogueActions: Sendable {
    let commands: CommandRunner
    let store: ServiceStore

    private struct TaxClassResponse: Encodable, Sendable {
        var code: String
        var label: Bilingual
        /// Nothing where no rate is in force on the day asked for.
        var current: TaxMark?
        var rates: [TaxClass.DatedRate]
    }

    /// `on` asks for the rates in force on a day; today where it is not given.
    @Sendable func taxClasses(_ request: Request, _ context: APIContext) async throws -> Response {
        let today = LocalZone.vietNam.day(of: store.world.now())
        var day = today
        if let asked = request.uri.queryParameters["on"] {
            guard let given = Day(String(asked)) else {
                throw CommonError.invalid(
                    code: "invalid-parameter", path: "on",
                    message: Bilingual(en: "on must be a date (YYYY-MM-DD).", vi: "on phải là ngày (YYYY-MM-DD)."))
            }
            day = given
        }
        let classes = try await store.read { try TaxTable.classes($0) }
        let items = classes.map {
            TaxClassResponse(code: $0.code, label: $0.label, current: $0.mark(on: day), rates: $0.rates)
        }
        return try .json(Items(items: items))
    }

    @Sendable func stages(_ request: Request, _ context: APIContext) async throws -> Response {
        let (list, version) = try await store.read { (try StageTable.list($0), try StageTable.version($0)) }
        return try .json(Items(items: list.stages), version: version)
    }

    private struct NewStages: Decodable, Sendable {
        var stages: [Stage]
    }

    @Sendable func replaceStages(_ request: Request, _ context: APIContext) async throws -> Response {
        try await commands.change(request, context, NewStages.self) {
            try ReplaceStages(stages: $1.stages, person: $2, expected: $3).execute(in: $0)
        }
    }
}
