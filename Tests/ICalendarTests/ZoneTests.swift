import Foundation
import Testing

@testable import ICalendar

@Suite struct ZoneTests {
    /// Python's zoneinfo, half of it near changes of the clock; see `reference.py`.
    @Test func localTimesGiveTheSameInstantsAsZoneinfo() throws {
        let cases = try Golden.lines("zones.txt")
        #expect(cases.count == 660)
        for fields in cases {
            let found = try zone(fields[0]).instant(of: local(fields[1])).timeIntervalSince1970
            #expect(found == TimeInterval(fields[2]), "\(fields[0]) \(fields[1])")
        }
    }

    /// The examples of RFC 5545 §3.3.5.
    @Test(arguments: [
        ("20070311T023000", "20070311T073000"), ("20071104T013000", "20071104T053000"),
        ("20070704T120000", "20070704T160000"),
    ])
    func gapsTakeTheOffsetBeforeAndOverlapsTheFirst(text: String, utc: String) throws {
        #expect(try zone("America/New_York").instant(of: local(text)) == instant(utc))
    }

    @Test func definitionsFromFoundationAgreeWithIt() throws {
        for name in ["Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Ho_Chi_Minh"] {
            let known = try #require(TimeZone(identifier: name))
            let definition = ZoneDefinition(known, years: 2015...2025)
            for hour in stride(from: 1_420_200_000, to: 1_767_000_000, by: 7 * 3600 + 1) {
                let date = Date(timeIntervalSince1970: TimeInterval(hour))
                guard definition.offset(at: date) == known.secondsFromGMT(for: date) else {
                    Issue.record("\(name) \(date)")
                    break
                }
            }
        }
    }

    @Test func dayNumbersGoForthAndBackThroughAllYears() {
        for number in DayNumber.first...DayNumber.last {
            let (year, month, day) = DayNumber.civil(number)
            guard DayNumber.of(year: year, month: month, day: day) == number,
                LocalDate(year: year, month: month, day: day) != nil
            else {
                Issue.record("day \(number)")
                break
            }
        }
    }
}
