import Foundation

/// The context of a message: the CloudEvents 1.0 attributes and Quen's extensions (MSG-1), without `data`.
public struct Envelope: Sendable, Hashable {
    public var id: EntityID
    /// `urn:quen:<site>:<service>` or `urn:ext:<system>`. (source, id) is unique.
    public var source: String
    public var type: String
    public var subject: Subject?
    public var time: Instant
    public var dataschema: String?
    public var sequence: EventSequence?
    /// The id of the message or request that began the whole chain.
    public var correlationid: String?
    /// The id of the message that directly caused this one.
    public var causationid: String?
    public var traceparent: String?

    public init(
        id: EntityID, source: String, type: String, subject: Subject? = nil, time: Instant, dataschema: String? = nil,
        sequence: EventSequence? = nil, correlationid: String? = nil, causationid: String? = nil,
        traceparent: String? = nil
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.subject = subject
        self.time = time
        self.dataschema = dataschema
        self.sequence = sequence
        self.correlationid = correlationid
        self.causationid = causationid
        self.traceparent = traceparent
    }

    public static let contentType = "application/cloudevents+json; charset=utf-8"
    /// The most bytes a message may have; the broker's `max_message_size` is the same.
    public static let maxBytes = 262_144

    /// The whole message as bytes, in structured mode.
    public func encoded(data: some Encodable) throws -> [UInt8] {
        try encoded(dataBytes: WireJSON.encode(data))
    }

    /// `dataBytes` must be a JSON value.
    public func encoded(dataBytes: [UInt8]) throws -> [UInt8] {
        var bytes = try WireJSON.encode(Head(self))
        bytes.removeLast()
        bytes += #","data":"#.utf8
        bytes += dataBytes
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    private struct Head: Encodable {
        let specversion = "1.0"
        let datacontenttype = "application/json"
        let envelope: Envelope
        init(_ envelope: Envelope) { self.envelope = envelope }

        enum Keys: String, CodingKey {
            case specversion, id, source, type, subject, time, datacontenttype, dataschema, sequence
            case correlationid, causationid, traceparent
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode(specversion, forKey: .specversion)
            try container.encode(envelope.id, forKey: .id)
            try container.encode(envelope.source, forKey: .source)
            try container.encode(envelope.type, forKey: .type)
            try container.encodeIfPresent(envelope.subject, forKey: .subject)
            try container.encode(envelope.time, forKey: .time)
            try container.encode(datacontenttype, forKey: .datacontenttype)
            try container.encodeIfPresent(envelope.dataschema, forKey: .dataschema)
            try container.encodeIfPresent(envelope.sequence, forKey: .sequence)
            try container.encodeIfPresent(envelope.correlationid, forKey: .correlationid)
            try container.encodeIfPresent(envelope.causationid, forKey: .causationid)
            try container.encodeIfPresent(envelope.traceparent, forKey: .traceparent)
        }
    }
}

/// A message as received: its context, and its data still as bytes, to be decoded only by a handler that knows it.
public struct ReceivedMessage: Sendable {
    public let envelope: Envelope
    /// The id as it came: outside systems need not use UUIDs. `envelope.id` is derived from it then.
    public let rawID: String
    public let data: [UInt8]
    /// The whole body, as it came.
    public let body: [UInt8]

    /// Checks in the order of MSG-3: size, UTF-8, JSON, depth, duplicate keys, required attributes.
    public init(body: [UInt8]) throws(WireFault) {
        guard body.count <= Envelope.maxBytes else {
            throw WireFault(code: "too-large", path: nil, reason: "is over \(Envelope.maxBytes) bytes")
        }
        let members: [String: Range<Int>]
        do throws(JSONScanner.Fault) {
            members = try JSONScanner.scan(body)
        } catch {
            throw WireFault(scanner: error)
        }
        func string(_ name: String) throws(WireFault) -> String? {
            guard let range = members[name] else { return nil }
            guard let text = try WireJSON.decode(String?.self, from: body[range], root: "$.\(name)") else { return nil }
            guard text.utf8.count <= 512 else {
                throw WireFault(code: "invalid-value", path: "$.\(name)", reason: "is longer than 512 bytes")
            }
            return text
        }
        func required<T>(_ name: String, _ read: (String) -> T?) throws(WireFault) -> T {
            guard let text = try string(name), !text.isEmpty else {
                throw WireFault(code: "missing", path: "$.\(name)", reason: "is missing")
            }
            guard let value = read(text) else {
                throw WireFault(code: "invalid-value", path: "$.\(name)", reason: "cannot be read")
            }
            return value
        }
        func optional<T>(_ name: String, _ read: (String) -> T?) throws(WireFault) -> T? {
            guard let text = try string(name) else { return nil }
            guard let value = read(text) else {
                throw WireFault(code: "invalid-value", path: "$.\(name)", reason: "cannot be read")
            }
            return value
        }
        _ = try required("specversion") { $0 == "1.0" ? $0 : nil }
        let contentType = try string("datacontenttype")
        guard contentType == nil || contentType?.lowercased().hasPrefix("application/json") == true else {
            throw WireFault(code: "invalid-value", path: "$.datacontenttype", reason: "must be application/json")
        }
        let rawID = try required("id") { $0 }
        self.rawID = rawID
        envelope = Envelope(
            id: EntityID(rawID) ?? EntityID(namespace: .quen, parts: ["message", rawID]),
            source: try required("source") { $0 },
            type: try required("type") { $0 }, subject: try string("subject").flatMap { Subject($0) },
            time: try required("time") { Instant($0) }, dataschema: try string("dataschema"),
            sequence: try optional("sequence") { EventSequence($0) }, correlationid: try string("correlationid"),
            causationid: try string("causationid"), traceparent: try string("traceparent"))
        guard let range = members["data"] else {
            throw WireFault(code: "missing", path: "$.data", reason: "is missing")
        }
        data = Array(body[range])
        self.body = body
    }

    /// Throws `WireFault` with a path under `$.data`.
    public func decode<T: Decodable>(_ type: T.Type) throws(WireFault) -> T {
        try WireJSON.decode(type, from: data, root: "$.data")
    }
}

extension WireFault {
    init(scanner fault: JSONScanner.Fault) {
        switch fault.kind {
        case .syntax: self.init(code: "not-json", path: nil, reason: "is not JSON at byte \(fault.offset)")
        case .encoding: self.init(code: "not-utf-8", path: nil, reason: "is not UTF-8")
        case .depth: self.init(code: "too-deep", path: nil, reason: "is nested too deep at byte \(fault.offset)")
        case .duplicateKey:
            self.init(code: "duplicate-key", path: nil, reason: "repeats a key at byte \(fault.offset)")
        }
    }
}
