import Foundation
import Testing

@testable import ICalendar

@Suite struct ValueTests {
    @Test(arguments: [
        ("P2W", 14, 0, "P14D"), ("P15DT5H0M20S", 15, 18_020, "P15DT5H20S"), ("-PT15M", 0, -900, "-PT15M"),
        ("-P0DT0H30M0S", 0, -1800, "-PT30M"), ("PT0S", 0, 0, "PT0S"), ("+P1D", 1, 0, "P1D"),
        ("PT604800S", 0, 604_800, "PT168H"),
    ])
    func durationsAreRead(text: String, days: Int, seconds: Int, written: String) {
        let duration = CalendarDuration(text: text)
        #expect(duration == CalendarDuration(days: days, seconds: seconds))
        #expect(duration?.text == written)
    }

    @Test(arguments: ["", "P", "PT", "P1", "1D", "P1H", "PT1D", "P1DT", "PT5M4H", "P999999999D", "P-1D", "PT1.5H"])
    func otherTextIsNoDuration(text: String) {
        #expect(CalendarDuration(text: text) == nil)
    }

    @Test(arguments: ["20230229", "20241301", "2024010", "2024-01-01", "+2024010", "00000101"])
    func daysThatDoNotExistAreRefused(text: String) {
        #expect(LocalDate(text: text) == nil)
    }

    @Test(arguments: ["20240101T240000", "20240101T0900", "20240101090000", "20240101T090000Z", "T"])
    func timesThatDoNotExistAreRefused(text: String) {
        #expect(LocalDateTime(text: text) == nil)
    }

    @Test(arguments: [(25_200, "+0700"), (-12_600, "-0330"), (0, "+0000"), (25_580, "+070620")])
    func offsetsAreWrittenAndRead(seconds: Int, text: String) {
        #expect(UTCOffset.text(seconds) == text)
        #expect(UTCOffset.read(text) == seconds)
    }

    @Test func textIsEscaped() {
        #expect(EscapedText.encode("a,b;c\\d\r\ne\nf\u{7}g") == "a\\,b\\;c\\\\d\\ne\\nfg")
        #expect(EscapedText.decode("a\\,b\\;c\\\\d\\ne\\Nf") == "a,b;c\\d\ne\nf")
        #expect(EscapedText.decodeList("Họp,Thăm\\, khách,") == ["Họp", "Thăm, khách"])
    }

    @Test func parametersAreQuotedWhereNeeded() {
        #expect(ParameterValue.encode("Nguyễn \"Bảo\" An, TP: ^\n") == "\"Nguyễn ^'Bảo^' An, TP: ^^^n\"")
        #expect(ParameterValue.decode("Nguyễn ^'Bảo^' An, TP: ^^^n^x^") == "Nguyễn \"Bảo\" An, TP: ^\n^x^")
    }

    @Test func linesAreFoldedOutsideCharacters() throws {
        for length in 60...80 {
            var lines = ContentLines()
            let value = String(repeating: "x", count: length) + String(repeating: "ướ🏢", count: 40)
            lines.add("SUMMARY", value: value)
            let parts = lines.text.components(separatedBy: "\r\n")
            #expect(parts.allSatisfy { $0.utf8.count <= 75 })
            #expect(lines.text.replacingOccurrences(of: "\r\n ", with: "") == "SUMMARY:\(value)\r\n")
        }
    }
}
