/// The public holidays of one year: Labour Code 2019 (45/2019/QH14), Art. 112 §1, with the days in their place by
/// Art. 111 §3. The law of today is taken for every year; it has been in force since 2021.
public struct HolidayYear: Sendable {
    public let year: Int
    /// By day. No two fall on one day by the law (10/3 is 29 April at the latest up to 2199); a notice may name an extra
    /// day that is a holiday already.
    public let holidays: [Holiday]
    public let swaps: [HolidayNotice.Swap]

    /// - Parameters:
    ///   - restDays: the weekly rest days (ISO, 7 is Sunday) of those for whom it is asked: one whose Saturday is
    ///     worked gets no day in place of a holiday on a Saturday.
    ///   - notice: the year's choices; the expected ones where there is none.
    public init(_ year: Int, restDays: Set<Int>, notice: HolidayNotice? = nil) {
        let notice = notice ?? HolidayNotice(year: year)
        let named = (notice.daysInstead ?? Self.lawful(year, notice)).filter { !notice.without.contains($0.kind) }
        let extra = notice.extraDays.map { Holiday($0, .other) }
        // Where everybody works on Saturday anyway there is nothing to swap.
        swaps = notice.swaps.filter { restDays.contains($0.worked.weekday) && !restDays.contains($0.off.weekday) }
        let taken = Set((named + extra).map(\.day)).union(swaps.map(\.off))
        let instead =
            notice.daysInstead == nil ? Self.compensations(named, restDays: restDays, besides: taken) : []
        self.year = year
        holidays = (named + extra + instead).sorted { ($0.day, $0.kind.rawValue) < ($1.day, $1.kind.rawValue) }
    }

    /// Without the days in place of others.
    private static func lawful(_ year: Int, _ notice: HolidayNotice) -> [Holiday] {
        let nationalDay = CivilDay(unchecked: year, 9, 2)
        var found = [
            Holiday(CivilDay(unchecked: year, 1, 1), .newYear),
            Holiday(CivilDay(unchecked: year, 4, 30), .reunification),
            Holiday(CivilDay(unchecked: year, 5, 1), .labourDay), Holiday(nationalDay, .nationalDay),
            Holiday(nationalDay.adding(days: notice.nationalDayNeighbour == .before ? -1 : 1), .nationalDay),
        ]
        if year >= 2026 { found.append(Holiday(CivilDay(unchecked: year, 11, 24), .vietNamCultureDay)) }
        guard let lunar = LunarYear(year) else { return found }
        let tet = lunar.newYearDay.adding(days: -notice.tetDaysBefore)
        found += (0..<5).map { Holiday(tet.adding(days: $0), .tet) }
        if let day = lunar.day(of: LunarDate(year: year, month: 3, day: 10)) { found.append(Holiday(day, .hungKings)) }
        return found
    }

    /// One day for each holiday on a weekly rest day: the next working day that is not off for another reason. A rest
    /// day that is worked by a swap stands for another day and is not given away again.
    private static func compensations(
        _ holidays: [Holiday], restDays: Set<Int>, besides others: Set<CivilDay>
    ) -> [Holiday] {
        guard restDays.count < 7 else { return [] }
        var taken = others
        var compensated: Set<CivilDay> = []
        return holidays.sorted { $0.day < $1.day }.compactMap { holiday in
            guard restDays.contains(holiday.day.weekday), compensated.insert(holiday.day).inserted else { return nil }
            var day = holiday.day.adding(days: 1)
            while restDays.contains(day.weekday) || taken.contains(day) { day = day.adding(days: 1) }
            taken.insert(day)
            return Holiday(day, holiday.kind, compensates: holiday.day)
        }
    }
}
