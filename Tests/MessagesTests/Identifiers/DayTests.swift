import Foundation
import Messages
import Testing

@Suite struct DayTests {
    @Test(
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2024-02-29", 19_782),
            ("2026-11-22", 20_779),
            ("0001-01-01", -719_162), ("9999-12-31", 2_932_896), ("1582-10-10", -141_432),
        ] as [(String, Int64)])
    func aDayHasItsNumber(text: String, number: Int64) {
        #expect(Day(text)?.daysSince1970 == number)
        #expect(Day(daysSince1970: number).description == text)
    }

    @Test(arguments: [
        "2026-02-29", "1900-02-29", "2100-02-29", "2026-02-30", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
        "0000-01-01", "2026-1-01", "26-01-01", "2026/01/01", "20260101", "+026-01-01", "-001-01-01", "2026-01-01 ", "",
        "２026-01-0",
    ])
    func whatTheCalendarDoesNotHaveIsRefused(text: String) {
        #expect(Day(text) == nil)
    }

    @Test func daysAgreeWithFoundationsCalendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        var random = SeededGenerator.announced("days agree")
        for _ in 0..<3000 {
            // Foundation's calendar is Julian before 1582-10-15.
            let day = Day(daysSince1970: Int64.random(in: -141_000...2_932_896, using: &random))
            let date = Date(timeIntervalSince1970: Double(day.daysSince1970) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
            #expect(day.components.year == parts.year)
            #expect(day.components.month == parts.month)
            #expect(day.components.day == parts.day)
            #expect(day.weekday % 7 + 1 == parts.weekday)
            #expect(Day(day.description) == day)
        }
    }

    /// Only the lengths of months come from Foundation: its own adding of months is wrong where February ends early
    /// (2024-01-30 less 23 months is 2022-03-01 there).
    @Test func addingMonthsAgreesWithTheLengthsOfMonths() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        var random = SeededGenerator.announced("adding months")
        for _ in 0..<1000 {
            let day = Day(daysSince1970: Int64.random(in: -100_000...1_000_000, using: &random))
            let months = Int.random(in: -40...40, using: &random)
            let index = day.components.year * 12 + day.components.month - 1 + months
            let first = try #require(Day(year: index / 12, month: index % 12 + 1, day: 1))
            let date = Date(timeIntervalSince1970: Double(first.daysSince1970) * 86_400)
            let length = try #require(calendar.range(of: .day, in: .month, for: date)).count
            #expect(day.adding(months: months) == first.adding(days: min(day.components.day, length) - 1))
        }
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-01-31", -2, "2025-11-30"),
        ("2026-12-15", 1, "2027-01-15"), ("2024-02-29", 12, "2025-02-28"), ("2026-03-31", 0, "2026-03-31"),
    ])
    func addingMonthsKeepsTheDayWhereItCan(text: String, months: Int, expected: String) throws {
        #expect(try #require(Day(text)).adding(months: months).description == expected)
    }

    @Test func theLastOfAMonth() throws {
        #expect(try #require(Day("2024-02-01")).lastOfMonth.description == "2024-02-29")
        #expect(try #require(Day("2026-12-31")).lastOfMonth.description == "2026-12-31")
    }
}
