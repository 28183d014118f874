/// The schema files of a release, by their paths below `Schemas`.
package struct SchemaFolder: Sendable {
    private let files: [String: JSONValue]

    package init(_ files: [String: JSONValue]) { self.files = files }

    /// Paths such as `customers.customer.created/1.0.json`, in order.
    package var paths: [String] { files.keys.sorted() }

    /// The schema at `path` with every reference replaced by what it refers to; references must not form a circle.
    /// - Throws: `SchemaFault` for a reference that leads nowhere.
    package func expanded(_ path: String) throws(SchemaFault) -> JSONValue {
        guard let root = files[path] else { throw SchemaFault(path: path, reference: "") }
        var schema = try expand(root, in: path, depth: 0)
        schema["$defs"] = nil
        return schema
    }

    private func expand(_ value: JSONValue, in path: String, depth: Int) throws(SchemaFault) -> JSONValue {
        switch value {
        case .array(let items):
            var expanded: [JSONValue] = []
            for item in items { expanded.append(try expand(item, in: path, depth: depth)) }
            return .array(expanded)
        case .object(let members):
            if let reference = members["$ref"]?.text {
                guard depth < 32 else { throw SchemaFault(path: path, reference: reference) }
                return try resolve(reference, in: path, depth: depth + 1)
            }
            var expanded: [String: JSONValue] = [:]
            for (name, member) in members where name != "$defs" {
                expanded[name] = try expand(member, in: path, depth: depth)
            }
            return .object(expanded)
        default: return value
        }
    }

    private func resolve(_ reference: String, in path: String, depth: Int) throws(SchemaFault) -> JSONValue {
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let target = parts[0].isEmpty ? path : Self.join(path, parts[0])
        var found = files[target]
        for step in (parts.count > 1 ? parts[1] : "").split(separator: "/") { found = found?[String(step)] }
        guard let found else { throw SchemaFault(path: path, reference: reference) }
        return try expand(found, in: target, depth: depth)
    }

    /// `reference` as seen from the file at `path`.
    private static func join(_ path: String, _ reference: String) -> String {
        var steps = path.split(separator: "/").dropLast()
        for step in reference.split(separator: "/") {
            if step == ".." { steps = steps.dropLast() } else if step != "." { steps.append(step) }
        }
        return steps.joined(separator: "/")
    }
}

/// A schema file whose reference leads nowhere, or that is not there itself.
package struct SchemaFault: Error, Hashable, CustomStringConvertible {
    package let path: String
    package let reference: String
    package var description: String { "\(path): cannot resolve \(reference.isEmpty ? "the file" : reference)" }
}
