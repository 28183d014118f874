import Foundation
import Messages
import Testing

@Suite struct EntityIDTests {
    private static let dns = EntityID(high: 0x6ba7_b810_9dad_11d1, low: 0x80b4_00c0_4fd4_30c8)

    /// RFC 9562 A.4, and values computed with Python's `uuid.uuid5`.
    @Test(arguments: [
        (dns, ["www.example.com"], "2ed6657d-e927-568b-95e1-2665a8aea6a2"),
        (dns, ["python.org"], "886313e1-3b8a-5372-9b90-0c9aee199e5d"),
        (.quen, [""], "3a47cf1f-9dd5-5741-8ff2-e1bf6b41f113"),
        (.quen, ["a", "bc"], "b646b7fd-4a60-5cc3-86db-9ab14852119c"),
        (.quen, ["ab", "c"], "5b26469c-f132-5bd4-8822-fb82d14cd552"),
    ])
    func aNameGivesItsVersion5Identifier(namespace: EntityID, parts: [String], expected: String) {
        #expect(EntityID(namespace: namespace, parts: parts).description == expected)
    }

    @Test func anOutsideRecordHasTheSameIdentifierEverywhere() {
        let id = EntityID.external(system: "misa", entity: "customer", externalId: "KH-1")
        #expect(id.description == "8a664771-cf2e-5867-9d4b-9b17e8721017")
        let vietnamese = EntityID.external(system: "misa", entity: "customer", externalId: "Đỗ Thị Ý")
        #expect(vietnamese.description == "d116114c-1d35-5276-ad4b-388d30d4b2d5")
    }

    /// RFC 9562 A.6.
    @Test func aTimeAndRandomBitsGiveAVersion7Identifier() {
        let id = EntityID(milliseconds: 0x017F_22E2_79B0, random: (0xCC3, 0x18C4_DC0C_0C07_398F))
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    }

    @Test func randomBitsNeverTouchTimeVersionAndVariant() {
        let id = EntityID(milliseconds: 1, random: (.max, .max))
        #expect(id.description == "00000000-0001-7fff-bfff-ffffffffffff")
        #expect(EntityID(milliseconds: 1, random: (0, 0)).description == "00000000-0001-7000-8000-000000000000")
    }

    @Test func identifiersSortByTheTimeTheyWereMade() {
        var random = SeededGenerator.announced("identifiers sort")
        let times = (0..<500).map { _ in Int64.random(in: 0..<(1 << 48), using: &random) }
        let ids = times.map { EntityID(milliseconds: $0, random: (random.next(), random.next())) }
        #expect(ids.sorted().map { Int64($0.high >> 16) } == times.sorted())
        #expect(ids.map(\.description).sorted() == ids.sorted().map(\.description))
    }

    @Test func textAndBytesComeBack() {
        var random = SeededGenerator.announced("identifiers come back")
        for _ in 0..<1000 {
            let id = EntityID(high: random.next(), low: random.next())
            #expect(EntityID(id.description) == id)
            #expect(EntityID(id.description.uppercased()) == id)
            #expect(EntityID(bytes: id.bytes) == id)
            #expect(UUID(uuidString: id.description)?.uuidString.lowercased() == id.description)
        }
    }

    @Test(arguments: [
        "", "0193e4a0-7c00-7000-8000-00000000000", "0193e4a0-7c00-7000-8000-0000000000000",
        "0193e4a07c00700080000000000000000000", "0193e4a0-7c00-7000-8000-00000000000g",
        "{0193e4a0-7c00-7000-8000-000000000000}", " 0193e4a0-7c00-7000-8000-00000000000",
        "0193e4a0_7c00_7000_8000_000000000000", "urn:uuid:0193e4a0-7c00-7000-8000-00000",
        "0193e4a-07c00-7000-8000-000000000000", "٠193e4a0-7c00-7000-8000-0000000000",
    ])
    func whatIsNotTheTextFormIsRefused(text: String) {
        #expect(EntityID(text) == nil)
    }
}
