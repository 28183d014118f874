import Messages
import Testing

/// MSG-2: what may and may not change within a major version.
@Suite struct SchemaCompatibilityTests {
    private static let old: JSONValue = [
        "type": "object",
        "properties": [
            "name": ["type": "string", "maxLength": 10],
            "kind": ["type": "string", "enum": ["goods", "service"]],
            "note": ["anyOf": [["type": "string"], ["type": "null"]]],
            "lines": [
                "type": "array",
                "items": [
                    "type": "object", "properties": ["tax": ["type": "string", "pattern": "^a$"]], "required": ["tax"],
                ],
            ],
        ],
        "required": ["name"],
    ]

    struct Change: Sendable, CustomTestStringConvertible {
        let what: String
        var published: [String]
        var accepted: [String]
        let edit: @Sendable (inout JSONValue) -> Void
        var testDescription: String { what }

        init(
            _ what: String, both: [String], edit: @escaping @Sendable (inout JSONValue) -> Void
        ) { self.init(what, published: both, accepted: both, edit: edit) }

        init(
            _ what: String, published: [String], accepted: [String] = [],
            edit: @escaping @Sendable (inout JSONValue) -> Void
        ) {
            self.what = what
            self.published = published
            self.accepted = accepted
            self.edit = edit
        }
    }

    static let changes = [
        Change("nothing", both: []) { _ in },
        Change("optional member added", both: []) { $0.set(["type": "integer"], "properties", "age") },
        Change("required member added", both: ["$.age: added as required"]) {
            $0.set(["type": "integer"], "properties", "age")
            $0.set(["name", "age"], "required")
        },
        Change("member removed", both: ["$.kind: removed"]) { $0.set(nil, "properties", "kind") },
        Change("nested member removed", both: ["$.lines[].tax: removed"]) {
            $0.set(nil, "properties", "lines", "items", "properties", "tax")
            $0.set([], "properties", "lines", "items", "required")
        },
        Change("optional to required", both: ["$.note: was optional, is required"]) {
            $0.set(["name", "note"], "required")
        },
        Change("required to optional", published: ["$.name: was required, is optional"]) { $0.set([], "required") },
        Change("type changed", both: ["$.name: type changed from string to integer"]) {
            $0.set("integer", "properties", "name", "type")
        },
        Change("null allowed", published: ["$.name: type changed from string to null or string"]) {
            $0.set(["anyOf": [["type": "string", "maxLength": 10], ["type": "null"]]], "properties", "name")
        },
        Change("null allowed no more", both: ["$.note: type changed from null or string to string"]) {
            $0.set(["type": "string"], "properties", "note")
        },
        Change("value removed", both: ["$.kind: value service removed"]) {
            $0.set(["goods"], "properties", "kind", "enum")
        },
        Change("value added", published: ["$.kind: value bundle added"]) {
            $0.set(["goods", "service", "bundle"], "properties", "kind", "enum")
        },
        Change("values limited", both: ["$.note: values are now limited to a list"]) {
            $0.set(["anyOf": [["type": "string", "enum": ["a"]], ["type": "null"]]], "properties", "note")
        },
        Change("values unlimited", published: ["$.kind: values are no longer limited to a list"]) {
            $0.set(["type": "string"], "properties", "kind")
        },
        Change("shorter", both: ["$.name: maxLength changed"]) { $0.set(5, "properties", "name", "maxLength") },
        Change("longer", published: ["$.name: maxLength changed"]) { $0.set(20, "properties", "name", "maxLength") },
        Change("pattern changed", both: ["$.lines[].tax: pattern changed"]) {
            $0.set("^b$", "properties", "lines", "items", "properties", "tax", "pattern")
        },
        Change("constant changed", both: ["$.kind: constant value changed"]) {
            $0.set("goods", "properties", "kind", "const")
        },
    ]

    @Test(arguments: changes) func aChangeIsJudgedByWhoWrites(change: Change) {
        var new = Self.old
        change.edit(&new)
        #expect(SchemaCompatibility.breakingChanges(from: Self.old, to: new, as: .published) == change.published)
        #expect(SchemaCompatibility.breakingChanges(from: Self.old, to: new, as: .accepted) == change.accepted)
    }

    @Test func referencesAreFollowedToOtherFiles() throws {
        let folder = SchemaFolder([
            "a/1.0.json": ["properties": ["state": ["$ref": "../state/a/1.0.json"]]],
            "state/a/1.0.json": ["properties": ["id": ["$ref": "#/$defs/id"]], "$defs": ["id": ["type": "string"]]],
            "lost/1.0.json": ["$ref": "../nowhere.json"],
            "round/1.0.json": ["$ref": "1.0.json"],
        ])
        #expect(
            try folder.expanded("a/1.0.json")
                == ["properties": ["state": ["properties": ["id": ["type": "string"]]]]])
        #expect(throws: SchemaFault.self) { try folder.expanded("lost/1.0.json") }
        #expect(throws: SchemaFault.self) { try folder.expanded("round/1.0.json") }
        #expect(throws: SchemaFault.self) { try folder.expanded("missing.json") }
    }
}

extension JSONValue {
    /// Sets (or with nil removes) the member at the end of `path`.
    fileprivate mutating func set(_ value: JSONValue?, _ path: String...) { set(value, at: path[...]) }

    private mutating func set(_ value: JSONValue?, at path: ArraySlice<String>) {
        guard let step = path.first else { return }
        guard path.count > 1 else { return self[step] = value }
        var inner = self[step] ?? [:]
        inner.set(value, at: path.dropFirst())
        self[step] = inner
    }
}
