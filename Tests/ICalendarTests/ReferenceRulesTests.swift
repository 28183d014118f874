import Foundation
import Testing

@testable import ICalendar

/// 2,000 random rules with what python-dateutil makes of them; see `reference.py`.
@Suite struct ReferenceRulesTests {
    @Test func rulesGiveTheSameDaysAsDateutil() throws {
        let cases = try Golden.lines("rules.txt")
        #expect(cases.count == 2000)
        for fields in cases {
            let start = try local(fields[1])
            let window = fields[2].split(separator: " ").map { start.adding(seconds: (Int($0) ?? 0) * 86_400) }
            let recurrence = Recurrence(
                start: start, rule: try RecurrenceRule(text: fields[0]), additions: Self.days(fields[3], from: start),
                exceptions: Set(Self.days(fields[4], from: start)))
            let found = Array(recurrence.occurrences(in: window[0]..<window[1]).prefix(25))
            #expect(found == Self.days(fields[5], from: start), "\(fields[0]) from \(fields[1])")
        }
    }

    @Test func rulesSurviveBeingWrittenAndRead() throws {
        for fields in try Golden.lines("rules.txt") {
            let rule = try RecurrenceRule(text: fields[0])
            #expect(try RecurrenceRule(text: rule.text) == rule)
        }
    }

    /// A window far ahead gives what is left of the whole walk.
    @Test func skippingAheadChangesNothing() throws {
        for fields in try Golden.lines("rules.txt").prefix(500) {
            let start = try local(fields[1])
            let recurrence = Recurrence(start: start, rule: try RecurrenceRule(text: fields[0]))
            let window = start.adding(seconds: 86_400 * 4321)..<start.adding(seconds: 86_400 * 6000)
            let walked = recurrence.occurrences(in: start..<window.upperBound).filter { $0 >= window.lowerBound }
            #expect(Array(recurrence.occurrences(in: window)) == walked, "\(fields[0]) from \(fields[1])")
        }
    }

    private static func days(_ field: String, from start: LocalDateTime) -> [LocalDateTime] {
        var day = start
        return field.split(separator: " ").map { step in
            day = day.adding(seconds: (Int(step) ?? 0) * 86_400)
            return day
        }
    }
}
