import Messages
import Testing

/// What people and programs ask with: `WireJSON.input`.
@Suite struct InputTests {
    struct Order: Decodable {
        var name: String?
        var lines: [Line]?
        var any: JSONValue?
        var weight: Double?
        var table: [String: Line]?
        var either: Either?
        struct Line: Decodable { var count: Int? }
        enum Either: Decodable {
            case number(Int)
            case line(Line)
            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let number = try? container.decode(Int.self) {
                    self = .number(number)
                } else {
                    self = .line(try container.decode(Line.self))
                }
            }
        }
    }

    struct Edit: ClearingInput {
        static let clearable: Set = ["name"]
        var name: String?
        var note: String?
    }

    struct Nothing: Decodable {}

    @Test(arguments: [
        (#"{"name":null}"#, "null", "$.name"),
        (#"{ "lines" : [ {"count":1}, {"count": null} ] }"#, "null", "$.lines[1].count"),
        (#"{"name":"a","lines":null}"#, "null", "$.lines"),
        (#"["name"]"#, "wrong-type", "$"),
        (#"{"name":1}"#, "wrong-type", "$.name"),
    ])
    func aFaultNamesItsPlace(text: String, code: String, path: String) {
        let fault = #expect(throws: WireFault.self) { try WireJSON.input(Order.self, from: Array(text.utf8)) }
        #expect(fault?.code == code)
        #expect(fault?.path == path)
    }

    @Test(arguments: [
        #"{}"#, #"{"name":"null \" null"}"#, #"{"n\u0061me":"tab \t, line\n, 1\r\n, \u2028, Đỗ Thị Ý 😀"}"#,
        #"{"any":{"x":1.5e3,"deep":[{"a":null}]},"weight":1.5,"lines":[{}]}"#,
        #"{"table":{"anything":{"count":2},"else":{}}}"#, #"{"either":{"count":1}}"#, #"{"either":7}"#,
    ])
    func whatIsReadIsTaken(text: String) throws {
        _ = try WireJSON.input(Order.self, from: Array(text.utf8))
    }

    @Test(arguments: [
        (#"{"other":null}"#, "$.other", nil), (#"{"naem":"a"}"#, "$.naem", "name"),
        (#"{"Name":"a"}"#, "$.Name", "name"),
        (#"{"lines":[{},{"n\u0061me":1}]}"#, "$.lines[1].name", nil),
        (#"{"lines":[{"Cuont":1}]}"#, "$.lines[0].Cuont", "count"),
        (#"{"table":{"anything":{"cnt":2}}}"#, "$.table.anything.cnt", nil),
        (#"{"weight":1.5,"x":[1.5]}"#, "$.x", nil), (#"{"id":"0190d7a5","version":"1"}"#, "$.id", nil),
        (#"{"either":{"coumt":1}}"#, "$.either.coumt", "count"),
    ])
    func whatIsNotKnownIsRefusedWithTheNameThatWasMeant(text: String, path: String, meant: String?) {
        let fault = #expect(throws: WireFault.self) { try WireJSON.input(Order.self, from: Array(text.utf8)) }
        #expect(fault?.code == "unknown-member")
        #expect(fault?.path == path)
        #expect(fault?.details["meant"] == meant)
        if meant == nil { #expect(fault?.message.en.contains("Known are: ") == true) }
    }

    @Test(arguments: [
        (#"{"name":"a\u0000b"}"#, "$.name", "U+0000"),
        (#"{"lines":[{"more":["\b"]}]}"#, "$.lines[0].more[0]", "U+0008"),
        (#"{"name\u0000":"a"}"#, "$", "U+0000"), ("{\"name\":\"\u{7F}\"}", "$.name", "U+007F"),
        ("{\"name\":\"\u{85}\"}", "$.name", "U+0085"), (#"{"any":{"x":["\u001b[2J"]}}"#, "$.any.x[0]", "U+001B"),
    ])
    func controlCharactersAreRefusedWhereverTheyStand(text: String, path: String, character: String) {
        let fault = #expect(throws: WireFault.self) { try WireJSON.input(Order.self, from: Array(text.utf8)) }
        #expect(fault?.code == "control-character")
        #expect(fault?.path == path)
        #expect(fault?.details["character"] == character)
    }

    @Test func onlyWhatCanBeClearedMayBeNull() throws {
        #expect(try WireJSON.input(Edit.self, from: Array(#"{"name":null}"#.utf8)).name == nil)
        let fault = #expect(throws: WireFault.self) {
            try WireJSON.input(Edit.self, from: Array(#"{"name":null,"note":null}"#.utf8))
        }
        #expect(fault?.path == "$.note")
    }

    @Test func whereNothingIsReadNothingIsTaken() throws {
        _ = try WireJSON.input(Nothing.self, from: Array("{}".utf8))
        let fault = #expect(throws: WireFault.self) {
            try WireJSON.input(Nothing.self, from: Array(#"{"note":"x"}"#.utf8))
        }
        #expect(fault?.code == "unknown-member")
        #expect(fault?.path == "$.note")
    }

    @Test(arguments: ["[]", "\"AAA\"", "[null,null]", " 7", "null"])
    func whatNeedsNothingIsAnObjectAllTheSame(text: String) {
        let fault = #expect(throws: WireFault.self) { try WireJSON.input(Nothing.self, from: Array(text.utf8)) }
        #expect(fault?.path == "$")
    }
}
