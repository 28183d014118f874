import Foundation
import Testing

@testable import Messages

@Suite struct JSONScannerTests {
    static let valid = [
        "{}", "[]", " { } ", "\"\"", "0", "-0", "-1.5e+10", "1E5", "0.0", "true", "false", "null", "\t\r\n[1 , 2]\n",
        #"{"a":{"a":1},"b":[{"a":1},{"a":2}]}"#, #""\"\\\/\b\f\n\r\t\u00e9""#, #""\ud83d\ude00""#, "\"Đỗ Thị Ý 😀\"",
        "\"\u{7F}\"", #"{"":0}"#, "123456789012345678901234567890", "1e400",
    ]
    static let invalid = [
        "", " ", "{", "}", "[", "]", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}",
        "{\"a\":1 \"b\":2}", "{1:2}", "01", "-", "-a", "+1", ".5", "1.", "1.e5", "1e", "1e+", "0x10", "NaN", "Infinity",
        "-Infinity", "tru", "True", "nul", "nullx", "\"", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\n\"",
        "\"\t\"", "{} {}", "{}x", "[1]]", "// a\n1", "/* a */ 1", "1 // a", "\u{FEFF}{}", "\u{A0}1", "\"\u{0}\"",
    ]

    private func fault(_ text: String) -> JSONScanner.Fault.Kind? { fault(Array(text.utf8)) }
    private func fault(_ bytes: [UInt8]) -> JSONScanner.Fault.Kind? {
        do throws(JSONScanner.Fault) {
            _ = try JSONScanner.scan(bytes)
            return nil
        } catch { return error.kind }
    }

    @Test(arguments: valid) func jsonIsAccepted(text: String) {
        #expect(fault(text) == nil)
    }

    @Test(arguments: invalid) func whatIsNotJSONIsRefused(text: String) {
        #expect(fault(text) == .syntax)
    }

    /// Foundation takes a byte-order mark off, and lets a comma stand before the end.
    @Test func foundationAgrees() {
        for text in Self.valid where text != "1e400" {
            #expect(throws: Never.self, "\(text)") { try Self.foundation(text) }
        }
        for text in Self.invalid where !text.hasPrefix("\u{FEFF}") && !text.contains(/,[\]}]/) {
            #expect(throws: (any Error).self, "\(text)") { try Self.foundation(text) }
        }
    }

    private static func foundation(_ text: String) throws {
        _ = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    }

    @Test(arguments: [
        #"{"a":1,"a":1}"#, #"{"a":1,"\u0061":1}"#, #"{"\u0061":1,"\u0061":2}"#, #"[{"x":{"b":1,"c":2,"b":3}}]"#,
        #"{"/":1,"\/":2}"#, #"{"😀":1,"\ud83d\ude00":2}"#, #"{"":1,"":2}"#,
    ])
    func aKeyGivenTwiceIsRefused(text: String) {
        #expect(fault(text) == .duplicateKey)
    }

    @Test func keysThatOnlyLookAlikeAreNotDuplicates() {
        #expect(fault(#"{"a":1,"A":2,"a ":3,"\\u0061":4}"#) == nil)
    }

    @Test func nestingIsLimited() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(fault(nested(32)) == nil)
        #expect(fault(nested(33)) == .depth)
        #expect(fault(nested(10_000)) == .depth)
        #expect(fault(String(repeating: #"{"a":"#, count: 10_000)) == .depth)
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE1, 0xBB, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0xFE, 0xFF, 0x00, 0x31], [0x7B, 0x80, 0x7D],
        ] as [[UInt8]])
    func badUTF8IsRefused(bytes: [UInt8]) {
        #expect(fault(bytes) == .encoding)
    }

    @Test func aKeyThatIsHalfACharacterIsRefused() {
        #expect(fault(#"{"\ud83d":1}"#) == .encoding)
    }

    @Test func aFaultSaysWhereItIs() {
        #expect(throws: JSONScanner.Fault(kind: .syntax, offset: 5)) { try JSONScanner.scan(Array(#"{"a":x}"#.utf8)) }
        #expect(throws: JSONScanner.Fault(kind: .syntax, offset: 3)) { try JSONScanner.scan(Array("{} 1".utf8)) }
    }

    @Test func membersOfTheOutermostObjectAreFound() throws {
        let text = Array(#" { "a" : [1, {"b": 2}] , "\u0062": "x"  }"#.utf8)
        let members = try JSONScanner.scan(text).members.mapValues { String(decoding: text[$0], as: UTF8.self) }
        #expect(members == ["a": #"[1, {"b": 2}]"#, "b": #""x""#])
        #expect(try JSONScanner.scan(Array(#"[{"a":1}]"#.utf8)).members.isEmpty)
    }

    /// Changed at random, samples never trap the scanner, and it accepts nothing that Foundation refuses.
    @Test func damagedTextsAreReadSafely() {
        var random = SeededGenerator.announced("damaged texts")
        let seed = Array(#"{"id":"é\n\u0061","n":[-1.5e3,true,null,{"k":""}],"z":0}"#.utf8)
        for _ in 0..<5000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &random)
                case 1: bytes.remove(at: index)
                default: bytes.insert(Array(#"{}[]",:\0-ue"#.utf8).randomElement(using: &random) ?? 0, at: index)
                }
            }
            guard fault(bytes) == nil else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(throws: Never.self, "\(text)") { try Self.foundation(text) }
        }
    }
}
