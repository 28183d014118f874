import Foundation
import Messages
import ServiceKit
import Yams

/// The joined document, made when somebody first asks for it: it takes longer than the whole start.
actor JoinedDocuments {
    private let texts: [ServiceName: String]
    private var made: Task<JoinedDocument, any Error>?

    init(_ texts: [ServiceName: String]) { self.texts = texts }

    func document() async throws -> JoinedDocument {
        if let made { return try await made.value }
        let making = Task { [texts] in try JoinedDocument(texts) }
        made = making
        return try await making.value
    }
}

/// The services' OpenAPI files as one document (ACC-7): the paths of each under `/api/<service>`, its components under names
/// of their own, one way to show who one is.
struct JoinedDocument: Sendable {
    let json: String
    let yaml: String
    /// The operations, for the pages.
    let operations: [APIOperation]

    /// Throws `ConfigurationFaults` where a file is no YAML or lacks what an OpenAPI document has.
    init(_ texts: [ServiceName: String]) throws {
        var documents: [(service: ServiceName, root: Node)] = []
        var faults: [String] = []
        // The door's own operations come first.
        for service in [.gateway] + ServiceName.allCases.filter({ $0 != .gateway }) {
            if let root = try? texts[service].flatMap({ try Yams.compose(yaml: $0) }), root["paths"]?.mapping != nil {
                documents.append((service, root))
            } else {
                faults.append(
                    "share.directory (--share-directory): the OpenAPI file of \(service.rawValue) cannot be read")
            }
        }
        guard faults.isEmpty else { throw ConfigurationFaults(faults) }
        let root = Self.joined(documents)
        json = root.json
        yaml = try Yams.serialize(node: root, width: -1, allowUnicode: true)
        operations = try APIOperation.all(of: root)
    }

    /// What stands before the paths of a service.
    static func prefix(_ service: ServiceName) -> String {
        service == .gateway ? "" : "/api/\(service.rawValue)"
    }

    private static func joined(_ documents: [(service: ServiceName, root: Node)]) -> Node {
        let door = documents.first?.root
        let paths = documents.flatMap { service, root in
            (root["paths"]?.members ?? []).map {
                (name: prefix(service) + $0.name, value: path($0.value, of: service))
            }
        }
        let tags = documents.map { service, root in
            Node.object([
                ("name", Node(service.rawValue)),
                ("description", root["info", "summary"] ?? root["info", "description"] ?? root["info", "title"] ?? ""),
            ])
        }
        return .object([
            ("openapi", "3.1.0"),
            (
                "info",
                .object([
                    ("title", "Quen"), ("version", door?["info", "version"] ?? "1.0.0"),
                    ("summary", "All services behind the one door."),
                    ("description", door?["info", "description"] ?? ""),
                ])
            ),
            ("servers", Node([.object([("url", "/")])])), ("security", Node([.object([("bearer", Node([Node]()))])])),
            ("tags", Node(tags)), ("paths", .object(paths)), ("components", components(documents, door)),
        ])
    }

    private static func path(_ item: Node, of service: ServiceName) -> Node {
        .object(
            item.replacingReferences { renamed($0, service) }.members.map { name, value in
                (name: name, value: value["operationId"] == nil ? value : operation(value, of: service))
            })
    }

    /// Under a name that no other service has, sorted to its service.
    private static func operation(_ operation: Node, of service: ServiceName) -> Node {
        let id = operation["operationId"]?.string ?? ""
        let own = service == .gateway ? id : "\(service.rawValue).\(id)"
        let first: [(name: String, value: Node)] = [
            ("operationId", Node(own)), ("tags", Node([Node(service.rawValue)])),
        ]
        return .object(first + operation.members.filter { !["operationId", "tags"].contains($0.name) })
    }

    private static func components(_ documents: [(service: ServiceName, root: Node)], _ door: Node?) -> Node {
        let schemes = door?["components", "securitySchemes"] ?? Node([(Node, Node)]())
        var kinds: [(name: String, value: [(name: String, value: Node)])] = []
        for (service, root) in documents {
            for (kind, parts) in root["components"]?.members ?? [] where kind != "securitySchemes" {
                let own = parts.members.map {
                    (
                        name: "\(service.rawValue).\($0.name)",
                        value: $0.value.replacingReferences { renamed($0, service) }
                    )
                }
                if let index = kinds.firstIndex(where: { $0.name == kind }) {
                    kinds[index].value += own
                } else {
                    kinds.append((kind, own))
                }
            }
        }
        let first: [(name: String, value: Node)] = [("securitySchemes", schemes)]
        return .object(first + kinds.map { (name: $0.name, value: Node.object($0.value)) })
    }

    /// `#/components/schemas/Customer` → `#/components/schemas/customers.Customer`
    private static func renamed(_ reference: String, _ service: ServiceName) -> String {
        var parts = reference.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 4, parts[0] == "#", parts[1] == "components" else { return reference }
        parts[3] = "\(service.rawValue).\(parts[3])"
        return parts.joined(separator: "/")
    }
}
