import Foundation

/// Finds the zone for a `TZID`: of the IANA database where possible, even if the file brings a definition of its own,
/// because those are often shortened or out of date (RFC 5545 §3.2.19).
struct ZoneNames {
    private let definitions: [String: ZoneDefinition]
    /// `X-LIC-LOCATION`: the name in the IANA database beside the one in the file.
    private let aliases: [String: String]

    init(definitions: [String: ZoneDefinition] = [:], aliases: [String: String] = [:]) {
        self.definitions = definitions
        self.aliases = aliases
    }

    func zone(_ name: String) -> Zone? {
        if let zone = Self.known(name) ?? aliases[name].flatMap({ Self.known($0) }) { return zone }
        if let definition = definitions[name] { return .defined(definition) }
        // Last, as Foundation also makes a zone of names like `GMT+7`, which a file may define otherwise.
        return Zone(identifier: name)
    }

    static func known(_ name: String) -> Zone? {
        if let zone = WindowsZones.identifier(for: name).flatMap({ Zone(identifier: $0) }) { return zone }
        let parts = name.split(separator: "/")
        // Some programs put their own name before it: `/freeassociation.sourceforge.net/Asia/Ho_Chi_Minh`.
        for count in [parts.count, 3, 2] where count >= 2 && count <= parts.count {
            let identifier = parts.suffix(count).joined(separator: "/")
            if let zone = Zone(identifier: WindowsZones.identifier(for: identifier) ?? identifier) { return zone }
        }
        return ["UTC", "GMT", "Z"].contains(name.uppercased()) ? .utc : nil
    }
}
