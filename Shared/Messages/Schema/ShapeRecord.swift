/// What a `ReflectingDecoder` has seen of one object or list.
final class ShapeRecord {
    let place: SamplePlace
    let definitions: DefinitionTable
    /// Whether an optional member may also be `null`: what others send may, what Quen sends never is.
    let allowsNull: Bool
    var members: [String: WireShape] = [:]
    var optional: Set<String> = []
    var item: WireShape?
    var isArray = false

    init(place: SamplePlace, definitions: DefinitionTable, allowsNull: Bool) {
        self.place = place
        self.definitions = definitions
        self.allowsNull = allowsNull
    }

    /// The shape of `type` as the member or item at `place`, and a value made from its sample.
    func reflect<T: Decodable>(_ type: T.Type, at place: SamplePlace) throws -> (WireShape, T) {
        if let leaf = type as? any WireLeaf.Type { return try decoded(shape(of: leaf, at: place)) }
        if let cases = type as? any CaseIterable.Type { return try decoded(shape(of: cases, at: place)) }
        let inner = ShapeRecord(place: place, definitions: definitions, allowsNull: allowsNull)
        let value = try T(from: ReflectingDecoder(record: inner))
        return (try inner.shape(), value)
    }

    private func decoded<T: Decodable>(_ shape: WireShape) throws -> (WireShape, T) {
        (shape, try WireJSON.decode(T.self, from: WireJSON.encode(shape.sample)))
    }

    private func shape(of leaf: any WireLeaf.Type, at place: SamplePlace) throws -> WireShape {
        guard let sample = SampleBook.value(at: place) ?? leaf.wireSample(at: place) else {
            throw ReflectionFault(place: place, reason: "has no sample in SampleBook")
        }
        guard let name = leaf.definition else { return WireShape(schema: leaf.wireSchema, sample: sample) }
        return WireShape(schema: definitions.reference(name, leaf.wireSchema), sample: sample)
    }

    private func shape(of type: any CaseIterable.Type, at place: SamplePlace) throws -> WireShape {
        let names = Self.rawValues(type)
        guard let first = names.first else {
            throw ReflectionFault(place: place, reason: "is an enumeration without texts")
        }
        let wanted = SampleBook.value(at: place)?.text
        let sample = names.first { $0 == wanted } ?? first
        return WireShape(
            schema: ["type": "string", "enum": .array(names.map(JSONValue.string))], sample: .string(sample))
    }

    private static func rawValues<T: CaseIterable>(_ type: T.Type) -> [String] {
        type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
    }

    private func shape() throws -> WireShape {
        guard isArray else { return object }
        guard let item else { throw ReflectionFault(place: place, reason: "is a list that reads no item") }
        return WireShape(schema: ["type": "array", "items": item.schema], sample: [item.sample])
    }

    private var object: WireShape {
        var schemas = members.mapValues(\.schema)
        if allowsNull {
            for name in optional { schemas[name] = schemas[name].map { ["anyOf": [$0, ["type": "null"]]] } }
        }
        let required = members.keys.filter { !optional.contains($0) }.sorted()
        var schema: JSONValue = ["type": "object", "properties": .object(schemas)]
        if !required.isEmpty { schema["required"] = .array(required.map(JSONValue.string)) }
        return WireShape(schema: schema, sample: .object(members.mapValues(\.sample)))
    }
}

/// The `$defs` that a schema came to use.
final class DefinitionTable {
    private(set) var definitions: [String: JSONValue] = [:]

    func reference(_ name: String, _ schema: JSONValue) -> JSONValue {
        definitions[name] = schema
        return ["$ref": .string("#/$defs/\(name)")]
    }
}
