import Foundation
import Testing

@testable import ICalendar

/// Random entries come back from the file as they were. The seed is fixed, so that a failure can be repeated.
@Suite struct RoundTripTests {
    @Test func randomEntriesComeBackAsTheyWere() throws {
        var random = Seeded(state: 5545)
        let rules = try Golden.lines("rules.txt").map { $0[0] }
        for _ in 0..<300 {
            let entries = try (0..<3).map { _ in try Self.entry(rules, &random) }
            let calendar = Calendar(productID: "-//Quen//VI", name: Self.text(&random), entries: entries)
            let text = calendar.text
            #expect(text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 75 })
            let file = try CalendarReader().read(Data(text.utf8), receivedAt: .distantPast)
            #expect(file.problems.isEmpty)
            #expect(file.calendar == calendar)
        }
    }

    /// For `reference.py`, which reads the file with other people's code.
    @Test func randomEntriesAreAsKept() throws {
        var random = Seeded(state: 7986)
        let rules = try Golden.lines("rules.txt").map { $0[0] }
        let entries = try (0..<30).map { _ in try Self.entry(rules, &random) }
        try Golden.check(Calendar(productID: "-//Quen//VI", entries: entries), is: "random.ics")
    }

    private static func entry(_ rules: [String], _ random: inout Seeded) throws -> Entry {
        let start = try time(&random)
        let stamp = Date(timeIntervalSince1970: TimeInterval(Int.random(in: 0...2_000_000_000, using: &random)))
        let length = CalendarDuration(days: Int.random(in: 0...3, using: &random))
        var entry = Entry(
            Bool.random(using: &random) ? .event : .task, uid: text(&random), stamp: stamp, start: start,
            end: start.adding(length), summary: text(&random))
        entry.details = text(&random)
        entry.location = text(&random)
        entry.categories = [text(&random), text(&random)]
        let rule = try RecurrenceRule(text: rules[Int.random(in: 0..<rules.count, using: &random)])
        entry.rule = rule.ending(like: start)
        entry.exceptions = [start.local, start.local.adding(seconds: 86_400)]
        entry.status = Entry.Status.allCases.randomElement(using: &random)
        entry.organizer = CalendarUser(email: "a@b.example", name: text(&random))
        entry.attendees = Attendee.Participation.allCases.map { participation in
            Attendee(
                CalendarUser(email: "c@d.example", name: text(&random)), participation: participation,
                role: Attendee.Role.allCases.randomElement(using: &random) ?? .chair)
        }
        entry.alarms = [Alarm(.fromStart(.minutes(Int.random(in: -99_999...0, using: &random))), text: text(&random))]
        return entry
    }

    private static func time(_ random: inout Seeded) throws -> CalendarTime {
        let second = Int.random(in: 0...2_500_000_000, using: &random)
        let local = LocalDateTime(secondNumber: second)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return .date(local.date)
        case 1: return .floating(local)
        case 2: return .utc(Date(timeIntervalSince1970: TimeInterval(second)))
        default:
            let names = ["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]
            return .zoned(local, try zone(names[second % names.count]))
        }
    }

    /// Letters of Viet Nam, composed and decomposed, and everything that has a meaning in the format.
    private static func text(_ random: inout Seeded) -> String {
        let letters: [Unicode.Scalar] = [
            "a", "Đ", "ế", "e", "\u{302}", "\u{301}", "\n", "\t", " ", ",", ";", ":", "\\", "\"", "^", "=", "n",
            "N", "'", "\u{1F3E2}", "\u{FEFF}", "\u{200D}", "\u{2028}",
        ]
        var text = String.UnicodeScalarView("x".unicodeScalars)
        for _ in 0..<Int.random(in: 0...120, using: &random) {
            text.append(letters[Int.random(in: 0..<letters.count, using: &random)])
        }
        return String(text)
    }
}
