extension Catalogue {
    /// The contracts of everything that goes over the broker, without the schemas of states.
    /// - Throws: `ReflectionFault`.
    package static func contracts() throws -> [MessageContract] {
        try entities.flatMap { try contracts(of: $0) } + inbound.map { try contract(of: $0) } + replies()
            + copies.map { try copiesContract(of: $0) } + auditTypes.map { try auditContract(of: $0) }
    }

    /// The schema of a record's state, shared by all of its events.
    static func stateSchema<State: EntityState>(of type: State.Type) throws -> JSONValue {
        let (shape, definitions) = try reflected(State.self, State.entity)
        var schema = shape.schema
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        schema["title"] = .string("\(State.owner.rawValue).\(State.entity)")
        schema["$defs"] = .object(definitions)
        return schema
    }

    /// Where the schema of a record's state lies below `Schemas`.
    static func statePath(of type: any EntityState.Type) -> String {
        "state/\(type.owner.rawValue).\(type.entity)/\(type.major).\(type.minor).json"
    }

    private static func contracts<State: EntityState>(of type: State.Type) throws -> [MessageContract] {
        let (state, _) = try reflected(State.self, State.entity)
        let (data, definitions) = try reflected(EntityEventData<State>.self, State.entity)
        var schema = data.schema
        var members = schema["properties"]?.members ?? [:]
        members["state"] = ["$ref": .string("../\(statePath(of: type))")]
        schema["properties"] = .object(members)
        return try State.events.map { event in
            let sample = EventSample(event: event.rawValue, state: state).data(from: data.sample)
            return try MessageContract(
                State.type(event), .published, source: source(State.owner),
                subject: State.subject(try sampleID(of: state)), data: WireShape(schema: schema, sample: sample),
                definitions: definitions.filter { $0.key == "id" })
        }
    }

    private static func sampleID(of state: WireShape) throws -> EntityID {
        guard let id = state.sample["id"]?.text.flatMap({ EntityID($0) }) else {
            throw ReflectionFault(place: SamplePlace(entity: "state"), reason: "has no id")
        }
        return id
    }

    private static func contract<Payload: InboundPayload>(of type: Payload.Type) throws -> MessageContract {
        let (data, definitions) = try reflected(Payload.self, Payload.entity, allowsNull: true)
        return try MessageContract(
            Payload.type, .accepted, source: "urn:ext:misa", subject: nil, data: data, definitions: definitions)
    }

    private static func copiesContract<Payload: CopiesPayload>(of type: Payload.Type) throws -> MessageContract {
        let (data, definitions) = try reflected(Payload.self, Payload.type.name)
        return try MessageContract(
            Payload.type, .published, source: source(.customers), subject: nil, data: data, definitions: definitions)
    }

    private static func auditContract(of type: MessageType) throws -> MessageContract {
        let (data, definitions) = try reflected(AuditPage.self, "audit")
        let source = "urn:quen:ha-noi:\(type.owner)"
        let page = try AuditPage.sample(WireJSON.decode(AuditPage.self, from: WireJSON.encode(data.sample)), source)
        let sample = try JSONValue(parsing: WireJSON.encode(page))
        return try MessageContract(
            type, .published, source: source, subject: Subject("audit", page.store),
            data: WireShape(schema: data.schema, sample: sample), definitions: definitions)
    }

    private static func replies() throws -> [MessageContract] {
        [
            try reply(InboundAccepted.self, "inbound.accepted", InboundAccepted.wireName),
            try reply(InboundRejected.self, "inbound.rejected", InboundRejected.wireName),
        ]
    }

    private static func reply<Payload: Decodable>(
        _ type: Payload.Type, _ name: String, _ wireName: String
    ) throws -> MessageContract {
        let (data, definitions) = try reflected(Payload.self, name)
        return try MessageContract(
            name: name, wireName: wireName, schemaName: nil, major: 1, minor: 0, direction: .published,
            source: source(.customers), subject: nil, data: data, definitions: definitions)
    }

    private static func source(_ service: ServiceName) -> String { "urn:quen:ha-noi:\(service.rawValue)" }

    private static func reflected<T: Decodable>(
        _ type: T.Type, _ entity: String, allowsNull: Bool = false
    ) throws -> (WireShape, [String: JSONValue]) {
        let table = DefinitionTable()
        let place = SamplePlace(entity: entity)
        let record = ShapeRecord(place: place, definitions: table, allowsNull: allowsNull)
        let (shape, _) = try record.reflect(type, at: place)
        return (shape, table.definitions)
    }
}
