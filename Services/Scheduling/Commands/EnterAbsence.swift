import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Leave or another absence of an employee (SCH-1). Appointments that the employee has then stay; new ones clash.
struct EnterAbsence {
    struct Input: Decodable, Sendable {
        var startsAt: Instant
        var endsAt: Instant
        var kind: Absence.Kind
        var note: String?
    }

    var employeeId: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try RowScope(person, .employee, .edit).check(employeeId, transaction.db)
        let absence = try Absence(
            id: transaction.newID(), employeeId: employeeId,
            span: TimeSpan(startsAt: input.startsAt, endsAt: input.endsAt), kind: input.kind, note: input.note,
            enteredAt: transaction.now, account: person.account)
        if let other = try Absence.of([employeeId], in: absence.span, transaction.db).first {
            throw WorkingTimeError.absenceOverlaps(startsAt: other.startsAt, endsAt: other.endsAt)
        }
        try absence.insert(transaction.db)
        try transaction.audit(
            "absence entered", subject: "employee/\(employeeId)", details: ["absence": absence.id.description],
            after: absence.noted)
        return RecordVersion(source: transaction.source, subject: Subject("absence", absence.id), sequence: .first)
    }
}

/// Where there is no such absence of the employee any more, nothing is to be done.
struct DeleteAbsence {
    var employeeId: EntityID
    var id: EntityID
    var person: Person

    func execute(in transaction: Transaction) throws {
        try RowScope(person, .employee, .edit).check(employeeId, transaction.db)
        guard let absence = try Absence.fetchOne(transaction.db, key: id), absence.employeeId == employeeId else {
            return
        }
        try absence.delete(transaction.db)
        try transaction.audit(
            "absence deleted", subject: "employee/\(employeeId)", details: ["absence": id.description],
            before: absence.noted)
    }
}

extension Absence {
    fileprivate var noted: [String: String] {
        ["startsAt": startsAt.description, "endsAt": endsAt.description, "kind": kind.rawValue]
    }
}
