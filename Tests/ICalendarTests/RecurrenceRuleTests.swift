import Foundation
import Testing

@testable import ICalendar

@Suite struct RecurrenceRuleTests {
    @Test func partsAreReadInAnyOrderAndCase() throws {
        let rule = try RecurrenceRule(text: "wkst=SU;BYDAY=MO,-1FR;Interval=2;FREQ=monthly;COUNT=5;")
        #expect(rule.weekdays == [WeekdayPosition(.monday), WeekdayPosition(.friday, ordinal: -1)])
        #expect(rule.text == "FREQ=MONTHLY;INTERVAL=2;COUNT=5;BYDAY=MO,-1FR;WKST=SU")
    }

    @Test(arguments: [
        ("BYDAY=MO", RecurrenceRuleError.missingFrequency), ("", .missingFrequency),
        ("FREQ=HOURLY", .unsupportedFrequency("HOURLY")),
        ("FREQ=DAILY;BYHOUR=9", .unsupportedPart("BYHOUR")), ("FREQ=YEARLY;BYWEEKNO=20", .unsupportedPart("BYWEEKNO")),
        ("FREQ=OFTEN", .malformed(part: "FREQ", value: "OFTEN")), ("FREQ=DAILY;FOO=1", .unknownPart("FOO")),
        ("FREQ=DAILY;FREQ=DAILY", .repeatedPart("FREQ")),
        ("FREQ=DAILY;COUNT", .noValue("COUNT")),
        ("FREQ=DAILY;INTERVAL=0", .outOfRange("INTERVAL")), ("FREQ=DAILY;COUNT=0", .outOfRange("COUNT")),
        ("FREQ=DAILY;COUNT=100001", .outOfRange("COUNT")), ("FREQ=DAILY;INTERVAL=100001", .outOfRange("INTERVAL")),
        ("FREQ=DAILY;COUNT=3;UNTIL=20200101", .countAndUntil), ("FREQ=MONTHLY;BYMONTHDAY=0", .outOfRange("BYMONTHDAY")),
        ("FREQ=MONTHLY;BYMONTHDAY=32", .outOfRange("BYMONTHDAY")), ("FREQ=YEARLY;BYMONTH=13", .outOfRange("BYMONTH")),
        ("FREQ=MONTHLY;BYDAY=0MO", .outOfRange("BYDAY")), ("FREQ=MONTHLY;BYDAY=54MO", .outOfRange("BYDAY")),
        ("FREQ=MONTHLY;BYDAY=XX", .malformed(part: "BYDAY", value: "XX")),
        ("FREQ=MONTHLY;BYDAY=MO,", .malformed(part: "BYDAY", value: "")),
        ("FREQ=WEEKLY;BYDAY=2MO", .ordinalInShortPeriod), ("FREQ=WEEKLY;BYMONTHDAY=1", .monthDayInWeek),
        ("FREQ=MONTHLY;BYSETPOS=1", .setPositionAlone), ("FREQ=DAILY;BYDAY=MO;BYSETPOS=367", .outOfRange("BYSETPOS")),
        ("FREQ=DAILY;UNTIL=20200230", .malformed(part: "UNTIL", value: "20200230")),
        ("FREQ=DAILY;WKST=XX", .malformed(part: "WKST", value: "XX")),
        ("FREQ=DAILY;INTERVAL=99999999999999999999", .malformed(part: "INTERVAL", value: "99999999999999999999")),
        ("FREQ=MONTHLY;BYMONTHDAY=-9223372036854775808", .malformed(part: "BYMONTHDAY", value: "-9223372036854775808")),
    ])
    func whatIsWrongIsNamed(text: String, error: RecurrenceRuleError) {
        #expect(throws: error) { try RecurrenceRule(text: text) }
        #expect(!error.description.isEmpty)
    }

    @Test func aRuleOfAbsurdLengthIsRefused() {
        let text = "FREQ=MONTHLY;BYMONTHDAY=" + Array(repeating: "1", count: 2000).joined(separator: ",")
        #expect(throws: RecurrenceRuleError.tooLong) { try RecurrenceRule(text: text) }
    }
}
