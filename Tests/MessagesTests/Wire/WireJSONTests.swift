import Messages
import Testing

@Suite struct WireJSONTests {
    struct Document: Codable, Equatable {
        var name: String
        var kind: CustomerKind?
        var lines: [Line]
        struct Line: Codable, Equatable {
            var day: Day
            var count: Int64
            var flag: Bool?
        }
    }

    @Test(arguments: [
        (#"{"lines":[]}"#, "missing", "$.data.name", "is missing"),
        (#"{"name":null,"lines":[]}"#, "missing", "$.data.name", "must not be null"),
        (#"{"name":1,"lines":[]}"#, "wrong-type", "$.data.name", "must be a string"),
        (#"{"name":"a","lines":{}}"#, "wrong-type", "$.data.lines", "must be a list"),
        (#"{"name":"a","lines":[7]}"#, "wrong-type", "$.data.lines[0]", "must be an object"),
        (#"[]"#, "wrong-type", "$.data", "must be an object"),
        (
            #"{"name":"a","kind":"x","lines":[]}"#, "invalid-value", "$.data.kind",
            "must be one of: organisation, individual, mass"
        ),
        (
            #"{"name":"a","lines":[{"day":"2026-01-01","count":1},{"day":"x","count":1}]}"#, "invalid-value",
            "$.data.lines[1].day", "not a date (YYYY-MM-DD)"
        ),
        (
            #"{"name":"a","lines":[{"day":"2026-01-01","count":"1"}]}"#, "wrong-type", "$.data.lines[0].count",
            "must be a whole number"
        ),
        (
            #"{"name":"a","lines":[{"day":"2026-01-01","count":1.5}]}"#, "invalid-value", "$.data",
            "holds a number with a fraction or out of range, or half of a character"
        ),
        (
            #"{"name":"a","lines":[{"day":"2026-01-01","count":1,"flag":"no"}]}"#, "wrong-type",
            "$.data.lines[0].flag", "must be true or false"
        ),
    ])
    func aFaultNamesItsPlace(text: String, code: String, path: String, reason: String) {
        let fault = #expect(throws: WireFault.self) {
            try WireJSON.decode(Document.self, from: text.utf8, root: "$.data")
        }
        #expect(fault?.code == code)
        #expect(fault?.path == path)
        #expect(fault?.reason.en == reason)
        #expect(fault?.reason.vi.contains { !$0.isASCII } == true)
    }

    @Test func whatIsNoJSONHasNoPlace() {
        let fault = #expect(throws: WireFault.self) { try WireJSON.decode(Document.self, from: "{".utf8) }
        #expect(fault?.code == "not-json")
    }

    @Test func aFaultTellsPeopleWhatToDo() {
        let fault = WireFault(code: "missing", path: "$.data.name", reason: .isMissing)
        #expect(fault.message.en == "$.data.name: is missing. Correct it and send it again.")
        #expect(fault.message.vi.hasPrefix("$.data.name: dữ liệu không hợp lệ: còn thiếu."))
        #expect(fault.consequence == .invalid)
    }

    @Test func keysAreSortedAndSlashesPlain() throws {
        let bytes = try WireJSON.encode(["b": "a/b", "a": "ố"])
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"a":"ố","b":"a/b"}"#)
    }
}
