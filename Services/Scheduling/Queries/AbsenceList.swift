import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// When an employee is away. Why is for the employee and for whoever may change the record.
struct AbsenceList {
    var employeeId: EntityID
    var days: ClosedRange<Day>
    var person: Person
    static let mostDays = 800

    struct Line: Encodable, Sendable {
        var id: EntityID
        var startsAt: Instant
        var endsAt: Instant
        var kind: Absence.Kind?
        var note: String?
    }

    func fetch(_ db: Database) throws -> [Line] {
        try RowScope(person, .employee).check(employeeId, db)
        let seesWhy = try person.employee == employeeId || RowScope(person, .employee, .edit).reaches(employeeId, db)
        let zone = LocalZone.vietNam
        let span = TimeSpan(
            startsAt: zone.instant(of: days.lowerBound), endsAt: zone.instant(of: days.upperBound.adding(days: 1)))
        return try Absence.of([employeeId], in: span, db).map {
            Line(
                id: $0.id, startsAt: $0.startsAt, endsAt: $0.endsAt, kind: seesWhy ? $0.kind : nil,
                note: seesWhy ? $0.note : nil)
        }
    }
}
