import Testing
import WorkingTime

@Suite struct WorkingCalendarTests {
    private let office = WorkingCalendar.office(prepared: 2024...2027)

    @Test func aDayHasTheHoursOfItsWeekday() throws {
        let time = office.workingTime(on: try day("2026-03-02"))
        #expect(
            time.intervals == [
                Interval(try vietNam("2026-03-02 08:00"), try vietNam("2026-03-02 12:00")),
                Interval(try vietNam("2026-03-02 13:30"), try vietNam("2026-03-02 17:30")),
            ])
        #expect(office.workingTime(on: try day("2026-03-01")).isEmpty)
    }

    @Test func aSwappedSaturdayHasTheHoursOfTheDayOff() throws {
        let uneven = office.personal(
            weekly: WeeklyHours([1: try hours("09:00-11:00"), 2: try hours("08:00-17:00"), 5: try hours("10:00-12:00")]
            ),
            exceptions: [])
        #expect(uneven.hours(on: try day("2024-05-04")).intervals == [Interval(540, 660)])
        #expect(uneven.hours(on: try day("2026-01-10")).intervals == [Interval(600, 720)])
        #expect(office.isWorkingDay(try day("2024-05-04")))
        #expect(!office.isWorkingDay(try day("2024-04-29")))
    }

    @Test func anExceptionStandsBeforeAHolidayAndTheWeek() throws {
        let firm = WorkingCalendar(
            holidays: HolidayCalendar(prepared: 2026...2026),
            exceptions: [
                DayException(try day("2026-01-01"), .hours(try hours("13:00-15:00", "08:00-09:00", "14:00-16:00"))),
                DayException(try day("2026-03-03"), .closed), DayException(try day("2026-03-07"), .likeWeekday(1)),
            ])
        #expect(firm.hours(on: try day("2026-01-01")).intervals == [Interval(480, 540), Interval(780, 960)])
        #expect(firm.hours(on: try day("2026-03-03")).isEmpty)
        #expect(firm.hours(on: try day("2026-03-07")).minutes == 480)
        let own = firm.personal(exceptions: [DayException(try day("2026-03-03"), .likeWeekday(3))])
        #expect(own.hours(on: try day("2026-03-03")).minutes == 480)
        #expect(own.hours(on: try day("2026-03-07")).minutes == 480)
    }

    @Test func leaveIsTakenOff() throws {
        let leave = IntervalSet(Interval(try vietNam("2026-03-02 10:00"), try vietNam("2026-03-04 09:00")))
        let away = office.personal(exceptions: [], leave: leave)
        #expect(away.workingTime(on: try day("2026-03-02")).minutes == 120)
        #expect(!away.isWorkingDay(try day("2026-03-03")))
        #expect(away.minutes(from: try vietNam("2026-03-02 00:00"), to: try vietNam("2026-03-05 00:00")) == 540)
    }

    @Test func aNightShiftGoesOnPastMidnight() throws {
        let night = WorkingCalendar(
            weekly: WeeklyHours([5: try hours("22:00-24:00"), 6: try hours("00:00-06:00")]))
        let span = Interval(try vietNam("2026-03-01 00:00"), try vietNam("2026-03-15 00:00"))
        #expect(night.workingTime(in: span).intervals.map(\.minutes) == [480, 480])
    }

    @Test(arguments: [
        ("2026-02-13 16:30", 60, "2026-02-13 17:30"), ("2026-02-13 16:30", 61, "2026-02-23 08:01"),
        ("2026-02-13 17:30", 480, "2026-02-23 17:30"), ("2026-02-14 09:00", 0, "2026-02-14 09:00"),
        ("2026-03-02 11:00", 120, "2026-03-02 14:30"), ("2026-02-23 08:30", -60, "2026-02-13 17:00"),
        ("2026-02-23 08:30", -30, "2026-02-23 08:00"), ("2026-08-21 17:00", 60, "2026-08-22 08:30"),
    ])
    func minutesAreAddedOverHolidays(from: String, minutes: Int, to: String) throws {
        #expect(office.adding(minutes: minutes, to: try vietNam(from)) == (try vietNam(to)))
    }

    @Test(arguments: [
        ("2026-02-13", 1, "2026-02-23"), ("2026-02-23", -1, "2026-02-13"), ("2026-02-14", 0, "2026-02-23"),
        ("2026-02-13", 0, "2026-02-13"), ("2026-08-21", 1, "2026-08-22"), ("2026-08-28", 1, "2026-09-03"),
        ("2026-11-20", 2, "2026-11-25"),
    ])
    func workingDaysAreAddedOverHolidays(from: String, count: Int, to: String) throws {
        #expect(office.adding(workingDays: count, to: try day(from)) == (try day(to)))
        let instant = office.adding(workingDays: count, to: try vietNam(from + " 09:15"))
        #expect(instant == (try vietNam(to + " 09:15")))
    }

    @Test func theNextWorkingTimeIsNowOrTheNextStart() throws {
        #expect(office.nextWorkingTime(atOrAfter: try vietNam("2026-03-02 09:00")) == (try vietNam("2026-03-02 09:00")))
        #expect(office.nextWorkingTime(atOrAfter: try vietNam("2026-03-02 12:00")) == (try vietNam("2026-03-02 13:30")))
        #expect(office.nextWorkingTime(atOrAfter: try vietNam("2026-02-13 17:30")) == (try vietNam("2026-02-23 08:00")))
    }

    @Test func aCalendarWithoutWorkGivesNothing() throws {
        let never = WorkingCalendar(weekly: WeeklyHours([:]))
        #expect(never.adding(minutes: 1, to: 0) == nil)
        #expect(never.adding(minutes: -1, to: 0) == nil)
        #expect(never.adding(workingDays: 1, to: CivilDay(daysSince1970: 0)) == nil)
        #expect(never.nextWorkingTime(atOrAfter: 0) == nil)
    }
}
