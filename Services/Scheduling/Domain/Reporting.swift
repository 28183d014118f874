import Foundation
import Messages

/// What is wrong with what is asked of a report (SCH-11).
enum ReportError: FactError, Hashable {
    case invalidPeriod(most: Int)

    var facts: ErrorFacts {
        switch self {
        case .invalidPeriod(let most):
            .wrong(
                "invalid-period",
                "Give from and to as YYYY-MM-DD between 1980 and 2198, to not before from, at most \(most) days.",
                "Hãy ghi from và to dạng YYYY-MM-DD từ năm 1980 đến 2198, to không trước from, tối đa \(most) ngày.",
                "from")
        }
    }
}

/// From when until when a report counts, both days included, as days in Viet Nam.
struct ReportPeriod: Sendable, Hashable {
    var from: Day
    var to: Day
    /// Since then the zone has been UTC+7 all year, so that days can be counted off in the store.
    static let years = 1980...2198

    init(from: Day, to: Day, most: Int) throws(ReportError) {
        guard from <= to, to.daysSince1970 - from.daysSince1970 < Int64(most), Self.years.contains(from.year),
            Self.years.contains(to.year)
        else { throw .invalidPeriod(most: most) }
        (self.from, self.to) = (from, to)
    }

    var span: TimeSpan {
        let zone = LocalZone.vietNam
        return TimeSpan(startsAt: zone.instant(of: from), endsAt: zone.instant(of: to.adding(days: 1)))
    }
}

/// A week of ISO 8601: from Monday on, of the year in which its Thursday lies.
struct ISOWeek: Sendable, Hashable, Comparable, CustomStringConvertible {
    let monday: Day

    init(of day: Day) { monday = day.adding(days: 1 - day.weekday) }

    /// By the number of the week since the one of 1 January 1970.
    init(number: Int64) { monday = Day(daysSince1970: number * 7 - 3) }

    var sunday: Day { monday.adding(days: 6) }
    var next: ISOWeek { ISOWeek(of: monday.adding(days: 7)) }

    /// `2026-W48`
    var description: String {
        let thursday = monday.adding(days: 3)
        let first = Day(year: thursday.year, month: 1, day: 1) ?? thursday
        let number = (thursday.daysSince1970 - first.daysSince1970) / 7 + 1
        return "\(thursday.year)-W\(number < 10 ? "0" : "")\(number)"
    }

    static func < (a: ISOWeek, b: ISOWeek) -> Bool { a.monday < b.monday }
}
