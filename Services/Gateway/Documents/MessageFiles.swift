import Foundation
import Messages
import ServiceKit

/// The AsyncAPI document with the schemas and samples that it refers to, as they lie in the share directory. All are read
/// once at the start, so that no address can lead to another file.
struct MessageFiles: Sendable {
    /// By their paths: `asyncapi.yaml`, `Schemas/…`, `Samples/…`.
    let texts: [String: String]
    private let schemas: SchemaFolder

    /// Throws `ConfigurationFaults` where the documents are not there.
    init(shareDirectory: String) throws {
        let folder = shareDirectory + "/Shared/Messages"
        var texts: [String: String] = [:]
        var schemas: [String: JSONValue] = [:]
        texts["asyncapi.yaml"] = try Self.text(folder + "/asyncapi.yaml")
        for kind in ["Schemas", "Samples"] {
            let paths = (try? FileManager.default.subpathsOfDirectory(atPath: "\(folder)/\(kind)")) ?? []
            for path in paths where path.hasSuffix(".json") {
                let text = try Self.text("\(folder)/\(kind)/\(path)")
                texts["\(kind)/\(path)"] = text
                if kind == "Schemas" { schemas[path] = try JSONValue(parsing: text.utf8) }
            }
        }
        self.texts = texts
        self.schemas = SchemaFolder(schemas)
    }

    func sample(_ path: String) -> String? { texts["Samples/\(path)"] }

    /// The members of a message's `data`, with those inside them; nothing where there is no such schema.
    func members(_ path: String) -> [SchemaMember] {
        guard let schema = try? schemas.expanded(path), let data = schema["properties"]?["data"] else { return [] }
        return SchemaMember.all(of: data)
    }

    private static func text(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationFaults(["share.directory (--share-directory): \(path) is missing"])
        }
        return String(decoding: data, as: UTF8.self)
    }
}

/// One line of the table of a message's content.
struct SchemaMember: Sendable, Equatable {
    /// Such as `state.prices[].price`.
    var path: String
    var type: String
    var isRequired: Bool

    /// Longer lists of values are left to the schema itself.
    private static let mostValues = 12

    static func all(of schema: JSONValue, prefix: String = "") -> [SchemaMember] {
        let required = Set((schema["required"]?.items ?? []).compactMap(\.text))
        return (schema["properties"]?.members ?? [:]).sorted { $0.key < $1.key }.flatMap { name, member in
            let path = prefix + name
            let core = core(member)
            let inner =
                core["items"].map { all(of: self.core($0), prefix: path + "[].") } ?? all(of: core, prefix: path + ".")
            return [SchemaMember(path: path, type: type(of: core), isRequired: required.contains(name))] + inner
        }
    }

    /// Without the choice of `null`.
    private static func core(_ schema: JSONValue) -> JSONValue {
        schema["anyOf"]?.items?.first { $0["type"]?.text != "null" } ?? schema
    }

    static func type(of schema: JSONValue) -> String {
        if let values = schema["enum"]?.items, values.count <= mostValues {
            return values.compactMap(\.text).joined(separator: " | ")
        }
        if let items = schema["items"] { return "[\(type(of: core(items)))]" }
        return [schema["type"]?.text, schema["format"]?.text].compactMap(\.self).joined(separator: ", ")
    }
}
