import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

struct InteractionRoutes {
    let routes: ServiceRoutes

    func add() {
        addReading()
        addWriting()
    }

    private func addReading() {
        let store = routes.store
        routes.signedIn.get("/interactions") { request, context in
            let list = InteractionList(person: try context.person, request: try request.list())
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        routes.signedIn.get("/customers/:id/interactions") { request, context in
            let list = InteractionList(
                customerId: try context.id(entity: "customer"), person: try context.person, request: try request.list())
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        routes.signedIn.get("/interactions/:id") { _, context in
            let (id, person) = (try context.id(entity: "interaction"), try context.person)
            let interaction = try await store.read { try VisibleInteraction(person: person).fetch(id, $0) }
            return try Response.json(InteractionResponse(interaction), version: interaction.sequence)
        }
        routes.signedIn.get("/customers/:id/timeline") { request, context in
            let timeline = CustomerTimeline(
                customerId: try context.id(entity: "customer"), person: try context.person, request: try request.list())
            return try Response.json(try await store.read { try timeline.fetch($0) })
        }
    }

    private func addWriting() {
        let commands = routes.commands
        routes.signedIn.post("/customers/:id/interactions") { request, context in
            let id = try context.id(entity: "customer")
            return try await commands.post(
                request, context, InteractionInput.self, location: { "/interactions/\($0.subject.id)" }
            ) { transaction, input, person in
                try RecordInteraction(customerId: id, input: input, person: person).execute(in: transaction)
            }
        }
        routes.signedIn.put("/interactions/:id") { request, context in
            let id = try context.id(entity: "interaction")
            return try await commands.change(request, context, InteractionInput.self) {
                transaction, input, person, expected in
                try UpdateInteraction(id: id, change: { _ in input }, person: person, expected: expected)
                    .execute(in: transaction)
            }
        }
        routes.signedIn.patch("/interactions/:id") { request, context in
            let id = try context.id(entity: "interaction")
            return try await commands.change(request, context, [String: JSONValue].self) {
                transaction, patch, person, expected in
                try UpdateInteraction(
                    id: id, change: { try MergePatch.apply(patch, to: InteractionInput($0)) }, person: person,
                    expected: expected
                ).execute(in: transaction)
            }
        }
        routes.signedIn.delete("/interactions/:id") { request, context in
            let id = try context.id(entity: "interaction")
            return try await commands.change(request, context, CustomerRoutes.Nothing.self) {
                transaction, _, person, expected in
                try DeleteInteraction(id: id, person: person, expected: expected).execute(in: transaction)
            }
        }
    }
}
