import Foundation
import Messages
import Testing

@Suite struct JSONValueTests {
    private let value: JSONValue = [
        "b": [1, "hai", true, .null], "a": [:], "list": [["x": -1], []], "text": "\"\\\n\u{1}ố",
    ]

    @Test func whatIsWrittenCanBeRead() throws {
        #expect(try JSONValue(parsing: value.prettyJSON.utf8) == value)
        #expect(try JSONValue(parsing: WireJSON.encode(value)) == value)
    }

    @Test func membersAreSorted() {
        let text =
            "{\n  \"a\": {},\n  \"b\": [1, \"hai\", true, null],\n  \"list\": [\n    {\n      \"x\": -1\n    },\n    []\n  ],\n"
        #expect(value.prettyJSON.hasPrefix(text))
    }

    @Test func yamlQuotesWhatCouldBeReadAsSomethingElse() {
        let value: JSONValue = ["yes": "no", "plain": "quen.events", "items": ["1.0", ["k": "a: b"]], "none": []]
        #expect(
            value.yaml == "items:\n  - \"1.0\"\n  -\n    k: \"a: b\"\nnone: []\nplain: quen.events\n\"yes\": \"no\"\n")
    }
}
