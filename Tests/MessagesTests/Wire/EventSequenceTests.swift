import Messages
import Testing

@Suite struct EventSequenceTests {
    @Test func textSortsLikeTheNumber() {
        var random = SeededGenerator.announced("sequences sort")
        let sequences = (0..<500).map { _ in EventSequence(Int64.random(in: 1...Int64.max, using: &random)) }
        #expect(sequences.sorted().map(\.description) == sequences.map(\.description).sorted())
        for sequence in sequences {
            #expect(EventSequence(sequence.description) == sequence)
            #expect(EventSequence(etag: sequence.etag) == sequence)
        }
    }

    @Test func theFirstHasTwentyDigits() {
        #expect(EventSequence.first.description == "00000000000000000001")
        #expect(EventSequence.first.etag == "\"00000000000000000001\"")
        #expect(EventSequence.first.next.value == 2)
    }

    @Test(arguments: [
        "", "1", "00000000000000000000", "0000000000000000001", "000000000000000000001", "-0000000000000000001",
        "+0000000000000000001", "0000000000000000000a", "00000000000000000001 ", "99999999999999999999",
        "09223372036854775808", "٠٠٠٠٠٠٠٠٠٠",
    ])
    func whatIsNotASequenceIsRefused(text: String) {
        #expect(EventSequence(text) == nil)
    }

    @Test(arguments: [
        "00000000000000000001", "W/\"00000000000000000001\"", "\"1\"", "*", "\"\"", "\"00000000000000000001",
        "\"00000000000000000001\", \"00000000000000000002\"",
    ])
    func whatIsNotOneStrongTagIsRefused(tag: String) {
        #expect(EventSequence(etag: tag) == nil)
    }

    @Test(
        arguments: [
            (1, 2, true), (1, 3, false), (2, 2, false), (2, 1, false), (7, 100_000_000_000_001, true),
            (100_000_000_000_005, 100_000_000_000_007, false), (100_000_000_000_005, 100_000_000_000_006, true),
            (Int64.max, 1, false), (Int64.max - 1, Int64.max, true),
        ] as [(Int64, Int64, Bool)])
    func whatFollowsIsTheNextNumberOrALaterEpoch(earlier: Int64, later: Int64, follows: Bool) {
        #expect(EventSequence(later).follows(EventSequence(earlier)) == follows)
    }
}
