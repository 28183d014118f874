import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Working procedures (SCH-3): their templates, and the chains started from them.
struct ProcedureRoutes {
    let routes: ServiceRoutes
    let now: @Sendable () -> Instant

    func add() {
        addTemplates(routes.signedIn.group("procedures"))
        addRuns(routes.signedIn.group("procedure-runs"))
    }

    private func addTemplates(_ procedures: RouterGroup<APIContext>) {
        let (commands, store) = (routes.commands, routes.store)
        procedures.get { request, context in
            let list = ProcedureList(request: try request.list(), person: try context.person)
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        procedures.get(":id") { _, context in
            let query = ProcedureByID(id: try context.id(entity: "procedure"), person: try context.person)
            let procedure = try await store.read { try query.fetch($0) }
            return try Response.json(procedure, version: procedure.version)
        }
        procedures.post { request, context in
            try await commands.post(
                request, context, Procedure.Input.self, location: { "/procedures/\($0.subject.id)" }
            ) { transaction, input, person in
                try CreateProcedure(input: input, person: person).execute(in: transaction)
            }
        }
        procedures.put(":id") { request, context in
            let id = try context.id(entity: "procedure")
            return try await commands.change(request, context, Procedure.Input.self) {
                transaction, input, person, expected in
                try UpdateProcedure(id: id, input: input, person: person, expected: expected).execute(in: transaction)
            }
        }
    }

    private func addRuns(_ runs: RouterGroup<APIContext>) {
        let (commands, store, now) = (routes.commands, routes.store, now)
        let location: @Sendable (RecordVersion) -> String = { "/procedure-runs/\($0.subject.id)" }
        runs.get { request, context in
            let list = ProcedureRunList(request: try request.list(), person: try context.person, now: now())
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        runs.get(":id") { _, context in
            let query = ProcedureRunByID(
                id: try context.id(entity: "procedure-run"), person: try context.person, now: now())
            let run = try await store.read { try query.fetch($0) }
            return try Response.json(run, version: run.version)
        }
        runs.post { request, context in
            try await commands.post(request, context, StartProcedure.Input.self, location: location) {
                transaction, input, person in
                try StartProcedure(input: input, person: person).execute(in: transaction)
            }
        }
        runs.post(":id/cancel") { request, context in
            let id = try context.id(entity: "procedure-run")
            return try await commands.post(
                request, context, ActivityRoutes.Reason.self, status: .ok, location: location
            ) { transaction, input, person in
                try CancelProcedureRun(id: id, reason: input.reason, person: person).execute(in: transaction)
            }
        }
    }
}

extension ProcedureView: Encodable {
    private enum Keys: String, CodingKey { case version }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(version, forKey: .version)
    }
}
