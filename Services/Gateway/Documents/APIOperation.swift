import Foundation
import Messages
import Yams

/// One operation of the joined document, as its page shows it.
struct APIOperation: Sendable {
    struct Parameter: Sendable {
        var name: String
        /// `path`, `query` or `header`.
        var place: String
        var type: String
        var isRequired: Bool
        var description: String
    }

    struct Body: Sendable {
        var mediaType: String
        var members: [SchemaMember]
    }

    struct Answer: Sendable {
        var status: String
        var description: String
        var bodies: [Body]
    }

    /// Such as `customers.listCustomers`.
    var id: String
    var service: String
    var method: String
    var path: String
    var summary: String
    var description: String
    /// Nothing where the file does not say it.
    var access: AccessRule?
    var parameters: [Parameter]
    var bodies: [Body]
    var answers: [Answer]

    /// Those of the document, in its order.
    static func all(of root: Node) throws -> [APIOperation] {
        let schemas = OpenAPISchemas(try (root["components"] ?? [:]).value())
        return try (root["paths"]?.members ?? []).flatMap { path, item in
            let shared = try item["parameters"]?.value().items ?? []
            return try item.members.filter { $0.value["operationId"] != nil }.map {
                try APIOperation($0.name.uppercased(), path, try $0.value.value(), shared, schemas)
            }
        }
    }

    private init(
        _ method: String, _ path: String, _ raw: JSONValue, _ shared: [JSONValue], _ schemas: OpenAPISchemas
    ) throws {
        self.method = method
        self.path = path
        id = raw["operationId"]?.text ?? ""
        service = raw["tags"]?.items?.first?.text ?? ""
        summary = raw["summary"]?.text ?? ""
        description = raw["description"]?.text ?? ""
        access = try raw["x-quen-access"].map { try WireJSON.decode(AccessRule.self, from: WireJSON.encode($0)) }
        parameters = (shared + (raw["parameters"]?.items ?? [])).map { parameter in
            let parameter = schemas.resolved(parameter)
            return Parameter(
                name: parameter["name"]?.text ?? "", place: parameter["in"]?.text ?? "",
                type: schemas.type(of: parameter["schema"] ?? .null),
                isRequired: parameter["required"] == .bool(true), description: parameter["description"]?.text ?? "")
        }
        bodies = Self.bodies(of: raw["requestBody"] ?? .null, schemas)
        answers = (raw["responses"]?.members ?? [:]).sorted { $0.key < $1.key }.map { status, answer in
            let answer = schemas.resolved(answer)
            return Answer(
                status: status, description: answer["description"]?.text ?? "", bodies: Self.bodies(of: answer, schemas)
            )
        }
    }

    private static func bodies(of part: JSONValue, _ schemas: OpenAPISchemas) -> [Body] {
        (schemas.resolved(part)["content"]?.members ?? [:]).sorted { $0.key < $1.key }.map { type, content in
            Body(mediaType: type, members: schemas.members(of: content["schema"] ?? .null))
        }
    }
}
