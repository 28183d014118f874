import Foundation
import Messages

/// What a service promises: the operations of its `HTTP/openapi.yaml`, with the statuses of their answers.
///
/// Reads only what is written one key a line down to the statuses, as all our files are, and refuses anything else.
/// `Tests/ContractTests/contracts.py` reads the same files as YAML and checks the rest.
public struct OpenAPIDocument: Sendable {
    public struct Operation: Sendable {
        /// `GET /customers/{id}`
        public let name: String
        public let method: String
        public let template: String
        let parts: [Substring]
        public var statuses: Set<Int> = []
        /// Whether it takes requests without a token.
        public var isOpen = false

        init(method: String, template: String) {
            name = "\(method) \(template)"
            self.method = method
            self.template = template
            parts = template.split(separator: "/")
        }
    }

    public private(set) var operations: [Operation] = []

    /// The document of `service` in this checkout.
    public init(of service: ServiceName) throws {
        let path = "\(ServiceUnderTest.repositoryRoot)/Services/\(service.rawValue.capitalized)/HTTP/openapi.yaml"
        try self.init(yaml: String(contentsOfFile: path, encoding: .utf8))
    }

    public init(yaml: String) throws {
        var (isInPaths, template, isInResponses) = (false, "", false)
        for line in yaml.split(separator: "\n") {
            let text = line.drop { $0 == " " }
            let depth = line.count - text.count
            if depth == 0 { isInPaths = text == "paths:" }
            guard isInPaths, depth <= 8, !text.hasPrefix("- "), !text.hasPrefix("#") else { continue }
            switch depth {
            case 2: template = try Self.key(text)
            case 4 where text != "parameters:":
                let method = try Self.key(text).uppercased()
                operations.append(Operation(method: method, template: template))
            case 6:
                isInResponses = text == "responses:"
                if text == "security: []" { operations[operations.count - 1].isOpen = true }
            case 8 where isInResponses:
                guard let status = Int(text.dropFirst().prefix(3)) else { throw TestFailure("no status: \(line)") }
                operations[operations.count - 1].statuses.insert(status)
            default: break
            }
        }
    }

    private static func key(_ text: Substring) throws -> String {
        guard text.hasSuffix(":"), !text.dropLast().contains(":") else { throw TestFailure("not one key: \(text)") }
        return String(text.dropLast())
    }

    /// The operation that `method` on `path` means: the template with the fewest parameters, as the router chooses.
    public func operation(_ method: String, _ path: String) -> Operation? {
        let parts = path.prefix { $0 != "?" }.split(separator: "/")
        return operations.filter { operation in
            operation.parts.count == parts.count && operation.method == method
                && zip(operation.parts, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }.min { Self.parameters($0) < Self.parameters($1) }
    }

    private static func parameters(_ operation: Operation) -> Int { operation.parts.count { $0.hasPrefix("{") } }
}
