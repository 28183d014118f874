import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Projects (SCH-10).
struct ProjectRoutes {
    let routes: ServiceRoutes
    let now: @Sendable () -> Instant
    private static let location: @Sendable (RecordVersion) -> String = { "/projects/\($0.subject.id)" }

    func add() {
        let (commands, store, now) = (routes.commands, routes.store, now)
        let projects = routes.signedIn.group("projects")
        projects.get { request, context in
            let list = ProjectList(request: try request.list(), now: now(), person: try context.person)
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        projects.get(":id") { _, context in
            let query = ProjectByID(id: try context.id(entity: "project"), now: now(), person: try context.person)
            let project = try await store.read { try query.fetch($0) }
            return try Response.json(project, version: project.version)
        }
        projects.post { request, context in
            try await commands.post(request, context, ProjectDetails.Input.self, location: Self.location) {
                try CreateProject(input: $1, person: $2).execute(in: $0)
            }
        }
        projects.put(":id") { request, context in
            let id = try context.id(entity: "project")
            return try await commands.change(request, context, ProjectDetails.Input.self) {
                try UpdateProject(id: id, input: $1, person: $2, expected: $3).execute(in: $0)
            }
        }
        projects.post(":id/transitions") { request, context in
            let id = try context.id(entity: "project")
            return try await commands.post(
                request, context, TransitProject.Input.self, status: .ok, location: Self.location
            ) {
                try TransitProject(id: id, input: $1, person: $2).execute(in: $0)
            }
        }
    }
}

extension ProjectView: Encodable {
    private enum Keys: String, CodingKey {
        case version, responsibleName, customerName, memberNames, progress, daysLate, elapsedPercent, subProjects
        case nextCommands, path, contracts
    }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(responsibleName, forKey: .responsibleName)
        try container.encodeIfPresent(customerName, forKey: .customerName)
        try container.encode(memberNames, forKey: .memberNames)
        try container.encode(contracts, forKey: .contracts)
        try container.encode(progress, forKey: .progress)
        try container.encodeIfPresent(daysLate, forKey: .daysLate)
        try container.encodeIfPresent(elapsedPercent, forKey: .elapsedPercent)
        try container.encode(subProjects, forKey: .subProjects)
        try container.encode(nextCommands, forKey: .nextCommands)
        try container.encodeIfPresent(path, forKey: .path)
    }
}
