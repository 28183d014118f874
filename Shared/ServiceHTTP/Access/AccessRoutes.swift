import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceKit
import Store

/// What every service says about access to its records: with whom each is shared (`/<entities>/:id/shares`, CUS-7), and
/// what somebody may do with one and why (`/access/explain`, ACC-2).
public struct AccessRoutes {
    private let routes: ServiceRoutes
    private let entities: [OwnedEntity]

    public init(_ routes: ServiceRoutes, _ entities: [OwnedEntity]) {
        self.routes = routes
        self.entities = entities
    }

    public func add() {
        for entity in entities { addSharing(entity) }
        addExplaining()
    }

    private func addSharing(_ entity: OwnedEntity) {
        guard let path = entity.path else { return }
        let (commands, store) = (routes.commands, routes.store)
        let shares = routes.signedIn.group("\(path)/:id/shares")
        shares.get { _, context in
            let list = ShareList(entity: entity, id: try context.id(entity: entity.name), person: try context.person)
            return try Response.json(Items(items: try await store.read { try list.fetch($0) }))
        }
        shares.post { request, context in
            let id = try context.id(entity: entity.name)
            return try await commands.post(
                request, context, ShareRecord.Input.self, location: { "\(path)/\(id)/shares/\($0.subject.id)" }
            ) { transaction, input, person in
                try ShareRecord(entity: entity, id: id, input: input, person: person).execute(in: transaction)
            }
        }
        shares.delete(":shareId") { _, context in
            let command = RevokeShare(
                entity: entity, id: try context.id(entity: entity.name),
                shareId: try context.id("shareId", entity: "share"), person: try context.person)
            try await store.write(cause: context.cause) { transaction in
                var command = command
                command.person = command.person.asking(at: transaction.now)
                try command.execute(in: transaction)
            }
            return Response(status: .noContent)
        }
    }

    private func addExplaining() {
        let (entities, store) = (entities, routes.store)
        routes.signedIn.get("/access/explain") { request, context in
            let asked = try ExplainRequest(request, entities)
            let person = try context.person
            let answer = try await store.read {
                try AccessExplanation.answer(about: asked.whom, asked.entity, asked.id, to: person, $0)
            }
            return try Response.json(answer)
        }
    }

    private struct Items<Item: Encodable & Sendable>: Encodable {
        var items: [Item]
    }
}

@available(*, unavailable)
extension AccessRoutes: Sendable {}

/// `entity`, `id`, and one of `account` and `employee` or none.
struct ExplainRequest: Sendable {
    let entity: OwnedEntity
    let id: EntityID
    let whom: ExplainedPerson

    init(_ request: Request, _ entities: [OwnedEntity]) throws {
        let parameters = request.uri.queryParameters
        let name = parameters["entity"].map(String.init) ?? ""
        guard let entity = entities.first(where: { $0.name == name }) else {
            let known = entities.map(\.name).joined(separator: ", ")
            throw CommonError.invalid(
                code: "invalid-parameter", path: "entity",
                message: Bilingual(en: "entity is one of: \(known).", vi: "entity là một trong: \(known)."))
        }
        guard let id = try Self.id(request, "id") else { throw Self.invalid("id") }
        self.entity = entity
        self.id = id
        switch (try Self.id(request, "account"), try Self.id(request, "employee")) {
        case (nil, nil): whom = .oneself
        case (let account?, nil): whom = .account(account)
        case (nil, let employee?): whom = .employee(employee)
        case (.some, .some): throw Self.invalid("employee")
        }
    }

    private static func id(_ request: Request, _ name: String) throws -> EntityID? {
        guard let text = request.uri.queryParameters[Substring(name)] else { return nil }
        guard let id = EntityID(String(text)) else { throw invalid(name) }
        return id
    }

    private static func invalid(_ name: String) -> CommonError {
        .invalid(
            code: "invalid-parameter", path: name,
            message: Bilingual(
                en: "\(name) must be an identifier; give account or employee, not both.",
                vi: "\(name) phải là mã định danh; chỉ nhập account hoặc employee."))
    }
}
