import Foundation
import Messages

/// The components of an OpenAPI document, and what schemas that refer to them come to.
struct OpenAPISchemas: Sendable {
    private let components: JSONValue
    /// Schemas that contain themselves are shown as far as this.
    private static let deepest = 6

    init(_ components: JSONValue) { self.components = components }

    /// What a reference leads to; anything else as it is.
    func resolved(_ value: JSONValue) -> JSONValue {
        guard let reference = value["$ref"]?.text else { return value }
        let parts = reference.split(separator: "/").dropFirst(2).map(String.init)
        let target = parts.reduce(Optional(components)) { $0?[$1] }
        return target.map(resolved) ?? .null
    }

    func members(of schema: JSONValue) -> [SchemaMember] { SchemaMember.all(of: expanded(schema, 0)) }

    func type(of schema: JSONValue) -> String { SchemaMember.type(of: expanded(schema, 0)) }

    /// Without references, with the parts of `allOf` in one.
    private func expanded(_ schema: JSONValue, _ depth: Int) -> JSONValue {
        guard depth <= Self.deepest, var members = resolved(schema).members else { return .object([:]) }
        if let parts = members.removeValue(forKey: "allOf")?.items {
            for part in parts { members = Self.merged(members, expanded(part, depth).members ?? [:]) }
        }
        if let choices = members["oneOf"]?.items ?? members["anyOf"]?.items {
            members["anyOf"] = .array(choices.map { expanded($0, depth + 1) })
            members["oneOf"] = nil
        }
        if let properties = members["properties"]?.members {
            members["properties"] = .object(properties.mapValues { expanded($0, depth + 1) })
        }
        if let items = members["items"] { members["items"] = expanded(items, depth + 1) }
        return .object(members)
    }

    private static func merged(
        _ one: [String: JSONValue], _ other: [String: JSONValue]
    ) -> [String: JSONValue] {
        one.merging(other) { first, second in
            switch (first, second) {
            case (.object(let first), .object(let second)): .object(first.merging(second) { $1 })
            case (.array(let first), .array(let second)): .array(first + second)
            default: second
            }
        }
    }
}
