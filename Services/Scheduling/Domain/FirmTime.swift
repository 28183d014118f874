import Foundation
import Messages
import WorkingTime

/// When the firm works (SCH-2): the hours of a week, dated exceptions, and what was decided about the holidays of a year.
struct FirmTime: Codable, Sendable, Hashable {
    var weeklyHours: WorkWeek
    var exceptions: [DatedHours]
    var holidayNotices: [YearNotice]

    static let office = FirmTime(weeklyHours: .office, exceptions: [], holidayNotices: [])
    static let mostExceptions = 2000
    static let mostNotices = 100
    /// For which the lunar calendar is computed.
    static let years = 1901...2198

    /// In order, checked. Throws for a date or year that stands twice.
    init(weeklyHours: WorkWeek, exceptions: [DatedHours], checking notices: [YearNotice]) throws(WorkingTimeError) {
        try weeklyHours.check(at: "$.weeklyHours")
        guard exceptions.count <= Self.mostExceptions else {
            throw .tooMany(path: "$.exceptions", most: Self.mostExceptions)
        }
        guard notices.count <= Self.mostNotices else {
            throw .tooMany(path: "$.holidayNotices", most: Self.mostNotices)
        }
        var dates: Set<Day> = []
        for (index, exception) in exceptions.enumerated() {
            try exception.check(at: "$.exceptions[\(index)]")
            guard dates.insert(exception.date).inserted else { throw .twice(path: "$.exceptions[\(index)].date") }
        }
        var years: Set<Int> = []
        for (index, notice) in notices.enumerated() {
            try notice.check(at: "$.holidayNotices[\(index)]")
            guard years.insert(notice.year).inserted else { throw .twice(path: "$.holidayNotices[\(index)].year") }
        }
        self.init(
            weeklyHours: weeklyHours, exceptions: exceptions.sorted { $0.date < $1.date },
            holidayNotices: notices.sorted { $0.year < $1.year })
    }

    private init(weeklyHours: WorkWeek, exceptions: [DatedHours], holidayNotices: [YearNotice]) {
        (self.weeklyHours, self.exceptions, self.holidayNotices) = (weeklyHours, exceptions, holidayNotices)
    }

    /// What the Government published, and in its place what the firm entered for a year.
    var notices: [Int: HolidayNotice] {
        holidayNotices.reduce(into: HolidayNotice.published) { $0[$1.year] = $1.notice }
    }

    /// The firm's calendar, kept ready for some years.
    func calendar(_ years: ClosedRange<Int>) -> WorkingCalendar {
        WorkingCalendar(
            weekly: weeklyHours.hours, holidays: holidays(restDays: weeklyHours.hours.restDays, years),
            exceptions: exceptions.map(\.exception))
    }

    /// The holidays of those with these weekly rest days: the law gives a holiday on one's own rest day back.
    func holidays(restDays: Set<Int>, _ years: ClosedRange<Int>) -> HolidayCalendar {
        HolidayCalendar(restDays: restDays, notices: notices, prepared: years)
    }
}

/// One date on which other hours hold: closed, hours of its own, or those of another weekday, as a swapped Saturday has.
struct DatedHours: Codable, Sendable, Hashable {
    enum Change: String, Codable, Sendable, CaseIterable {
        case closed, hours
        case likeWeekday = "like-weekday"
    }

    var date: Day
    var change: Change
    var hours: [DayHours]?
    var weekday: WeekdayName?
    var note: String?

    var exception: DayException {
        switch change {
        case .closed: DayException(date.civil, .closed)
        case .hours: DayException(date.civil, .hours((hours ?? []).map(\.interval)))
        case .likeWeekday: DayException(date.civil, .likeWeekday(weekday?.number ?? 1))
        }
    }

    fileprivate func check(at path: String) throws(WorkingTimeError) {
        guard FirmTime.years.contains(date.year) else { throw .yearInvalid(path: "\(path).date") }
        guard (note ?? "").count <= 300 else { throw .textTooLong(path: "\(path).note", most: 300) }
        guard (change == .hours) == (hours != nil) else { throw .changeIncomplete(path: "\(path).hours") }
        guard (change == .likeWeekday) == (weekday != nil) else { throw .changeIncomplete(path: "\(path).weekday") }
        try DayHours.check(hours ?? [], at: "\(path).hours")
    }
}

/// What a notice decides about one year's holidays: the Government's, or the firm's own (Labour Code 2019, Art. 112 §3).
struct YearNotice: Codable, Sendable, Hashable {
    struct Swap: Codable, Sendable, Hashable {
        var off: Day
        var worked: Day
    }
    enum Neighbour: String, Codable, Sendable { case before, after }

    var year: Int
    /// How many of the five days of Tết come before the first of the lunar year.
    var tetDaysBefore: Int?
    /// Which day beside 2 September is off too.
    var nationalDayNeighbour: Neighbour?
    var swaps: [Swap]?
    var extraDays: [Day]?
    /// Holidays that the year, or the firm, does not have.
    var without: [HolidayKind]?

    var notice: HolidayNotice {
        HolidayNotice(
            year: year, tetDaysBefore: tetDaysBefore ?? 1,
            nationalDayNeighbour: nationalDayNeighbour.map { $0 == .before ? .before : .after },
            swaps: (swaps ?? []).map { HolidayNotice.Swap(off: $0.off.civil, worked: $0.worked.civil) },
            extraDays: (extraDays ?? []).map(\.civil), without: Set((without ?? []).map(\.kind)))
    }

    fileprivate func check(at path: String) throws(WorkingTimeError) {
        guard FirmTime.years.contains(year) else { throw .yearInvalid(path: "\(path).year") }
        guard (0...5).contains(tetDaysBefore ?? 1) else { throw .tetDaysInvalid(path: "\(path).tetDaysBefore") }
        guard (swaps ?? []).count <= 50 else { throw .tooMany(path: "\(path).swaps", most: 50) }
        guard (extraDays ?? []).count <= 50 else { throw .tooMany(path: "\(path).extraDays", most: 50) }
        guard (without ?? []).count <= 20 else { throw .tooMany(path: "\(path).without", most: 20) }
        for (index, swap) in (swaps ?? []).enumerated() {
            // A swap of 31 December reaches into the next year.
            guard abs(swap.off.year - year) <= 1, abs(swap.worked.year - year) <= 1, swap.off != swap.worked else {
                throw .otherYear(path: "\(path).swaps[\(index)]")
            }
        }
        for (index, day) in (extraDays ?? []).enumerated() where day.year != year {
            throw .otherYear(path: "\(path).extraDays[\(index)]")
        }
    }
}
