import Foundation
import Messages
import Testing

/// Within a major version schemas only grow (MSG-2).
@Suite struct ReleasedSchemasTests {
    @Test func everyMinorVersionKeepsWhatTheOneBeforePromised() throws {
        let files = try Folders.files(below: Folders.messages.appending(path: "Schemas"))
        let folder = SchemaFolder(try files.mapValues { try JSONValue(parsing: $0) })
        for path in folder.paths {
            let schema = try folder.expanded(path)
            guard let next = Self.nextMinor(of: path), folder.paths.contains(next) else { continue }
            let direction: SchemaCompatibility.Direction =
                path.hasPrefix("inbound.") && !Self.isReply(path) ? .accepted : .published
            let breaking = SchemaCompatibility.breakingChanges(
                from: schema, to: try folder.expanded(next), as: direction)
            #expect(breaking.isEmpty, "\(path) → \(next)")
        }
    }

    private static func isReply(_ path: String) -> Bool {
        path.hasPrefix("inbound.accepted/") || path.hasPrefix("inbound.rejected/")
    }

    /// `a.b.c/1.0.json` → `a.b.c/1.1.json`
    private static func nextMinor(of path: String) -> String? {
        let parts = path.split(separator: "/")
        guard let version = parts.last?.split(separator: "."), version.count == 3, let minor = Int(version[1]) else {
            return nil
        }
        return parts.dropLast().joined(separator: "/") + "/\(version[0]).\(minor + 1).json"
    }
}
