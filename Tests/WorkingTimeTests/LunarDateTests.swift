import Testing
import WorkingTime

@Suite struct LunarDateTests {
    @Test func everyDayOf1900To2199ComesBackFromItsLunarDate() throws {
        var years = try (1900...2199).map { try #require(lunarYears[$0]) }[...]
        let (first, last) = (years[0].newYearDay, try #require(CivilDay(year: 2199, month: 12, day: 31)))
        var before: LunarDate?
        var days = 0
        for day in first...last {
            if let year = years.first, day > year.lastDay { years.removeFirst() }
            let year = try #require(years.first)
            let date = try #require(year.date(of: day))
            if year.day(of: date) != day { Issue.record("\(day) is \(date), which is \(year.day(of: date) as Any)") }
            if date.day != 1, date.day != (before?.day ?? 0) + 1 { Issue.record("\(date) follows \(before as Any)") }
            before = date
            days += 1
        }
        #expect(days == 109_543)
    }

    /// The plain conversion, which finds the year itself; every 1111th day keeps the test short.
    @Test func aDayIsFoundWithoutKnowingItsLunarYear() throws {
        let first = try #require(CivilDay(year: 1900, month: 1, day: 31))
        for day in stride(from: first, through: first.adding(days: 109_500), by: 1111) {
            #expect(LunarDate(day)?.civilDay == day)
        }
    }

    @Test(arguments: [
        (2024, LunarDate(year: 2024, month: 3, day: 10), 4, 18), (2025, LunarDate(year: 2025, month: 3, day: 10), 4, 7),
        (2026, LunarDate(year: 2026, month: 3, day: 10), 4, 26),
        (2023, LunarDate(year: 2023, month: 2, isLeapMonth: true, day: 1), 3, 22),
        (2025, LunarDate(year: 2024, month: 12, day: 29), 1, 28),
    ])
    func knownDatesAgree(year: Int, lunar: LunarDate, month: Int, day: Int) throws {
        let civil = try #require(CivilDay(year: year, month: month, day: day))
        #expect(lunar.civilDay == civil)
        #expect(LunarDate(civil) == lunar)
    }

    @Test func aDateThatTheYearDoesNotHaveIsNothing() {
        #expect(LunarDate(year: 2024, month: 12, day: 30).civilDay == nil)
        #expect(LunarDate(year: 2024, month: 3, isLeapMonth: true, day: 1).civilDay == nil)
        #expect(LunarDate(year: 2024, month: 13, day: 1).civilDay == nil)
        #expect(LunarDate(CivilDay(daysSince1970: -40_000)) == nil)
    }
}
