import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// An employee's own weekly hours (SCH-1), or with none the firm's again.
struct SetEmployeeWeek {
    var employeeId: EntityID
    var week: WorkWeek?
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try RowScope(person, .employee, .edit).check(employeeId, transaction.db)
        try week?.check(at: "$.weeklyHours")
        var record = try EmployeeWeek.fetch(of: employeeId, transaction.db)
        guard expected == record.sequence else { throw CommonError.changedSince(current: record.sequence) }
        if record.week != week {
            let before = record.week
            (record.week, record.sequence) = (week, EventSequence(record.sequence.value + 1))
            try record.save(transaction.db)
            try transaction.audit(
                "working hours changed", subject: "employee/\(employeeId)",
                before: ["weeklyHours": try Self.written(before)], after: ["weeklyHours": try Self.written(week)])
        }
        return RecordVersion(
            source: transaction.source, subject: Subject("employee", employeeId), sequence: record.sequence)
    }

    private static func written(_ week: WorkWeek?) throws -> String {
        try week.map { String(decoding: try WireJSON.encode($0), as: UTF8.self) } ?? ""
    }
}
