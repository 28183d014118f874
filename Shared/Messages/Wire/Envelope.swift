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
        var bytes: [UInt8] = []
        bytes.reserveCapacity(800 + dataBytes.count)
        writeMembers(to: &bytes)
        bytes += #""data":"#.utf8
        bytes += dataBytes
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// By hand, because there are the same twelve in every message. In the order of their names.
    private func writeMembers(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        func write(_ name: StaticString, _ value: String?) {
            guard let value else { return }
            bytes.append(UInt8(ascii: "\""))
            bytes += UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
            bytes += "\":".utf8
            JSONLiteral.write(value, to: &bytes)
            bytes.append(UInt8(ascii: ","))
        }
        write("causationid", causationid)
        write("correlationid", correlationid)
        write("datacontenttype", "application/json")
        write("dataschema", dataschema)
        write("id", id.description)
        write("sequence", sequence?.description)
        write("source", source)
        write("specversion", "1.0")
        write("subject", subject?.description)
        write("time", time.description)
        write("traceparent", traceparent)
        write("type", type)
    }
}

/// A message as received: its context, and its data still as bytes, to be decoded only by a handler that knows it.
public struct ReceivedMessage: Sendable {
    public let envelope: Envelope
    /// The id as it came: outside systems need not use UUIDs. `envelope.id` is derived from it then.
    public let rawID: String
    public var data: [UInt8] { Array(body[text.nodes[dataNode].range]) }
    /// The whole body, as it came.
    public var body: [UInt8] { text.bytes }
    let text: JSONText
    private let dataNode: Int

    /// Checks in the order of MSG-3: size, UTF-8, JSON, depth, duplicate keys, required attributes.
    public init(body: [UInt8]) throws(WireFault) {
        guard body.count <= Envelope.maxBytes else {
            throw WireFault(
                code: "too-large", path: nil,
                reason: Bilingual(en: "is over \(Envelope.maxBytes) bytes", vi: "dài quá \(Envelope.maxBytes) byte"))
        }
        let text: JSONText
        do throws(JSONScanner.Fault) {
            text = try JSONScanner.scan(body)
        } catch {
            throw WireFault(scanner: error)
        }
        self.text = text
        func string(_ name: String) throws(WireFault) -> String? {
            guard let node = text.member(name, of: 0) else { return nil }
            let plain = text.nodes[node].kind == .string ? text.string(node) : nil
            let value =
                if let plain { plain as String? } else {
                    try WireJSON.decode(String?.self, from: text, at: node, root: "$.\(name)")
                }
            guard let text = value else { return nil }
            guard text.utf8.count <= 512 else {
                throw WireFault(
                    code: "invalid-value", path: "$.\(name)",
                    reason: Bilingual(en: "is longer than 512 bytes", vi: "dài quá 512 byte"))
            }
            if let character = ControlCharacter.first(in: text) {
                throw WireFault(control: character, path: "$.\(name)")
            }
            return text
        }
        func required<T>(_ name: String, _ read: (String) -> T?) throws(WireFault) -> T {
            guard let text = try string(name), !text.isEmpty else {
                throw WireFault(code: "missing", path: "$.\(name)", reason: .isMissing)
            }
            guard let value = read(text) else {
                throw WireFault(code: "invalid-value", path: "$.\(name)", reason: .cannotBeRead)
            }
            return value
        }
        func optional<T>(_ name: String, _ read: (String) -> T?) throws(WireFault) -> T? {
            guard let text = try string(name) else { return nil }
            guard let value = read(text) else {
                throw WireFault(code: "invalid-value", path: "$.\(name)", reason: .cannotBeRead)
            }
            return value
        }
        _ = try required("specversion") { $0 == "1.0" ? $0 : nil }
        let contentType = try string("datacontenttype")
        guard
            contentType == nil || contentType == "application/json"
                || contentType?.lowercased().hasPrefix("application/json") == true
        else {
            throw WireFault(
                code: "invalid-value", path: "$.datacontenttype",
                reason: Bilingual(en: "must be application/json", vi: "phải là application/json"))
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
        guard let dataNode = text.member("data", of: 0) else {
            throw WireFault(code: "missing", path: "$.data", reason: .isMissing)
        }
        self.dataNode = dataNode
    }

    /// Throws `WireFault` with a path under `$.data`.
    public func decode<T: Decodable>(_ type: T.Type) throws(WireFault) -> T {
        try WireJSON.decode(type, from: text, at: dataNode, root: "$.data")
    }
}

extension WireFault {
    init(scanner fault: JSONScanner.Fault) {
        let byte = fault.offset
        switch fault.kind {
        case .syntax:
            self.init(
                code: "not-json", path: nil,
                reason: Bilingual(en: "is not JSON at byte \(byte)", vi: "không phải JSON, sai ở byte \(byte)"))
        case .encoding:
            self.init(code: "not-utf-8", path: nil, reason: Bilingual(en: "is not UTF-8", vi: "không phải UTF-8"))
        case .depth:
            self.init(
                code: "too-deep", path: nil,
                reason: Bilingual(
                    en: "is nested too deep at byte \(byte)", vi: "lồng nhau quá nhiều tầng ở byte \(byte)"))
        case .duplicateKey:
            self.init(
                code: "duplicate-key", path: nil,
                reason: Bilingual(en: "repeats a key at byte \(byte)", vi: "lặp lại một khóa ở byte \(byte)"))
        }
    }
}
