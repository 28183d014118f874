import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Branches (SCH-1).
struct BranchRoutes {
    let routes: ServiceRoutes

    func add() {
        let (commands, store) = (routes.commands, routes.store)
        let branches = routes.signedIn.group("branches")
        branches.post { request, context in
            try await commands.post(request, context, Input.self, location: { "/branches/\($0.subject.id)" }) {
                transaction, input, person in
                try CreateBranch(
                    code: input.code, name: input.name, isHeadOffice: input.isHeadOffice ?? false, person: person
                ).execute(in: transaction)
            }
        }
        branches.get { request, context in
            let list = BranchList(request: try request.list(), person: try context.person)
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        branches.get(":id") { request, context in
            let query = BranchByID(id: try context.id(entity: "branch"), person: try context.person)
            let branch = try await store.read { try query.fetch($0) }
            return try Response.json(branch, version: branch.version)
        }
        branches.put(":id") { request, context in
            let id = try context.id(entity: "branch")
            return try await commands.change(request, context, Input.self) { transaction, input, person, expected in
                try UpdateBranch(
                    id: id, code: input.code, name: input.name, isHeadOffice: input.isHeadOffice ?? false,
                    person: person, expected: expected
                ).execute(in: transaction)
            }
        }
    }

    struct Input: Decodable, Sendable {
        var code: String
        var name: String
        var isHeadOffice: Bool?
    }
}

extension BranchView: Encodable {
    private enum Keys: String, CodingKey { case version }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(version, forKey: .version)
    }
}
