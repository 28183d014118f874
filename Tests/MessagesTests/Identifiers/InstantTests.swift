import Foundation
import Messages
import Testing

@Suite struct InstantTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.001Z", 1), ("1969-12-31T23:59:59.999Z", -1),
            ("2026-11-22T09:15:30.123+07:00", 1_795_313_730_123), ("2026-11-22t02:15:30.123z", 1_795_313_730_123),
            ("2026-11-22 02:15:30.1239999Z", 1_795_313_730_123), ("2026-11-21T14:45:30.123-11:30", 1_795_313_730_123),
            ("2024-02-29T23:59:60Z", 1_709_251_199_000), ("2026-11-22T02:15:30.1Z", 1_795_313_730_100),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999), ("0001-01-01T00:00:00Z", -62_135_596_800_000),
        ] as [(String, Int64)])
    func aTimeIsRead(text: String, milliseconds: Int64) {
        #expect(Instant(text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-11-22", "2026-11-22T02:15:30", "2026-11-22T02:15Z", "2026-11-22T24:00:00Z", "2026-11-22T02:60:00Z",
        "2026-11-22T02:15:61Z", "2026-02-29T00:00:00Z", "2026-11-22T02:15:30.Z", "2026-11-22T02:15:30,5Z",
        "2026-11-22T02:15:30+0700", "2026-11-22T02:15:30+07", "2026-11-22T02:15:30+24:00", "2026-11-22T02:15:30+07:60",
        "2026-11-22T02:15:30ZZ", " 2026-11-22T02:15:30Z", "2026-11-22X02:15:30Z", "2026-11-22T02:15:30.1234567890123Z",
        "1795313730", "2026-11-22T0２:15:3Z",
    ])
    func whatIsNotRFC3339IsRefused(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test func timesAreWrittenInUTCWithMilliseconds() {
        #expect(Instant(milliseconds: 1_795_313_730_123).description == "2026-11-22T02:15:30.123Z")
        #expect(Instant(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
    }

    @Test func timesComeBackAndAgreeWithFoundation() throws {
        var random = SeededGenerator.announced("times come back")
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for _ in 0..<3000 {
            let range: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999
            let instant = Instant(milliseconds: Int64.random(in: range, using: &random))
            #expect(Instant(instant.description) == instant)
            guard instant.milliseconds > -12_212_553_600_000 else { continue }
            let date = try style.parse(instant.description)
            #expect(abs(date.timeIntervalSince1970 * 1000 - Double(instant.milliseconds)) < 0.5)
        }
    }

    @Test func spansAddUp() {
        let start = Instant(milliseconds: 1_000)
        #expect(start.adding(.seconds(90)).milliseconds == 91_000)
        #expect(start.adding(.milliseconds(-1_001)).milliseconds == -1)
        #expect(start.adding(.hours(2)).since(start) == .seconds(7200))
    }
}

extension Duration {
    fileprivate static func hours(_ hours: Int) -> Duration { .seconds(hours * 3600) }
}
