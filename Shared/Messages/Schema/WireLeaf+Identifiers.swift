extension EntityID: WireLeaf {
    static var definition: String? { "id" }
    static var wireSchema: JSONValue {
        let hex = "[0-9A-Fa-f]"
        return [
            "type": "string", "format": "uuid",
            "pattern": .string("^\(hex){8}-\(hex){4}-\(hex){4}-\(hex){4}-\(hex){12}$"),
        ]
    }

    /// The same id for the same record in every sample: that of `customerId` is that of the customer's sample.
    static func wireSample(at place: SamplePlace) -> JSONValue? {
        .string(sample(of: SampleBook.record(named: place)).description)
    }

    /// A version 7 id, always the same for `record`.
    static func sample(of record: String) -> EntityID {
        let noise = EntityID(namespace: .quen, parts: ["sample", record])
        return EntityID(milliseconds: SampleBook.time.milliseconds, random: (noise.high, noise.low))
    }
}

extension Subject: WireLeaf {
    static var definition: String? { "subject" }
    static var wireSchema: JSONValue { ["type": "string", "pattern": "^[^/]+/[\\s\\S]+$"] }
    static func wireSample(at place: SamplePlace) -> JSONValue? {
        let entity = SampleBook.record(named: place)
        return .string(Subject(entity, .sample(of: entity)).description)
    }
}

extension Instant: WireLeaf {
    static var definition: String? { "time" }
    static var wireSchema: JSONValue {
        let date = #"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"#
        let time = #"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]{1,12})?"#
        let offset = #"([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"#
        return ["type": "string", "format": "date-time", "pattern": .string("^\(date)[Tt ]\(time)\(offset)$")]
    }
    static func wireSample(at place: SamplePlace) -> JSONValue? { .string(SampleBook.time.description) }
}

extension Day: WireLeaf {
    static var definition: String? { "day" }
    static var wireSchema: JSONValue {
        ["type": "string", "format": "date", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"]
    }
    static func wireSample(at place: SamplePlace) -> JSONValue? { "2026-11-22" }
}

extension EventSequence: WireLeaf {
    static var definition: String? { "sequence" }
    /// 20 digits that fit in 64 bits and are not all zero.
    static var wireSchema: JSONValue { ["type": "string", "pattern": "^(?!0{20}$)0[0-9]{19}$"] }
    static func wireSample(at place: SamplePlace) -> JSONValue? { .string(EventSequence(7).description) }
}

extension Permission: WireLeaf {
    static var definition: String? { "permission" }
    static var wireSchema: JSONValue {
        let parts = [
            Function.allCases.map(\.rawValue), Action.allCases.map(\.rawValue), AccessScope.allCases.map(\.rawValue),
        ]
        let pattern = parts.map { "(\($0.joined(separator: "|")))" }.joined(separator: ":")
        return ["type": "string", "pattern": .string("^\(pattern)$")]
    }
    static func wireSample(at place: SamplePlace) -> JSONValue? { "customers:edit:team" }
}
