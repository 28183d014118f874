import Foundation
import Testing

@testable import ICalendar

@Suite struct RecurrenceTests {
    /// Examples of RFC 5545 §3.8.5.3 that dateutil is not asked about.
    @Test(arguments: [
        ("19970902T090000", "FREQ=DAILY;UNTIL=19970905T130000Z", "19970902 19970903 19970904 19970905"),
        ("19970929T090000", "FREQ=MONTHLY;COUNT=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "19970929 19971030 19971127"),
        ("19970805T090000", "FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=TU,SU;WKST=MO", "19970805 19970810 19970819"),
        ("19970805T090000", "FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=TU,SU;WKST=SU", "19970805 19970817 19970819"),
        ("20070115T090000", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "20070115 20070130 20070215 20070315 20070330"),
        (
            "19961105T090000", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
            "19961105 20001107 20041102"
        ),
        ("20240101T090000", "FREQ=MONTHLY;BYDAY=2MO,TU;COUNT=4", "20240102 20240108 20240109 20240116"),
        // Position 1 of the first week is the Monday before the start.
        ("20240103T090000", "FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=1;COUNT=2", "20240108 20240115"),
    ])
    func rulesGiveTheDaysOfTheStandard(start: String, rule: String, days: String) throws {
        let recurrence = Recurrence(
            start: try local(start), zone: try zone("America/New_York"), rule: try RecurrenceRule(text: rule))
        #expect(recurrence.occurrences().map(\.date.text).joined(separator: " ") == days)
    }

    /// The limit stands for "for ever": nothing is said of how long the machine takes.
    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=DAILY;BYDAY=MO;BYSETPOS=2",
            "FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31", "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=7", "FREQ=MONTHLY;BYDAY=6MO",
            "FREQ=YEARLY;BYDAY=MO;BYMONTHDAY=1;BYSETPOS=40", "FREQ=MONTHLY;BYDAY=6MO;COUNT=3",
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29",
        ])
    func aRuleThatNeverComesTrueEndsSoon(text: String) throws {
        let recurrence = Recurrence(start: try local("20250101T090000"), rule: try RecurrenceRule(text: text))
        let late = try local("99000101T000000")
        #expect(!recurrence.occurrences().contains { _ in true })
        #expect(!recurrence.occurrences(from: late).contains { _ in true })
    }

    /// A walk to each window would take over a hundred million steps.
    @Test(.timeLimit(.minutes(5))) func windowsFarAheadCostNoWalk() throws {
        let start = try local("16010101T090000")
        let rule = try RecurrenceRule(text: "FREQ=DAILY;INTERVAL=3")
        let recurrence = Recurrence(start: start, rule: rule)
        for year in 5000..<6000 {
            let window = try local("\(year)0301T000000")..<local("\(year)0310T000000")
            #expect(recurrence.occurrences(in: window).reduce(0) { count, _ in count + 1 } == 3)
        }
    }

    @Test func startsAreAddedCutOutAndNotRepeated() throws {
        let recurrence = Recurrence(
            start: try local("20240101T090000"), rule: try RecurrenceRule(text: "FREQ=DAILY;COUNT=4"),
            additions: [try local("20240102T090000"), try local("20240102T150000"), try local("20231231T090000")],
            exceptions: [try local("20240103T090000"), try local("20240109T090000")])
        let found = recurrence.occurrences().map(\.text)
        #expect(
            found == [
                "20231231T090000", "20240101T090000", "20240102T090000", "20240102T150000", "20240104T090000",
            ])
    }

    @Test func withoutARuleTheStartStandsAlone() throws {
        let recurrence = Recurrence(start: try local("20240101T090000"), additions: [try local("20240105T090000")])
        #expect(recurrence.occurrences().map(\.date.day) == [1, 5])
        #expect(recurrence.isStartOnRule)
    }

    @Test func aStartBesideTheRuleIsTold() throws {
        let rule = try RecurrenceRule(text: "FREQ=WEEKLY;BYDAY=MO")
        #expect(!Recurrence(start: try local("20240102T090000"), rule: rule).isStartOnRule)
        #expect(Recurrence(start: try local("20240101T090000"), rule: rule).isStartOnRule)
    }

    /// New York jumps from 2:00 to 3:00 on 10 March 2024.
    @Test func instantsFollowTheClockThroughItsChanges() throws {
        let recurrence = Recurrence(
            start: try local("20240309T023000"), zone: try zone("America/New_York"),
            rule: try RecurrenceRule(text: "FREQ=DAILY"))
        let window = try instant("20240309T000000")..<instant("20240312T000000")
        let expected = try ["20240309T073000", "20240310T073000", "20240311T063000"].map { try instant($0) }
        #expect(Array(recurrence.instants(in: window)) == expected)
    }

    /// 7:00 in Ha Noi is midnight in UTC.
    @Test(arguments: [("20240103T000000Z", 3), ("20240102T235959Z", 2), ("20240103T070000", 3), ("20240103", 3)])
    func untilIsInclusiveInEachOfItsForms(until: String, count: Int) throws {
        let recurrence = Recurrence(
            start: try local("20240101T070000"), zone: try zone("Asia/Ho_Chi_Minh"),
            rule: try RecurrenceRule(text: "FREQ=DAILY;UNTIL=\(until)"))
        #expect(Array(recurrence.occurrences()).count == count)
    }
}
