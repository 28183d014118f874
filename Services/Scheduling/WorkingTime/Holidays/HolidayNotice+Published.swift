/// The Government's notices, for offices that rest on Saturday and Sunday.
extension HolidayNotice {
    /// The newest that is known here is that of 2026; later years need `HolidayNotice(year:)` values of the caller's.
    ///
    /// - 2021: SGGP 2020-12-09 (Tết 10–16 February, National Day 2–5 September).
    /// - 2022: Government Office (Tết 31 January – 4 February, National Day 1–2 September), Bình Thuận newspaper.
    /// - 2023: Government Office 2022-12-01 (Tết 20–26 January, National Day 1–4 September), Nhân Dân.
    /// - 2024: Viet Nam News 2023-11-05 (Tết 8–14 February, National Day 31 August – 3 September); Official Dispatch
    ///   2450/VPCP-KGVX of 2024 (29 April off, 4 May worked).
    /// - 2025: Announcement 6150/TB-BLĐTBXH of 2024-12-03 (Tết 25 January – 2 February, National Day 30 August –
    ///   2 September, 2 May off, 26 April worked).
    /// - 2026: Government Office 2025-10-13 (Tết 14–22 February, National Day 29 August – 2 September, 31 August off,
    ///   22 August worked); Official Dispatch 12729/VPCP-KGVX of 2025-12-25 (2 January off, 10 January worked).
    public static let published: [Int: HolidayNotice] = [
        2021: HolidayNotice(year: 2021, tetDaysBefore: 2, nationalDayNeighbour: .after),
        2022: HolidayNotice(year: 2022, tetDaysBefore: 1, nationalDayNeighbour: .before),
        2023: HolidayNotice(year: 2023, tetDaysBefore: 2, nationalDayNeighbour: .before),
        2024: HolidayNotice(
            year: 2024, tetDaysBefore: 2, nationalDayNeighbour: .after, swaps: [swap(2024, off: (4, 29), (5, 4))]),
        2025: HolidayNotice(
            year: 2025, tetDaysBefore: 2, nationalDayNeighbour: .before, swaps: [swap(2025, off: (5, 2), (4, 26))]),
        2026: HolidayNotice(
            year: 2026, tetDaysBefore: 1, nationalDayNeighbour: .before,
            swaps: [swap(2026, off: (1, 2), (1, 10)), swap(2026, off: (8, 31), (8, 22))]),
    ]

    private static func swap(_ year: Int, off: (Int, Int), _ worked: (Int, Int)) -> Swap {
        Swap(off: CivilDay(unchecked: year, off.0, off.1), worked: CivilDay(unchecked: year, worked.0, worked.1))
    }
}
