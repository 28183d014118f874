import Testing
import WorkingTime

@Suite struct HolidayTests {
    /// The breaks as they were announced: the days off of an office that rests on Saturday and Sunday.
    @Test(arguments: [
        ("2021-02-10", "2021-02-16"), ("2021-09-02", "2021-09-05"), ("2022-01-01", "2022-01-03"),
        ("2022-01-29", "2022-02-06"), ("2022-04-09", "2022-04-11"), ("2022-04-30", "2022-05-03"),
        ("2022-09-01", "2022-09-04"), ("2022-12-31", "2023-01-02"), ("2023-01-20", "2023-01-26"),
        ("2023-04-29", "2023-05-03"), ("2023-09-01", "2023-09-04"), ("2023-12-30", "2024-01-01"),
        ("2024-02-08", "2024-02-14"), ("2024-04-18", "2024-04-18"), ("2024-04-27", "2024-05-01"),
        ("2024-08-31", "2024-09-03"), ("2025-01-01", "2025-01-01"), ("2025-01-25", "2025-02-02"),
        ("2025-04-05", "2025-04-07"), ("2025-04-30", "2025-05-04"), ("2025-08-30", "2025-09-02"),
        ("2026-01-01", "2026-01-04"), ("2026-02-14", "2026-02-22"), ("2026-04-25", "2026-04-27"),
        ("2026-04-30", "2026-05-03"), ("2026-08-29", "2026-09-02"), ("2026-11-24", "2026-11-24"),
    ])
    func anAnnouncedBreakIsAsLongAsAnnounced(from: String, to: String) throws {
        let office = WorkingCalendar.office(.vietNam, prepared: 2021...2026)
        let (first, last) = (try day(from), try day(to))
        for day in first...last { #expect(!office.isWorkingDay(day), "\(day)") }
        #expect(office.isWorkingDay(first.adding(days: -1)))
        #expect(office.isWorkingDay(last.adding(days: 1)))
    }

    @Test(arguments: [
        ("2024-05-04", "2024-04-29"), ("2025-04-26", "2025-05-02"), ("2026-01-10", "2026-01-02"),
        ("2026-08-22", "2026-08-31"),
    ])
    func aSwappedSaturdayIsWorkedByTheHoursOfTheDayOff(worked: String, off: String) throws {
        let holidays = HolidayCalendar(prepared: 2024...2026)
        #expect(holidays.mark(of: try day(worked)) == .worked(insteadOf: try day(off)))
        #expect(holidays.mark(of: try day(off)) == .swappedOff)
    }

    @Test func ofElevenHolidaysEachOnARestDayIsGivenBack() {
        for restDays in [[6, 7], [7], [3]] as [Set<Int>] {
            for year in stride(from: 2021, through: 2199, by: 6) {
                let holidays = HolidayYear(year, restDays: restDays).holidays
                let own = holidays.filter { $0.compensates == nil }
                #expect(own.count == (year < 2026 ? 11 : 12))
                let lost = Set(own.map(\.day)).filter { restDays.contains($0.weekday) }
                #expect(Set(holidays.compactMap(\.compensates)) == lost, "\(year)")
                let workingDaysOff = Set(holidays.map(\.day)).filter { !restDays.contains($0.weekday) }
                #expect(workingDaysOff.count == Set(own.map(\.day)).count, "\(year) \(restDays)")
            }
        }
    }

    @Test func whoWorksOnSaturdayGetsNoDayForAHolidayOnOne() throws {
        let sixDays = HolidayYear(2022, restDays: [7], notice: HolidayNotice.published[2022])
        #expect(!sixDays.holidays.contains { $0.compensates == CivilDay(year: 2022, month: 1, day: 1) })
        #expect(
            sixDays.holidays.filter { $0.compensates != nil }.map(\.day) == [
                try day("2022-04-11"), try day("2022-05-02"),
            ])
    }

    @Test func aFirmsOwnNoticeOverridesTheComputedDays() throws {
        let extra = try day("2027-12-24")
        let notice = HolidayNotice(
            year: 2027, tetDaysBefore: 3, nationalDayNeighbour: .before, extraDays: [extra],
            without: [.vietNamCultureDay])
        let year = HolidayYear(2027, restDays: [6, 7], notice: notice)
        #expect(year.holidays.filter { $0.kind == .tet }.first?.day == (try day("2027-02-03")))
        #expect(year.holidays.contains(Holiday(extra, .other)))
        #expect(!year.holidays.contains { $0.kind == .vietNamCultureDay })
        let named = HolidayNotice(year: 2027, daysInstead: [Holiday(extra, .tet)])
        #expect(HolidayYear(2027, restDays: [6, 7], notice: named).holidays == [Holiday(extra, .tet)])
    }

    @Test func yearsThatWereNotPreparedAreRightToo() throws {
        let (wide, narrow) = (HolidayCalendar(prepared: 2023...2028), HolidayCalendar(prepared: 2026...2026))
        let (first, last) = (try day("2023-01-01"), try day("2028-12-31"))
        for day in (first...last) where wide.mark(of: day) != nil || day.daysSince1970 % 29 == 0 {
            #expect(wide.mark(of: day) == narrow.mark(of: day))
        }
    }
}
