import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Teams (SCH-1).
struct TeamRoutes {
    let routes: ServiceRoutes

    func add() {
        let (commands, store) = (routes.commands, routes.store)
        let teams = routes.signedIn.group("teams")
        teams.post { request, context in
            try await commands.post(
                request, context, CreateTeam.Input.self, location: { "/teams/\($0.subject.id)" }
            ) { transaction, input, person in
                try CreateTeam(input: input, person: person).execute(in: transaction)
            }
        }
        teams.get { request, context in
            let list = TeamList(request: try request.list(), person: try context.person)
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        teams.get(":id") { _, context in
            let query = TeamByID(id: try context.id(entity: "team"), person: try context.person)
            let team = try await store.read { try query.fetch($0) }
            return try Response.json(team, version: team.version)
        }
        teams.put(":id") { request, context in
            let id = try context.id(entity: "team")
            return try await commands.change(request, context, CreateTeam.Input.self) {
                transaction, input, person, expected in
                try UpdateTeam(id: id, input: input, person: person, expected: expected).execute(in: transaction)
            }
        }
        teams.delete(":id") { request, context in
            let id = try context.id(entity: "team")
            return try await commands.change(request, context, EmployeeRoutes.Empty.self) {
                transaction, _, person, expected in
                try DeleteTeam(id: id, person: person, expected: expected).execute(in: transaction)
            }
        }
    }
}

extension TeamView: Encodable {
    private enum Keys: String, CodingKey { case version, branchName, leaderName, memberCount }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(branchName, forKey: .branchName)
        try container.encodeIfPresent(leaderName, forKey: .leaderName)
        try container.encode(memberCount, forKey: .memberCount)
    }
}
