import Messages

extension Instant {
    /// By the clocks of Viet Nam, for sentences: `09:00 on 3 Dec 2026` and `09:00 ngày 03/12/2026`.
    var readable: Bilingual {
        let (zone, names) = (
            LocalZone.vietNam, ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        )
        let day = zone.day(of: self)
        let (year, month, number) = day.components
        let minutes = (milliseconds - zone.instant(of: day).milliseconds) / 60_000
        let time = "\(Self.padded(Int(minutes / 60))):\(Self.padded(Int(minutes % 60)))"
        return Bilingual(
            en: "\(time) on \(number) \(names[month - 1]) \(year)",
            vi: "\(time) ngày \(day.dayFirst)")
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
