extension SchemaFolder {
    /// What breaks for whoever relies on `older`: each of its schemas is held against the newest of the same major
    /// version here (MSG-2). Nothing where all is only added to.
    /// - Throws: `SchemaFault` for a reference that leads nowhere.
    package func breakingChanges(since older: SchemaFolder) throws(SchemaFault) -> [String] {
        var found: [String] = []
        for path in older.paths {
            guard let version = SchemaVersion(path) else { throw SchemaFault(path: path, reference: "") }
            guard let newest = newest(of: version) else {
                found.append("\(path): removed")
                continue
            }
            let changes = SchemaCompatibility.breakingChanges(
                from: try older.expanded(path), to: try expanded(newest), as: version.direction)
            found += changes.map { "\(path) → \(newest): \($0)" }
        }
        return found
    }

    private func newest(of version: SchemaVersion) -> String? {
        paths.compactMap { path in SchemaVersion(path).map { (path, $0) } }
            .filter { $0.1.name == version.name && $0.1.major == version.major }
            .max { $0.1.minor < $1.1.minor }?.0
    }
}

/// What the path of a schema says: `customers.customer.created/1.0.json`.
private struct SchemaVersion {
    let name: String
    let major: Int
    let minor: Int

    init?(_ path: String) {
        guard let slash = path.lastIndex(of: "/") else { return nil }
        name = String(path[..<slash])
        let parts = path[path.index(after: slash)...].split(separator: ".")
        guard parts.count == 3, let major = Int(parts[0]), let minor = Int(parts[1]) else { return nil }
        self.major = major
        self.minor = minor
    }

    /// Other systems write what is named `inbound.<entity>.<event>`; `inbound.accepted` is an answer of ours.
    var direction: SchemaCompatibility.Direction {
        name.hasPrefix("inbound.") && name.split(separator: ".").count == 3 ? .accepted : .published
    }
}
