import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

struct ContactRoutes {
    let routes: ServiceRoutes

    func add() {
        addReading()
        addWriting()
        addActions()
    }

    private func addReading() {
        let (store, looks) = (routes.store, routes.looks)
        routes.signedIn.get("/contacts") { request, context in
            let list = ContactList(person: try context.person, request: try request.list())
            let page = try await store.read { try list.fetch($0) }
            try await looks.note(page.items.count, of: "contact", list.request, context)
            return try Response.json(page)
        }
        routes.signedIn.get("/customers/:id/contacts") { request, context in
            let list = ContactList(
                customerId: try context.id(entity: "customer"), person: try context.person, request: try request.list())
            let page = try await store.read { try list.fetch($0) }
            try await looks.note(page.items.count, of: "contact", list.request, context)
            return try Response.json(page)
        }
        routes.signedIn.get("/contacts/:id") { _, context in
            let (id, person) = (try context.id(entity: "contact"), try context.person)
            let contact = try await store.read { try VisibleContact(person: person).fetch(id, $0) }
            return try Response.json(ContactResponse(contact), version: contact.sequence)
        }
    }

    private func addWriting() {
        let commands = routes.commands
        routes.signedIn.post("/customers/:id/contacts") { request, context in
            let id = try context.id(entity: "customer")
            return try await commands.post(
                request, context, ContactInput.self, location: { "/contacts/\($0.subject.id)" }
            ) { transaction, input, person in
                try CreateContact(customerId: id, input: input, person: person).execute(in: transaction)
            }
        }
        routes.signedIn.put("/contacts/:id") { request, context in
            let id = try context.id(entity: "contact")
            return try await commands.change(request, context, ContactInput.self) {
                transaction, input, person, expected in
                try UpdateContact(id: id, change: { _ in input }, person: person, expected: expected)
                    .execute(in: transaction)
            }
        }
        routes.signedIn.patch("/contacts/:id") { request, context in
            let id = try context.id(entity: "contact")
            return try await commands.change(request, context, [String: JSONValue].self) {
                transaction, patch, person, expected in
                try UpdateContact(
                    id: id, change: { try MergePatch.apply(patch, to: ContactInput($0)) }, person: person,
                    expected: expected
                ).execute(in: transaction)
            }
        }
        routes.signedIn.delete("/contacts/:id") { request, context in
            let id = try context.id(entity: "contact")
            return try await commands.change(request, context, CustomerRoutes.Nothing.self) {
                transaction, _, person, expected in
                try DeleteContact(id: id, person: person, expected: expected).execute(in: transaction)
            }
        }
    }

    private func addActions() {
        let commands = routes.commands
        for (path, isWorking) in [("left", false), ("returned", true)] {
            routes.signedIn.post("/contacts/:id/\(path)") { request, context in
                let id = try context.id(entity: "contact")
                return try await commands.post(
                    request, context, CustomerRoutes.Nothing.self, status: .ok,
                    location: { "/contacts/\($0.subject.id)" }
                ) { transaction, _, person in
                    try SetContactWorking(id: id, isWorking: isWorking, person: person).execute(in: transaction)
                }
            }
        }
    }
}
