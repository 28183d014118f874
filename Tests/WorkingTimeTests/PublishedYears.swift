import WorkingTime

/// The lunar years as Hồ Ngọc Đức published them (tables of "Âm lịch Việt Nam", 2004, 1900 to 2199, found alike in
/// several public copies): the day of Tết (MMDD), the leap month (0: none), and the months from the first to the last,
/// 1 for one of 30 days and 0 for one of 29.
enum PublishedYears {
    struct Entry: Equatable {
        let tet: CivilDay
        let leapMonth: Int?
        let lengths: [Int]
    }

    static let all: [Int: Entry] = {
        let texts = [from1900, from2000, from2100].flatMap { $0.split(separator: ",") }
        var years: [Int: Entry] = [:]
        for (offset, text) in texts.enumerated() {
            let parts = text.split(whereSeparator: \.isWhitespace)
            let (date, leap) = (Int(parts[0]) ?? 0, Int(parts[1]) ?? 0)
            guard let tet = CivilDay(year: 1900 + offset, month: date / 100, day: date % 100) else { continue }
            years[1900 + offset] = Entry(
                tet: tet, leapMonth: leap == 0 ? nil : leap, lengths: parts[2].map { $0 == "1" ? 30 : 29 })
        }
        return years
    }()
}
