import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Cases (CUS-11).
struct CaseRoutes {
    let routes: ServiceRoutes

    func add() {
        addReading()
        addWriting()
        addActions()
    }

    private func addReading() {
        let store = routes.store
        routes.signedIn.get("/cases") { request, context in
            let list = CaseList(person: try context.person, request: try request.list(), now: store.world.now())
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        routes.signedIn.get("/customers/:id/cases") { request, context in
            let list = CaseList(
                customerId: try context.id(entity: "customer"), person: try context.person, request: try request.list(),
                now: store.world.now())
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        routes.signedIn.get("/cases/:id") { _, context in
            let (id, person, now) = (try context.id(entity: "case"), try context.person, store.world.now())
            let (record, coverage) = try await store.read { db in
                let record = try VisibleCase(person: person).fetch(id, db)
                return (record, try CaseCoverage(of: record, for: person, db))
            }
            return try Response.json(
                CaseResponse(record, at: now, coverage: coverage), version: record.sequence)
        }
        routes.signedIn.get("/cases/:id/history") { _, context in
            let history = CaseHistory(id: try context.id(entity: "case"), person: try context.person)
            return try Response.json(ItemsResponse(items: try await store.read { try history.fetch($0) }))
        }
    }

    private func addWriting() {
        let commands = routes.commands
        routes.signedIn.post("/customers/:id/cases") { request, context in
            let id = try context.id(entity: "customer")
            return try await commands.post(request, context, CreateCase.Input.self, location: Self.path) {
                transaction, input, person in
                try CreateCase(customerId: id, input: input, person: person).execute(in: transaction)
            }
        }
        routes.signedIn.put("/cases/:id") { request, context in
            let id = try context.id(entity: "case")
            return try await commands.change(request, context, CaseInput.self) {
                transaction, input, person, expected in
                try UpdateCase(id: id, change: { _ in input }, person: person, expected: expected)
                    .execute(in: transaction)
            }
        }
        routes.signedIn.patch("/cases/:id") { request, context in
            let id = try context.id(entity: "case")
            return try await commands.change(request, context, [String: JSONValue].self) {
                transaction, patch, person, expected in
                try UpdateCase(
                    id: id, change: { try MergePatch.apply(patch, to: CaseInput($0)) }, person: person,
                    expected: expected
                ).execute(in: transaction)
            }
        }
        routes.signedIn.delete("/cases/:id") { request, context in
            let id = try context.id(entity: "case")
            return try await commands.change(request, context, CustomerRoutes.Nothing.self) {
                transaction, _, person, expected in
                try DeleteCase(id: id, person: person, expected: expected).execute(in: transaction)
            }
        }
    }

    private func addActions() {
        let commands = routes.commands
        routes.signedIn.post("/cases/:id/transitions") { request, context in
            let id = try context.id(entity: "case")
            return try await commands.post(
                request, context, TransitCase.Input.self, status: .ok, location: Self.path
            ) { transaction, input, person in
                try TransitCase(id: id, input: input, person: person).execute(in: transaction)
            }
        }
        routes.signedIn.post("/cases/queue/take") { request, context in
            try await commands.post(
                request, context, TakeNextCase.Input.self, status: .ok, location: Self.path
            ) { transaction, input, person in
                try TakeNextCase(input: input, person: person).execute(in: transaction)
            }
        }
    }

    @Sendable private static func path(_ version: RecordVersion) -> String { "/cases/\(version.subject.id)" }
}
