import Foundation
import Messages
import Testing

@Suite struct EnvelopeTests {
    private static let id = EntityID(high: 0x0193_e4a0_7c00_7000, low: 0x8000_0000_0000_000a)
    private static let full = Envelope(
        id: id, source: "urn:quen:ha-noi:customers", type: "vn.quen.customers.customer.created.v1",
        subject: Subject("customer", id), time: Instant(milliseconds: 1_795_313_730_123),
        dataschema: "urn:quen:schema:customers.customer.created:1.0", sequence: EventSequence(7), correlationid: "a",
        causationid: "b/\"ố", traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
    private static let bare = Envelope(id: id, source: "urn:ext:misa", type: "t", time: Instant(milliseconds: 0))

    @Test(arguments: [full, bare]) func anEnvelopeComesBack(envelope: Envelope) throws {
        let message = try ReceivedMessage(body: envelope.encoded(data: ["name": "Hoa Sen / Sài Gòn"]))
        #expect(message.envelope == envelope)
        #expect(try message.decode([String: String].self) == ["name": "Hoa Sen / Sài Gòn"])
    }

    @Test func equalMessagesAreEqualBytes() throws {
        #expect(try Self.full.encoded(data: ["b": 1, "a": 2]) == Self.full.encoded(data: ["a": 2, "b": 1]))
    }

    @Test func dataIsLeftAsItCame() throws {
        let data = Array(#"{ "x" : 1.0, "é":[ ] }"#.utf8)
        let message = try ReceivedMessage(body: Self.bare.encoded(dataBytes: data))
        #expect(message.data == data)
    }

    private static let good: JSONValue = [
        "specversion": "1.0", "id": "0193e4a0-7c00-7000-8000-00000000000a", "source": "urn:ext:misa", "type": "t",
        "time": "2026-11-22T09:15:30+07:00", "data": [:],
    ]

    @Test func theLeastThatIsNeededIsAccepted() throws {
        let message = try ReceivedMessage(body: Array(Self.good.prettyJSON.utf8))
        #expect(message.envelope.time.description == "2026-11-22T02:15:30.000Z")
        #expect(message.envelope.subject == nil)
    }

    @Test func anOutsideSystemMayHaveIdsAndSubjectsOfItsOwn() throws {
        var message = Self.good
        message["id"] = "FT-1"
        message["subject"] = "chứng từ 17"
        let received = try ReceivedMessage(body: Array(message.prettyJSON.utf8))
        #expect(received.rawID == "FT-1")
        #expect(received.envelope.id == EntityID(namespace: .quen, parts: ["message", "FT-1"]))
        #expect(received.envelope.subject == nil)
    }

    @Test(
        arguments: [
            ("specversion", nil, "missing"), ("id", nil, "missing"), ("source", nil, "missing"),
            ("type", nil, "missing"),
            ("time", nil, "missing"), ("data", nil, "missing"), ("type", "", "missing"), ("source", .null, "missing"),
            ("specversion", "0.3", "invalid-value"), ("id", "", "missing"), ("time", "today", "invalid-value"),
            ("sequence", "7", "invalid-value"),
            ("sequence", "99999999999999999999", "invalid-value"), ("datacontenttype", "text/plain", "invalid-value"),
            ("traceparent", .string(String(repeating: "x", count: 513)), "invalid-value"), ("id", 5, "wrong-type"),
            ("subject", [], "wrong-type"), ("correlationid", true, "wrong-type"), ("sequence", 7, "wrong-type"),
        ] as [(String, JSONValue?, String)])
    func aFaultyAttributeIsRefusedByName(name: String, value: JSONValue?, code: String) {
        var message = Self.good
        message[name] = value
        let fault = #expect(throws: WireFault.self) {
            try ReceivedMessage(body: Array(message.prettyJSON.utf8))
        }
        #expect(fault?.code == code)
        #expect(fault?.path == "$.\(name)")
    }

    @Test(arguments: [
        ("{", "not-json"), ("[1]", "missing"), (#"{"id":1,"id":1}"#, "duplicate-key"),
        (String(repeating: "[", count: 10_000), "too-deep"), ("", "not-json"), ("7", "missing"),
    ])
    func aFaultyBodyIsRefused(text: String, code: String) {
        let fault = #expect(throws: WireFault.self) { try ReceivedMessage(body: Array(text.utf8)) }
        #expect(fault?.code == code)
    }

    @Test func bytesThatAreNoTextAreRefused() {
        let fault = #expect(throws: WireFault.self) { try ReceivedMessage(body: [0x22, 0xFF, 0x22]) }
        #expect(fault?.code == "not-utf-8")
    }

    @Test func theLimitOfSizeIsExact() throws {
        func body(_ count: Int) throws -> [UInt8] {
            let empty = try Self.bare.encoded(data: "").count
            return try Self.bare.encoded(data: String(repeating: "x", count: count - empty))
        }
        #expect(throws: Never.self) { try ReceivedMessage(body: body(Envelope.maxBytes)) }
        let fault = #expect(throws: WireFault.self) { try ReceivedMessage(body: body(Envelope.maxBytes + 1)) }
        #expect(fault?.code == "too-large")
    }
}
