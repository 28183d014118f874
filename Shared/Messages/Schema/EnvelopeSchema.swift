/// The schema of a message's context: what `ReceivedMessage` asks of every message, and what Quen promises of its own.
struct EnvelopeSchema {
    let type: String
    let direction: SchemaCompatibility.Direction
    /// Whether it is one of a subject's numbered events.
    var isEvent = false
    /// `dataschema` without its minor version.
    var schemaName: String?

    func schema(title: String, data: JSONValue, definitions: [String: JSONValue]) -> JSONValue {
        var definitions = definitions
        if direction == .published { definitions["id"] = EntityID.wireSchema }
        definitions["time"] = Instant.wireSchema
        if isEvent {
            definitions["sequence"] = EventSequence.wireSchema
            definitions["subject"] = Subject.wireSchema
        }
        var members = attributes
        members["data"] = data
        return [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": .string(title),
            "type": "object",
            "properties": .object(members),
            "required": .array(required.map(JSONValue.string)),
            "$defs": .object(definitions),
        ]
    }

    private var required: [String] {
        let always = ["data", "id", "source", "specversion", "time", "type"]
        guard direction == .published else { return always }
        let own = ["datacontenttype"] + (schemaName == nil ? [] : ["dataschema"])
        return (always + own + (isEvent ? ["sequence", "subject"] : [])).sorted()
    }

    private var attributes: [String: JSONValue] {
        var members: [String: JSONValue] = [
            "specversion": ["const": "1.0"],
            "id": id,
            "source": source,
            "type": ["const": .string(type)],
            "time": ["$ref": "#/$defs/time"],
            "datacontenttype": optional(Self.contentType),
            "dataschema": optional(dataschema),
            "correlationid": optional(Self.text),
            "causationid": optional(Self.text),
            "traceparent": optional(Self.text),
        ]
        if isEvent {
            members["sequence"] = ["$ref": "#/$defs/sequence"]
            members["subject"] = ["$ref": "#/$defs/subject"]
        } else {
            members["subject"] = optional(Self.text)
        }
        return members
    }

    /// Other systems need not use UUIDs.
    private var id: JSONValue {
        direction == .published
            ? ["$ref": "#/$defs/id"] : ["type": "string", "minLength": 1, "maxLength": 512]
    }

    private var source: JSONValue {
        let pattern = direction == .published ? "^urn:quen:[^:]+:[^:]+$" : "^urn:ext:[^:]+$"
        return ["type": "string", "pattern": .string(pattern), "maxLength": 512]
    }

    private var dataschema: JSONValue {
        guard let schemaName, direction == .published else { return Self.text }
        let literal = schemaName.split(separator: ".", omittingEmptySubsequences: false).joined(separator: "\\.")
        return ["type": "string", "pattern": .string("^\(literal)\\.[0-9]+$")]
    }

    /// CloudEvents lets a publisher write `null` for an attribute that is not set; Quen leaves it out.
    private func optional(_ schema: JSONValue) -> JSONValue {
        direction == .published ? schema : ["anyOf": [schema, ["type": "null"]]]
    }

    /// `application/json` in any case, with or without parameters.
    private static let contentType: JSONValue = {
        let pattern = "application/json".map { $0.isLetter ? "[\($0.uppercased())\($0)]" : String($0) }.joined()
        return ["type": "string", "pattern": .string("^\(pattern)"), "maxLength": 512]
    }()
    private static let text: JSONValue = ["type": "string", "maxLength": 512]
}
