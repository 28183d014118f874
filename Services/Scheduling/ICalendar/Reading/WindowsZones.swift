/// The names that Windows, and so Outlook and Exchange, give to time zones, with the zone of the IANA database that the
/// Unicode CLDR (`windowsZones.xml`, territory 001) puts beside each.
enum WindowsZones {
    static func identifier(for name: String) -> String? {
        identifiers[name.lowercased()]
    }

    /// In small letters.
    static var names: [String] {
        Array(identifiers.keys)
    }

    /// Of the IANA database, in the order of the table, some more than once.
    static var zones: [String] {
        table.split(separator: "\n").compactMap { $0.split(separator: "=").last.map { String($0) } }
    }

    /// By the names in small letters.
    private static let identifiers: [String: String] = Dictionary(
        table.split(separator: "\n").map { line in
            let sides = line.split(separator: "=")
            return (sides[0].lowercased(), String(sides[1]))
        }
    ) { first, _ in first }
}
