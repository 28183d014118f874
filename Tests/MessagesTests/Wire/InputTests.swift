import Messages
import Testing

/// What people and programs ask with: `WireJSON.input`.
@Suite struct InputTests {
    struct Order: Decodable {
        var name: String?
        var lines: [Line]?
        struct Line: Decodable { var count: Int? }
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
        (#"{"other":[null],"lines":null}"#, "null", "$.lines"),
        (#"["name"]"#, "wrong-type", "$"),
        (#"{"name":1}"#, "wrong-type", "$.name"),
    ])
    func aFaultNamesItsPlace(text: String, code: String, path: String) {
        let fault = #expect(throws: WireFault.self) { try WireJSON.input(Order.self, from: Array(text.utf8)) }
        #expect(fault?.code == code)
        #expect(fault?.path == path)
    }

    @Test(arguments: [
        #"{}"#, #"{"name":"null \" null"}"#, #"{"other":null,"deep":[{"a":null}],"lines":[{"more":null}]}"#,
    ])
    func whatIsNotReadMayBeAnything(text: String) throws {
        _ = try WireJSON.input(Order.self, from: Array(text.utf8))
    }

    @Test func onlyWhatCanBeClearedMayBeNull() throws {
        #expect(try WireJSON.input(Edit.self, from: Array(#"{"name":null}"#.utf8)).name == nil)
        let fault = #expect(throws: WireFault.self) {
            try WireJSON.input(Edit.self, from: Array(#"{"name":null,"note":null}"#.utf8))
        }
        #expect(fault?.path == "$.note")
    }

    @Test(arguments: ["[]", "\"AAA\"", "[null,null]", " 7", "null"])
    func whatNeedsNothingIsAnObjectAllTheSame(text: String) {
        let fault = #expect(throws: WireFault.self) { try WireJSON.input(Nothing.self, from: Array(text.utf8)) }
        #expect(fault?.path == "$")
    }
}
