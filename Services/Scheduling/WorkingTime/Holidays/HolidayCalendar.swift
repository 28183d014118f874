/// The days off, and the rest days worked, of all years, for people with the same weekly rest days. Copies share their
/// tables: make one for the firm and hand it to every employee's calendar.
public struct HolidayCalendar: Sendable {
    public enum Mark: Sendable, Hashable {
        case off(Holiday.Kind)
        /// Off in exchange for another day.
        case swappedOff
        /// A rest day worked by the hours of the day that is off in its place.
        case worked(insteadOf: CivilDay)
    }

    public let restDays: Set<Int>
    public let notices: [Int: HolidayNotice]
    private let years: ClosedRange<Int>
    private let marks: [CivilDay: Mark]

    /// - Parameters:
    ///   - prepared: the years kept ready; days of others are right too, but computed anew each time.
    ///   - notices: by year; `HolidayNotice.published` unless the firm has decided otherwise.
    public init(
        restDays: Set<Int> = [6, 7], notices: [Int: HolidayNotice] = HolidayNotice.published,
        prepared years: ClosedRange<Int>
    ) {
        (self.restDays, self.notices, self.years) = (restDays, notices, years)
        // A swap of 31 December is in the notice of either year.
        marks = ((years.lowerBound - 1)...(years.upperBound + 1)).reduce(into: [:]) { all, year in
            all.merge(Self.marks(year, restDays, notices)) { first, _ in first }
        }
    }

    public func mark(of day: CivilDay) -> Mark? {
        let year = day.year
        if years.contains(year) { return marks[day] }
        return [year, year - 1, year + 1].lazy.compactMap { Self.marks($0, restDays, notices)[day] }.first
    }

    public func isHoliday(_ day: CivilDay) -> Bool {
        if case .off = mark(of: day) { true } else { false }
    }

    /// The days of a year, to show and to check.
    public func year(_ year: Int) -> HolidayYear { HolidayYear(year, restDays: restDays, notice: notices[year]) }

    private static func marks(
        _ year: Int, _ restDays: Set<Int>, _ notices: [Int: HolidayNotice]
    ) -> [CivilDay: Mark] {
        let found = HolidayYear(year, restDays: restDays, notice: notices[year])
        var marks: [CivilDay: Mark] = [:]
        for swap in found.swaps { (marks[swap.off], marks[swap.worked]) = (.swappedOff, .worked(insteadOf: swap.off)) }
        for holiday in found.holidays { marks[holiday.day] = .off(holiday.kind) }
        return marks
    }
}
