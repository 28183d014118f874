/// What is promised of one kind of message: its schema, and a sample that keeps it (MSG-2).
package struct MessageContract: Sendable {
    /// The folder of its files, such as `customers.customer.created`.
    package let name: String
    /// The CloudEvents `type`.
    package let wireName: String
    package let major: Int
    package let minor: Int
    /// Whether Quen writes it and others read it, or the other way round.
    package let direction: SchemaCompatibility.Direction
    /// JSON Schema 2020-12 of the whole document.
    package let schema: JSONValue
    /// A whole document.
    package let sample: JSONValue

    package var path: String { "\(name)/\(major).\(minor).json" }
}

extension MessageContract {
    init(
        _ type: MessageType, _ direction: SchemaCompatibility.Direction, source: String, subject: Subject?,
        data: WireShape, definitions: [String: JSONValue]
    ) throws {
        try self.init(
            name: type.name, wireName: type.wireName, schemaName: type.schema, major: type.major, minor: type.minor,
            direction: direction, source: source, subject: subject, data: data, definitions: definitions)
    }

    /// Without a `schemaName` the message carries no `dataschema`.
    init(
        name: String, wireName: String, schemaName: String?, major: Int, minor: Int,
        direction: SchemaCompatibility.Direction, source: String, subject: Subject?, data: WireShape,
        definitions: [String: JSONValue]
    ) throws {
        self.name = name
        self.wireName = wireName
        self.major = major
        self.minor = minor
        self.direction = direction
        let isEvent = direction == .published && subject != nil
        let envelope = Envelope(
            id: .sample(of: wireName), source: source, type: wireName, subject: subject, time: SampleBook.time,
            dataschema: schemaName, sequence: isEvent ? EventSequence(7) : nil,
            correlationid: EntityID.sample(of: "request").description,
            causationid: EntityID.sample(of: "request").description,
            traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        sample = try JSONValue(parsing: envelope.encoded(data: data.sample))
        var attributes = EnvelopeSchema(type: wireName, direction: direction)
        attributes.isEvent = isEvent
        attributes.schemaName = schemaName.flatMap { $0.split(separator: ".").dropLast().joined(separator: ".") }
        schema = attributes.schema(title: name, data: data.schema, definitions: definitions)
    }
}
