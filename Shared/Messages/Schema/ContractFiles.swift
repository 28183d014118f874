/// The contracts as they are committed below `Shared/Messages` and given to other systems (MSG-1, MSG-2).
package enum ContractFiles: Sendable {
    /// Every file by its path: `Schemas/…`, `Samples/…` and `asyncapi.yaml`. Equal code gives equal bytes.
    /// - Throws: `ReflectionFault` where a type of the catalogue cannot be described.
    package static func render() throws -> [String: String] {
        let contracts = try Catalogue.contracts()
        var files = ["asyncapi.yaml": AsyncAPIDocument(contracts: contracts).document.yaml]
        for contract in contracts {
            files["Schemas/\(contract.path)"] = contract.schema.prettyJSON
            files["Samples/\(contract.path)"] = contract.sample.prettyJSON
        }
        for entity in Catalogue.entities {
            files["Schemas/\(Catalogue.statePath(of: entity))"] = try Catalogue.stateSchema(of: entity).prettyJSON
        }
        return files
    }

    /// The schemas alone, for comparing with those of another release.
    package static func schemas() throws -> SchemaFolder {
        let prefix = "Schemas/"
        var schemas: [String: JSONValue] = [:]
        for (path, text) in try render() where path.hasPrefix(prefix) {
            schemas[String(path.dropFirst(prefix.count))] = try JSONValue(parsing: text.utf8)
        }
        return SchemaFolder(schemas)
    }
}
