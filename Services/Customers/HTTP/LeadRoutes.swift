import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

struct LeadRoutes {
    let routes: ServiceRoutes

    struct Create {
        struct Request: Decodable, Sendable {
            var lead: LeadInput
            var allowDuplicates: Bool

            private enum CodingKeys: String, CodingKey { case allowDuplicates }

            init(from decoder: any Decoder) throws {
                lead = try LeadInput(from: decoder)
                allowDuplicates =
                    try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Bool.self, forKey: .allowDuplicates)
                    ?? false
            }
        }
    }

    func add() {
        addReading()
        addWriting()
        addActions()
    }

    private func addReading() {
        let (store, looks) = (routes.store, routes.looks)
        routes.signedIn.get("/leads") { request, context in
            let list = LeadList(person: try context.person, request: try request.list())
            let page = try await store.read { try list.fetch($0) }
            try await looks.note(page.items.count, of: "lead", list.request, context)
            return try Response.json(page)
        }
        routes.signedIn.get("/leads/:id") { _, context in
            let (id, person) = (try context.id(entity: "lead"), try context.person)
            let lead = try await store.read { try VisibleLead(person: person).fetch(id, $0) }
            return try Response.json(LeadResponse(lead), version: lead.sequence)
        }
    }

    private func addWriting() {
        let commands = routes.commands
        routes.signedIn.post("/leads") { request, context in
            try await commands.post(
                request, context, Create.Request.self, location: { "/leads/\($0.subject.id)" }
            ) { transaction, input, person in
                try CreateLead(input: input.lead, allowDuplicates: input.allowDuplicates, person: person)
                    .execute(in: transaction)
            }
        }
        routes.signedIn.put("/leads/:id") { request, context in
            let id = try context.id(entity: "lead")
            return try await commands.change(request, context, LeadInput.self) { transaction, input, person, expected in
                try UpdateLead(id: id, change: { _ in input }, person: person, expected: expected)
                    .execute(in: transaction)
            }
        }
        routes.signedIn.patch("/leads/:id") { request, context in
            let id = try context.id(entity: "lead")
            return try await commands.change(request, context, [String: JSONValue].self) {
                transaction, patch, person, expected in
                try UpdateLead(
                    id: id, change: { try MergePatch.apply(patch, to: LeadInput($0)) }, person: person,
                    expected: expected
                ).execute(in: transaction)
            }
        }
    }

    private func addActions() {
        let commands = routes.commands
        routes.signedIn.post("/leads/:id/disqualify") { request, context in
            let id = try context.id(entity: "lead")
            return try await commands.post(
                request, context, CustomerRoutes.Reason.self, status: .ok, location: { "/leads/\($0.subject.id)" }
            ) { transaction, input, person in
                try DisqualifyLead(id: id, reason: input.reason, person: person).execute(in: transaction)
            }
        }
        routes.signedIn.post("/leads/:id/convert") { request, context in
            let id = try context.id(entity: "lead")
            return try await commands.post(
                request, context, ConvertLead.Input.self, status: .ok, location: { "/leads/\($0.subject.id)" }
            ) { transaction, input, person in
                try ConvertLead(id: id, input: input, person: person).execute(in: transaction)
            }
        }
        routes.signedIn.post("/leads/:id/undo-conversion") { request, context in
            let id = try context.id(entity: "lead")
            return try await commands.post(
                request, context, CustomerRoutes.Nothing.self, status: .ok, location: { "/leads/\($0.subject.id)" }
            ) { transaction, _, person in
                try UndoLeadConversion(id: id, person: person).execute(in: transaction)
            }
        }
    }
}
