import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

struct CustomerRoutes {
    let routes: ServiceRoutes

    struct Create {
        struct Request: Decodable, Sendable {
            var customer: CustomerInput
            var allowDuplicates: Bool

            private enum CodingKeys: String, CodingKey { case allowDuplicates }

            init(from decoder: any Decoder) throws {
                customer = try CustomerInput(from: decoder)
                allowDuplicates =
                    try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Bool.self, forKey: .allowDuplicates)
                    ?? false
            }
        }
    }

    struct Reason: Decodable, Sendable {
        var reason: String?
    }

    struct Nothing: Decodable, Sendable {}

    func add() {
        addReading()
        addWriting()
        addActions()
    }

    private func addReading() {
        let (store, looks) = (routes.store, routes.looks)
        routes.signedIn.get("/customers") { request, context in
            let list = CustomerList(person: try context.person, request: try request.list())
            let page = try await store.read { try list.fetch($0) }
            try await looks.note(page.items.count, of: "customer", list.request, context)
            return try Response.json(page)
        }
        routes.signedIn.get("/customers/:id") { _, context in
            let view = CustomerView(id: try context.id(entity: "customer"), person: try context.person)
            let customer = try await store.read { try view.fetch($0) }
            return try Response.json(customer, version: customer.extra.version)
        }
        routes.signedIn.get("/customers/:id/status-history") { _, context in
            let history = StatusHistory(customerId: try context.id(entity: "customer"), person: try context.person)
            return try Response.json(ItemsResponse(items: try await store.read { try history.fetch($0) }))
        }
    }

    private func addWriting() {
        let commands = routes.commands
        routes.signedIn.post("/customers") { request, context in
            try await commands.post(
                request, context, Create.Request.self, location: { "/customers/\($0.subject.id)" }
            ) { transaction, input, person in
                try CreateCustomer(input: input.customer, allowDuplicates: input.allowDuplicates, person: person)
                    .execute(in: transaction)
            }
        }
        routes.signedIn.put("/customers/:id") { request, context in
            let id = try context.id(entity: "customer")
            return try await commands.change(request, context, CustomerInput.self) {
                transaction, input, person, expected in
                try UpdateCustomer(id: id, change: { _ in input }, person: person, expected: expected)
                    .execute(in: transaction)
            }
        }
        routes.signedIn.patch("/customers/:id") { request, context in
            let id = try context.id(entity: "customer")
            return try await commands.change(request, context, [String: JSONValue].self) {
                transaction, patch, person, expected in
                try UpdateCustomer(
                    id: id, change: { try MergePatch.apply(patch, to: CustomerInput($0)) }, person: person,
                    expected: expected
                ).execute(in: transaction)
            }
        }
        routes.signedIn.delete("/customers/:id") { request, context in
            let id = try context.id(entity: "customer")
            return try await commands.change(request, context, Nothing.self) { transaction, _, person, expected in
                try DeleteCustomer(id: id, person: person, expected: expected).execute(in: transaction)
            }
        }
    }

    private func addActions() {
        let commands = routes.commands
        for (path, isActive) in [("deactivate", false), ("reactivate", true)] {
            routes.signedIn.post("/customers/:id/\(path)") { request, context in
                let id = try context.id(entity: "customer")
                return try await commands.post(
                    request, context, Nothing.self, status: .ok, location: { "/customers/\($0.subject.id)" }
                ) { transaction, _, person in
                    try SetCustomerActive(id: id, isActive: isActive, person: person).execute(in: transaction)
                }
            }
        }
        routes.signedIn.post("/customers/:id/prospective") { request, context in
            let id = try context.id(entity: "customer")
            return try await commands.post(
                request, context, Reason.self, status: .ok, location: { "/customers/\($0.subject.id)" }
            ) { transaction, input, person in
                try MakeProspective(id: id, reason: input.reason, person: person).execute(in: transaction)
            }
        }
    }
}
