/// Whether a newer schema of the same major version keeps what the older one promised (MSG-2). Both must be without
/// references, as `SchemaFolder.expanded` gives them.
package enum SchemaCompatibility: Sendable {
    /// Who writes the message decides what may change.
    package enum Direction: String, Sendable, Hashable {
        /// Quen writes it, others read it, and Quen must read its own old ones: only new optional members are allowed.
        case published
        /// Others write it: besides, limits may be loosened, values added, and required members become optional.
        case accepted
    }

    /// What would break, each as a JSON path and a reason; nothing where the newer schema only adds.
    package static func breakingChanges(
        from old: JSONValue, to new: JSONValue, as direction: Direction = .published
    ) -> [String] {
        SchemaComparison(direction: direction).changes(old, new, at: "$")
    }
}

private struct SchemaComparison {
    let direction: SchemaCompatibility.Direction

    func changes(_ old: JSONValue, _ new: JSONValue, at path: String) -> [String] {
        types(old, new, path) + values(old, new, path) + limits(old, new, path) + members(old, new, path)
            + items(old, new, path)
    }

    /// `anyOf` with `null` counts as a type like any other.
    private func types(_ old: JSONValue, _ new: JSONValue, _ path: String) -> [String] {
        let (before, after) = (Self.types(old), Self.types(new))
        let widened = direction == .accepted && (after.isEmpty || (!before.isEmpty && before.isSubset(of: after)))
        guard before != after, !widened else { return [] }
        return ["\(path): type changed from \(Self.list(before)) to \(Self.list(after))"]
    }

    private func values(_ old: JSONValue, _ new: JSONValue, _ path: String) -> [String] {
        let (old, new) = (Self.core(old), Self.core(new))
        var found: [String] = []
        if old["const"] != new["const"] { found.append("\(path): constant value changed") }
        let before = old["enum"]?.items.map(Set.init)
        let after = new["enum"]?.items.map(Set.init)
        switch (before, after) {
        case (nil, nil): break
        case (nil, _?): found.append("\(path): values are now limited to a list")
        case (_?, nil): if direction == .published { found.append("\(path): values are no longer limited to a list") }
        case (let before?, let after?):
            found += before.subtracting(after).map { "\(path): value \(Self.text($0)) removed" }.sorted()
            guard direction == .published else { break }
            found += after.subtracting(before).map { "\(path): value \(Self.text($0)) added" }.sorted()
        }
        return found
    }

    /// Limits on numbers, texts and lists. What published messages may be is never changed at all.
    private func limits(_ old: JSONValue, _ new: JSONValue, _ path: String) -> [String] {
        let (old, new) = (Self.core(old), Self.core(new))
        return ["format", "pattern", "maxLength", "minLength", "maximum", "minimum", "maxItems", "minItems", "oneOf"]
            .filter { old[$0] != new[$0] && !(direction == .accepted && isLoosened($0, old[$0], new[$0])) }
            .map { "\(path): \($0) changed" }
    }

    private func isLoosened(_ keyword: String, _ old: JSONValue?, _ new: JSONValue?) -> Bool {
        guard let new else { return true }
        guard case .integer(let before)? = old, case .integer(let after) = new else { return false }
        return keyword.hasPrefix("max") ? after >= before : after <= before
    }

    private func members(_ old: JSONValue, _ new: JSONValue, _ path: String) -> [String] {
        let (old, new) = (Self.core(old), Self.core(new))
        let (before, after) = (old["properties"]?.members ?? [:], new["properties"]?.members ?? [:])
        let (needed, nowNeeded) = (Self.required(old), Self.required(new))
        var found = before.keys.filter { after[$0] == nil }.map { "\(path).\($0): removed" }
        found += nowNeeded.subtracting(needed).map {
            before[$0] == nil ? "\(path).\($0): added as required" : "\(path).\($0): was optional, is required"
        }
        if direction == .published {
            found += needed.subtracting(nowNeeded).filter { after[$0] != nil }
                .map { "\(path).\($0): was required, is optional" }
        }
        return found.sorted()
            + before.sorted { $0.key < $1.key }.flatMap { name, schema in
                after[name].map { changes(schema, $0, at: "\(path).\(name)") } ?? []
            }
    }

    private func items(_ old: JSONValue, _ new: JSONValue, _ path: String) -> [String] {
        guard let before = Self.core(old)["items"], let after = Self.core(new)["items"] else { return [] }
        return changes(before, after, at: "\(path)[]")
    }

    private static func required(_ schema: JSONValue) -> Set<String> {
        Set((schema["required"]?.items ?? []).compactMap(\.text))
    }

    private static func types(_ schema: JSONValue) -> Set<String> {
        if let choices = schema["anyOf"]?.items { return choices.reduce(into: []) { $0.formUnion(types($1)) } }
        if let names = schema["type"]?.items { return Set(names.compactMap(\.text)) }
        return Set([schema["type"]?.text].compactMap(\.self))
    }

    /// What is said of values other than `null`.
    private static func core(_ schema: JSONValue) -> JSONValue {
        schema["anyOf"]?.items?.first { types($0) != ["null"] } ?? schema
    }

    private static func list(_ types: Set<String>) -> String {
        types.isEmpty ? "any" : types.sorted().joined(separator: " or ")
    }

    private static func text(_ value: JSONValue) -> String { value.text ?? value.prettyJSON.dropLast().description }
}
