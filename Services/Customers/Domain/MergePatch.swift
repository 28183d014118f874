import Messages

/// RFC 7396: a partial change as JSON, where `null` takes a member away.
enum MergePatch {
    /// Throws `WireFault` for a member that `T` does not have.
    static func apply<T: Codable>(_ patch: [String: JSONValue], to value: T) throws -> T {
        let before = try WireJSON.decode(JSONValue.self, from: WireJSON.encode(value))
        let patch = JSONValue.object(patch)
        // With the nulls: taking away what is not known is a slip too.
        try WireJSON.refuseUnknownMembers(of: T.self, in: merged(before, patch, keepsNulls: true))
        return try WireJSON.decode(T.self, from: WireJSON.encode(merged(before, patch)))
    }

    private static func merged(_ target: JSONValue, _ patch: JSONValue, keepsNulls: Bool = false) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var members: [String: JSONValue] = if case .object(let members) = target { members } else { [:] }
        for (name, change) in changes {
            members[name] =
                change == .null && !keepsNulls ? nil : merged(members[name] ?? .null, change, keepsNulls: keepsNulls)
        }
        return .object(members)
    }
}
