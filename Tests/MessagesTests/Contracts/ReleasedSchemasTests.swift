import Foundation
import Messages
import Testing

/// Within a major version schemas only grow (MSG-2).
@Suite struct ReleasedSchemasTests {
    /// Every version ever released is kept, so each is held against the newest.
    @Test func everyCommittedVersionIsKeptByTheNewest() throws {
        let files = try Folders.files(below: Folders.messages.appending(path: "Schemas"))
        let committed = SchemaFolder(try files.mapValues { try JSONValue(parsing: $0) })
        #expect(committed.paths.count > 100)
        #expect(try committed.breakingChanges(since: committed).isEmpty)
        #expect(try ContractFiles.schemas().breakingChanges(since: committed).isEmpty)
    }

    private static let old: JSONValue = [
        "properties": ["kind": ["type": "string", "enum": ["a"]]], "required": ["kind"],
    ]
    private static let new: JSONValue = [
        "properties": ["kind": ["type": "string", "enum": ["a", "b"]]], "required": ["kind"],
    ]

    @Test func theNewestMinorVersionCounts() throws {
        let older = SchemaFolder(["x.y.z/1.9.json": Self.old])
        let newer = SchemaFolder(["x.y.z/1.9.json": Self.old, "x.y.z/1.10.json": Self.new, "x.y.z/2.0.json": [:]])
        #expect(
            try newer.breakingChanges(since: older)
                == ["x.y.z/1.9.json → x.y.z/1.10.json: $.kind: value b added"])
    }

    @Test func whatOthersWriteMayTakeMoreValues() throws {
        let older = SchemaFolder(["inbound.y.z/1.0.json": Self.old, "inbound.accepted/1.0.json": Self.old])
        let newer = SchemaFolder(["inbound.y.z/1.1.json": Self.new, "inbound.accepted/1.1.json": Self.new])
        #expect(
            try newer.breakingChanges(since: older)
                == ["inbound.accepted/1.0.json → inbound.accepted/1.1.json: $.kind: value b added"])
    }

    @Test func aMajorVersionThatIsGoneBreaks() throws {
        let older = SchemaFolder(["x.y.z/1.0.json": Self.old])
        let newer = SchemaFolder(["x.y.z/2.0.json": Self.new])
        #expect(try newer.breakingChanges(since: older) == ["x.y.z/1.0.json: removed"])
    }
}
