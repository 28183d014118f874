import Foundation
import GRDB
import Messages
import ServiceKit
import Store
import WorkingTime

/// Days one by one, as the firm or one employee works on them.
struct WorkingDays {
    var days: ClosedRange<Day>
    /// Nobody: the firm's.
    var employeeId: EntityID?
    var person: Person
    static let most = 400

    enum Kind: String, Encodable, Sendable {
        case working, rest, holiday, exception
        /// A working day off in exchange for a rest day that is worked.
        case swappedOff = "swapped-off"
        case swappedWorked = "swapped-worked"
    }

    struct Line: Encodable, Sendable {
        var date: Day
        var weekday: WeekdayName
        var kind: Kind
        /// By the clock; leave is not taken off.
        var hours: [DayHours]
        var holiday: HolidayKind?
        var holidayName: Bilingual?
        var lunarDate: String?
        var note: String?
        /// Minutes that are worked, leave taken off.
        var minutes: Int
    }

    func fetch(_ db: Database) throws -> [Line] {
        if let employeeId { try RowScope(person, .employee).check(employeeId, db) }
        let zone = LocalZone.vietNam
        let span = TimeSpan(
            startsAt: zone.instant(of: days.lowerBound), endsAt: zone.instant(of: days.upperBound.adding(days: 1)))
        let times = try WorkingTimes(of: [employeeId].compactMap(\.self), in: span, db)
        let calendar = employeeId.map(times.calendar) ?? times.firm
        let notes = Dictionary(uniqueKeysWithValues: times.document.exceptions.map { ($0.date, $0.note ?? "") })
        return (days.lowerBound.daysSince1970...days.upperBound.daysSince1970).map {
            line(Day(daysSince1970: $0), calendar, notes)
        }
    }

    private func line(_ day: Day, _ calendar: WorkingCalendar, _ notes: [Day: String]) -> Line {
        let hours = calendar.hours(on: day.civil).intervals.map { DayHours($0) }
        var line = Line(
            date: day, weekday: WeekdayName(day.weekday), kind: hours.isEmpty ? .rest : .working, hours: hours,
            lunarDate: LunarDate(day.civil)?.description, minutes: calendar.workingTime(on: day.civil).minutes)
        if let note = notes[day] {
            (line.kind, line.note) = (.exception, note.isEmpty ? nil : note)
            return line
        }
        switch calendar.holidays?.mark(of: day.civil) {
        case .off(let kind):
            let holiday = HolidayKind(kind)
            (line.kind, line.holiday, line.holidayName) = (.holiday, holiday, holiday.name)
        case .swappedOff: line.kind = .swappedOff
        case .worked: line.kind = .swappedWorked
        case nil: break
        }
        return line
    }
}
