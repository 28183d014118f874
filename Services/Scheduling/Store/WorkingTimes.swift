import Foundation
import GRDB
import Messages
import Store
import WorkingTime

/// When the firm and some employees work in a span: read once, then asked as often as needed.
struct WorkingTimes: Sendable {
    let document: FirmTime
    let firm: WorkingCalendar
    private let own: [EntityID: WorkingCalendar]

    init(of employees: [EntityID], in span: TimeSpan, _ db: Database) throws {
        document = try FirmTimeRecord.fetch(db).document
        let zone = LocalZone.vietNam
        let years =
            zone.day(of: span.startsAt)
            .year...max(
                zone.day(of: span.startsAt).year, zone.day(of: span.endsAt).year)
        let firm = document.calendar(years)
        let leave = Dictionary(grouping: try Absence.of(employees, in: span, db), by: \.employeeId)
        let weeks = SQLRequest<EmployeeWeek>(
            "SELECT * FROM employeeWeek WHERE employeeId IN \(employees.rounded)", about: employees)
        let hours = Dictionary(
            uniqueKeysWithValues: try weeks.fetchAll(db).compactMap { row in
                row.week.map { (row.employeeId, $0.hours) }
            })
        // Who rests on other days has other days given back; there are few such patterns in a firm.
        var holidays: [Set<Int>: HolidayCalendar] = [:]
        var own: [EntityID: WorkingCalendar] = [:]
        for employee in Set(employees) where hours[employee] != nil || leave[employee] != nil {
            let weekly = hours[employee]
            if let rest = weekly?.restDays, rest != firm.weekly.restDays, holidays[rest] == nil {
                holidays[rest] = document.holidays(restDays: rest, years)
            }
            own[employee] = firm.personal(
                weekly: weekly, holidays: weekly.flatMap { holidays[$0.restDays] },
                leave: IntervalSet((leave[employee] ?? []).map(\.span.interval)))
        }
        (self.firm, self.own) = (firm, own)
    }

    /// Whether the employee works as the firm does, without leave in the span.
    func isFirm(_ employee: EntityID) -> Bool { own[employee] == nil }

    /// The firm's, unless the employee has hours or leave of their own.
    func calendar(of employee: EntityID) -> WorkingCalendar { own[employee] ?? firm }
}
