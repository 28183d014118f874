import Testing
import WorkingTime

@Suite struct LunarYearTests {
    /// Days on which Viet Nam and China kept Tết apart, or nearly so, as told by the press and by Wikipedia
    /// ("Vietnamese calendar", "Tết").
    @Test(arguments: [
        (1968, 1, 29), (1969, 2, 16), (1984, 2, 2), (1985, 1, 21), (1986, 2, 9), (2007, 2, 17), (2020, 1, 25),
        (2021, 2, 12), (2022, 2, 1), (2023, 1, 22), (2024, 2, 10), (2025, 1, 29), (2026, 2, 17), (2027, 2, 6),
        (2028, 1, 26), (2029, 2, 13), (2030, 2, 2), (2053, 2, 18),
    ])
    func tetFallsOnThePublishedDay(year: Int, month: Int, day: Int) throws {
        #expect(try #require(lunarYears[year]).newYearDay == #require(CivilDay(year: year, month: month, day: day)))
    }

    /// But for the fourth month of 2054: its new moon is some seconds from midnight, closer than anybody knows the
    /// earth's rotation that far ahead. The table begins it on 7 May; computed here, and by PyEphem, it is 8 May.
    @Test func everyYearOfTheUTC7CalendarIsAsPublished() throws {
        for year in 1968...2199 where year != 2054 {
            let published = try #require(PublishedYears.all[year])
            let computed = try #require(lunarYears[year])
            #expect(computed.newYearDay == published.tet, "\(year)")
            #expect(computed.leapMonth == published.leapMonth, "\(year)")
            #expect(computed.months.map(\.length) == published.lengths, "\(year)")
        }
    }

    @Test func oneMonthOf2054IsADayLaterThanPublished() throws {
        let published = try #require(PublishedYears.all[2054])
        let computed = try #require(lunarYears[2054])
        #expect(computed.newYearDay == published.tet)
        #expect(computed.leapMonth == published.leapMonth)
        #expect(zip(computed.months.map(\.length), published.lengths).map { $0 - $1 }.prefix(5) == [0, 0, 1, -1, 0])
        #expect(computed.months[3].firstDay == CivilDay(year: 2054, month: 5, day: 8))
    }

    /// The copies of the tables themselves do not agree on Tết of 1925: the 24th or the 25th of January.
    @Test func theOlderYearsAreAsPublishedExceptThatOf1925() throws {
        for year in 1900...1967 where !(1924...1925).contains(year) {
            let published = try #require(PublishedYears.all[year])
            let computed = try #require(lunarYears[year])
            #expect(computed.newYearDay == published.tet, "\(year)")
            #expect(computed.leapMonth == published.leapMonth, "\(year)")
            #expect(computed.months.map(\.length) == published.lengths, "\(year)")
        }
        #expect(lunarYears[1925]?.newYearDay == CivilDay(year: 1925, month: 1, day: 24))
    }

    /// China had a leap month 10 in 1984, Viet Nam a leap month 2 in 1985.
    @Test(
        arguments: [
            (1984, nil), (1985, 2), (1987, 7), (2004, 2), (2014, 9), (2017, 6), (2020, 4), (2023, 2), (2025, 6),
            (2028, 5),
            (2033, 11), (2034, nil),
        ] as [(Int, Int?)])
    func leapMonthsAreThePublishedOnes(year: Int, leapMonth: Int?) {
        #expect(lunarYears[year]?.leapMonth == leapMonth)
    }

    @Test func yearsFollowOneAnotherWithoutGap() throws {
        for year in 1900..<2199 {
            let (this, next) = (try #require(lunarYears[year]), try #require(lunarYears[year + 1]))
            #expect(this.lastDay.adding(days: 1) == next.newYearDay)
            #expect(this.months.allSatisfy { $0.length == 29 || $0.length == 30 }, "\(year)")
            #expect(this.months.count == (this.leapMonth == nil ? 12 : 13))
        }
    }

    @Test func yearsBeyondTheTablesAreNotGiven() {
        #expect(LunarYear(1899) == nil)
        #expect(LunarYear(2200) == nil)
    }
}
