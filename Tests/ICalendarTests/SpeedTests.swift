import Foundation
import Testing

@testable import ICalendar

/// Prints how long it takes; nothing is claimed of the time, as the machine is shared.
@Suite(.serialized) struct SpeedTests {
    @Test func thousandsOfEventsAreWrittenAndRead() throws {
        let sample = try #require(Samples.feed().entries.first)
        let entries = (0..<5_000).map { number in
            var entry = sample
            entry.uid = "\(number)@quen.example"
            return entry
        }
        let clock = ContinuousClock()
        let calendar = Calendar(productID: "-//Quen//Scheduling//VI", entries: entries)
        var text = ""
        let writing = clock.measure { text = calendar.text }
        let bytes = Data(text.utf8)
        var file: CalendarFile?
        let reading = try clock.measure { file = try CalendarReader().read(bytes, receivedAt: .distantPast) }
        #expect(file?.calendar.entries == entries)
        print("5,000 events, \(bytes.count) bytes: written in \(writing), read in \(reading)")
    }

    @Test func aThousandRulesAreExpandedForAMonth() throws {
        let rules = try Golden.lines("rules.txt").prefix(1000).map { try (RecurrenceRule(text: $0[0]), local($0[1])) }
        let month = try local("20400301T000000")..<local("20400401T000000")
        var count = 0
        let took = ContinuousClock().measure {
            for (rule, start) in rules {
                count += Recurrence(start: start, rule: rule).occurrences(in: month).reduce(0) { sum, _ in sum + 1 }
            }
        }
        print("1,000 rules for March 2040: \(count) occurrences in \(took)")
        #expect(count > 1000)
    }
}
