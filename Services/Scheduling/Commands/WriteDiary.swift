import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Writes down what really happened with an activity (SCH-6): once, and it is done then. Its sessions that nothing was said
/// of get the same outcome, so that the customer's status follows.
struct WriteDiary {
    var id: EntityID
    var note: DiaryNote
    var followUp: FollowUp?
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .activity, .edit).fetch(Activity.self, id, transaction.db)
        var activity = old
        var entry = try transaction.checked(
            note.entry(expected: old.employeeIds, in: old.span, at: transaction.now), planned: old.plannedCosts,
            before: [])
        try activity.record(entry)
        try tellSessions(of: old, entry, in: transaction)
        if let followUp {
            entry.followUp = try followUp.execute(by: person, in: transaction)
            activity = old
            try activity.record(entry)
        }
        return try transaction.save(&activity, from: old, event: "diary-recorded")
    }

    /// Without the costs, which are the activity's.
    private func tellSessions(of activity: Activity, _ entry: DiaryEntry, in transaction: Transaction) throws {
        for id in activity.appointmentIds {
            let old = try transaction.fetch(Appointment.self, id)
            guard old.status == .scheduled else { continue }
            if old.isSeries {
                // Each occurrence has an outcome of its own; the work is over when the last one is.
                guard old.extent.endsAt <= transaction.now else { throw ActivityError.sessionsAhead }
                continue
            }
            guard old.span.startsAt <= transaction.now else { throw ActivityError.sessionsAhead }
            var (appointment, part) = (old, entry)
            part.actualCosts = []
            if activity.appointmentIds.count > 1 {
                (part.startedAt, part.endedAt) = (old.span.startsAt, old.span.endsAt)
            }
            part.attendedIds = entry.attendedIds.filter { old.employeeIds.contains($0) }
            part.absentIds = entry.absentIds.filter { old.employeeIds.contains($0) }
            try appointment.record(part, at: transaction.now)
            _ = try transaction.save(
                &appointment, from: old, event: "outcome-recorded", cause: "activity/\(activity.id)")
        }
    }
}

/// Writes it down anew. What was written before is kept.
struct CorrectDiary {
    var id: EntityID
    var note: DiaryNote
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .activity, .edit).fetch(Activity.self, id, transaction.db)
        guard expected == old.sequence else { throw CommonError.changedSince(current: old.sequence) }
        var activity = old
        let span = old.diary.map { TimeSpan(startsAt: $0.startedAt, endsAt: $0.endedAt) }
        try activity.correct(
            transaction.checked(
                note.entry(expected: old.employeeIds, in: span ?? old.span, at: transaction.now),
                planned: old.plannedCosts, before: old.diary?.actualCosts ?? []))
        return try transaction.save(&activity, from: old, event: "diary-corrected", expected: expected)
    }
}

extension Activity {
    /// From its first session's start to its last one's end; nothing without sessions.
    fileprivate var span: TimeSpan? {
        guard let first = sessions.map(\.startsAt).min(), let last = sessions.map(\.endsAt).max() else { return nil }
        return TimeSpan(startsAt: first, endsAt: last)
    }
}

/// What is entered along with a diary entry, because of it.
enum FollowUp: Sendable {
    case activity(CreateActivity)
    case appointment(CreateAppointment)

    /// What came of it. Faults of the input are named where they stand.
    func execute(by person: Person, in transaction: Transaction) throws -> Subject {
        do {
            return switch self {
            case .activity(let command): try command.execute(in: transaction).subject
            case .appointment(let command): try command.execute(in: transaction).subject
            }
        } catch let error as any QuenError {
            throw FollowUpError(cause: error, member: name)
        }
    }

    private var name: String {
        switch self {
        case .activity: "activity"
        case .appointment: "appointment"
        }
    }
}

/// What is wrong with a follow-up, with its path in the whole input.
struct FollowUpError: QuenError {
    let cause: any QuenError
    let member: String

    var code: String { cause.code }
    var consequence: Consequence { cause.consequence }
    var message: Bilingual { cause.message }
    var path: String? { cause.path.map { "$.followUp.\(member)" + $0.dropFirst() } }
    var details: [String: String] { cause.details }
    var extensions: [String: JSONValue] { cause.extensions }
}
