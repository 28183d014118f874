/// A type that is one JSON value on the wire: what a schema says of it, and a sample of it.
protocol WireLeaf: Decodable {
    /// Its name among a schema's `$defs`; nothing where its schema is short enough to be repeated.
    static var definition: String? { get }
    static var wireSchema: JSONValue { get }
    /// A plausible value for the member at `place`; nothing where only a name that `SampleBook` knows gives one.
    static func wireSample(at place: SamplePlace) -> JSONValue?
}

extension WireLeaf {
    static var definition: String? { nil }
}

extension String: WireLeaf {
    static var wireSchema: JSONValue { ["type": "string"] }
    static func wireSample(at place: SamplePlace) -> JSONValue? { nil }
}

extension Bool: WireLeaf {
    static var wireSchema: JSONValue { ["type": "boolean"] }
    static func wireSample(at place: SamplePlace) -> JSONValue? { nil }
}

extension Int: WireLeaf {
    static var wireSchema: JSONValue { Int64.wireSchema }
    static func wireSample(at place: SamplePlace) -> JSONValue? { nil }
}

extension Int64: WireLeaf {
    static var wireSchema: JSONValue {
        ["type": "integer", "format": "int64", "minimum": .integer(.min), "maximum": .integer(.max)]
    }
    static func wireSample(at place: SamplePlace) -> JSONValue? { nil }
}

/// The state of a record in a page of a snapshot: what the schema of its kind says.
extension JSONValue: WireLeaf {
    static var wireSchema: JSONValue { ["type": "object"] }
    static func wireSample(at place: SamplePlace) -> JSONValue? { ["name": "Công ty TNHH Hoa Sen"] }
}
