import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The firm's working time, whole (SCH-2). What was booked before stays: working hours are suggested against only.
struct ReplaceFirmTime {
    struct Input: Decodable, Sendable {
        var weeklyHours: WorkWeek
        var exceptions: [DatedHours]?
        var holidayNotices: [YearNotice]?
    }

    var input: Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.parameters, .edit)
        let document = try FirmTime(
            weeklyHours: input.weeklyHours, exceptions: input.exceptions ?? [], checking: input.holidayNotices ?? [])
        var record = try FirmTimeRecord.fetch(transaction.db)
        guard expected == record.sequence else { throw CommonError.changedSince(current: record.sequence) }
        let before = record.document
        if document != before {
            record.document = document
            record.sequence = EventSequence(record.sequence.value + 1)
            try record.save(transaction.db)
            try transaction.audit(
                "working time changed", subject: "firm/working-time", before: try Self.written(before),
                after: try Self.written(document))
        }
        return RecordVersion(
            source: transaction.source, subject: Subject("working-time", .quen), sequence: record.sequence)
    }

    private static func written(_ document: FirmTime) throws -> [String: String] {
        func text(_ value: some Encodable) throws -> String {
            String(decoding: try WireJSON.encode(value), as: UTF8.self)
        }
        return [
            "weeklyHours": try text(document.weeklyHours), "exceptions": try text(document.exceptions),
            "holidayNotices": try text(document.holidayNotices),
        ]
    }
}
