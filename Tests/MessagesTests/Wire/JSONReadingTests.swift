import Foundation
import Testing

@testable import Messages

/// Our own decoder and encoder are quick ways to what Foundation says: they give the same or nothing.
@Suite struct JSONReadingTests {
    struct Everything: Codable, Hashable {
        var text: String
        var maybe: String?
        var number: Int
        var small: Int8?
        var unsigned: UInt64?
        var flag: Bool?
        var id: EntityID?
        var at: Instant?
        var kind: CustomerKind?
        var list: [Int64?]?
        var table: [String: [Bool]]?
        var any: JSONValue?
        var date: Date?
        var fraction: Double?
    }

    static let texts = [
        #"{"text":"","number":0}"#,
        #"{"text":"Đỗ Thị Ý \"😀\" \/\\\n\u0041\ud83d\ude00","number":-9223372036854775808}"#,
        #"{ "number" : 7 , "text" : "a", "unknown" : {"deep":[1.5e3,"\ud83d"]} }"#,
        #"{"\u0074ext":"a key with an escape","number":1}"#, #"{"text":null,"number":1}"#, #"{"text":"a"}"#,
        #"{"text":"a","number":1.0}"#, #"{"text":"a","number":1.5}"#, #"{"text":"a","number":1e2}"#,
        #"{"text":"a","number":9223372036854775807,"small":127,"unsigned":18446744073709551615}"#,
        #"{"text":"a","number":9223372036854775808}"#, #"{"text":"a","number":1,"small":128}"#,
        #"{"text":"a","number":1,"unsigned":-1}"#, #"{"text":"a","number":"1"}"#, #"{"text":1,"number":1}"#,
        #"{"text":"a","number":true}"#, #"{"text":"a","number":1,"flag":1}"#, #"{"text":"a","number":1,"flag":false}"#,
        #"{"text":"\ud83d","number":1}"#,
        #"{"text":"a","number":1,"maybe":null,"list":[1,null,-2],"table":{"x":[true],"":[]}}"#,
        #"{"text":"a","number":1,"id":"0190D7A5-5c2e-7c3b-9f10-2b7a64d1c001","kind":"mass","at":"2026-11-22T05:52:39.123+07:00"}"#,
        #"{"text":"a","number":1,"id":"0190d7a5"}"#, #"{"text":"a","number":1,"kind":"other"}"#,
        #"{"text":"a","number":1,"any":{"a":[null,true,1,2.5,"x",{}]}}"#, #"{"text":"a","number":1,"any":1.0}"#,
        #"{"text":"a","number":1,"date":1.5}"#, #"{"text":"a","number":1,"fraction":2}"#, "[]", "7",
    ]

    @Test(arguments: texts) func whatIsReadIsWhatFoundationReads(text: String) throws {
        let own = JSONReading.decode(Everything.self, from: try JSONScanner.scan(Array(text.utf8)), at: 0)
        let foundation = try? JSONDecoder().decode(Everything.self, from: Data(text.utf8))
        if let own { #expect(own == foundation) }
        let either = try? WireJSON.checkedDecode(Everything.self, from: Array(text.utf8))
        #expect(either == foundation)
    }

    @Test(arguments: texts) func whatIsWrittenIsWhatFoundationWrites(text: String) throws {
        guard let value = try? JSONDecoder().decode(Everything.self, from: Data(text.utf8)) else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(try WireJSON.encode(value) == Array(encoder.encode(value)))
    }

    @Test func commonValuesNeedNoFoundation() throws {
        let text = try JSONScanner.scan(Array(Self.texts[0].utf8))
        let value = try #require(JSONReading.decode(Everything.self, from: text, at: 0))
        #expect(JSONTree.of(value) != nil)
    }

    /// Few members are put in order one by one, many are sorted; names may be equal in their first bytes.
    @Test(arguments: [0, 1, 2, 31, 32, 33, 200]) func membersAreInOrder(count: Int) throws {
        let names = (0..<count).map { "thành viên \($0 * 7919 % 1000)" }
        let value = Dictionary(names.map { ($0, [$0: $0.count]) }) { first, _ in first }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(try #require(JSONTree.of(value)).bytes == Array(encoder.encode(value)))
    }

    /// Lists of ids have a way of their own, both to be written and to be read.
    @Test func listsOfIdsAreReadAsTheyAreWritten() throws {
        for count in 0...5 {
            let ids = (0..<count).map { EntityID(high: UInt64($0) << 60 | 7, low: .max - UInt64($0)) }
            let written = try WireJSON.encode(ids)
            #expect(written == Array("[\(ids.map { "\"\($0)\"" }.joined(separator: ","))]".utf8))
            #expect(written.withUnsafeBufferPointer(EntityID.writtenList) == ids)
        }
        let id = EntityID.quen.description
        let others = ["", "[", "]", "[1]", "{}", "[\"\(id)\",]", "[\"\(id)\" ]", "[\"\(id)\";\"\(id)\"]", "['\(id)']"]
        for other in others + ["[\"\(id.dropLast())x\"]", "[\"\(id)\", \"\(id)\"]"] {
            #expect(Array(other.utf8).withUnsafeBufferPointer(EntityID.writtenList) == nil, "\(other)")
        }
    }

    @Test func manyKeysAreComparedToo() throws {
        let members = (0..<100).map { #""k\#($0)":\#($0)"# }
        let text = try JSONScanner.scan(Array("{\(members.joined(separator: ","))}".utf8))
        #expect(text.members.count == 100)
        #expect(throws: JSONScanner.Fault.self) {
            try JSONScanner.scan(Array("{\((members + [#""k5":1"#]).joined(separator: ","))}".utf8))
        }
    }
}
