import Messages

/// RFC 7396: a partial change as JSON, where `null` takes a member away.
enum MergePatch {
    static func apply<T: Codable>(_ patch: [String: JSONValue], to value: T) throws -> T {
        let before = try WireJSON.decode(JSONValue.self, from: WireJSON.encode(value))
        return try WireJSON.decode(T.self, from: WireJSON.encode(merged(before, .object(patch))))
    }

    private static func merged(_ target: JSONValue, _ patch: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var members: [String: JSONValue] = if case .object(let members) = target { members } else { [:] }
        for (name, change) in changes {
            members[name] = change == .null ? nil : merged(members[name] ?? .null, change)
        }
        return .object(members)
    }
}
