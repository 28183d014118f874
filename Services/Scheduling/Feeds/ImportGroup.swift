import Foundation
import GRDB
import ICalendar
import Messages
import ServiceKit
import Store

/// The entries of a file under one UID: mostly one, of a series also what is said of single occurrences. One that is refused
/// leaves the others alone.
struct ImportGroup: Sendable {
    /// More than one only in a bad file: a later version of it, or the same again.
    var entries: [Entry] = []
    /// With `RECURRENCE-ID`.
    var occurrences: [Entry] = []
    var force: Bool
    var person: Person

    var count: Int { entries.reduce(0) { $0 + 1 + $1.additions.count } + occurrences.count }
    /// Occurrences that wait for each other's places are tried so often.
    private static let mostRounds = 3

    func execute(in transaction: Transaction) throws -> [ImportResult] {
        let person = person.asking(at: transaction.now)
        let employee = try person.ownCalendar
        var rest = self
        let additions = rest.takeAdditions()
        let elsewhere = Set(
            try rest.occurrences.compactMap { try $0.recurrenceID.map { try TakenEntry.instant(of: $0) } })
        var results = try entries.map { entry in
            try Self.result(of: entry, in: transaction) {
                try ImportEntry(entry: entry, elsewhere: elsewhere, force: force, person: person)
                    .execute(for: employee, in: transaction)
            }
        }
        // What was there before was looked at when it was booked.
        let isBooked = results.contains { $0.outcome == .created || $0.outcome == .updated }
        var changed = try rest.change(for: employee, person, in: transaction)
        if isBooked { try rest.leaveOut(&changed, for: employee, in: transaction) }
        results += changed
        return try results + add(additions, for: employee, person, in: transaction)
    }

    /// The dates beside the rule, with what the file says of single ones of them, which is no occurrence of the rule's then.
    private mutating func takeAdditions() -> [ImportAddition] {
        guard let entry = entries.last, entry.additions.count <= ImportAddition.most else { return [] }
        var additions = ImportAddition.all(of: entry)
        for index in additions.indices {
            guard let place = occurrences.firstIndex(where: { additions[index].isMeant(by: $0) }) else { continue }
            additions[index].changed = occurrences.remove(at: place)
        }
        return additions
    }

    /// Only beside an entry that is there; dates that the file does not have any more are called off.
    private func add(
        _ additions: [ImportAddition], for employee: EntityID, _ person: Person, in transaction: Transaction
    ) throws -> [ImportResult] {
        guard let entry = entries.last, entry.additions.count <= ImportAddition.most,
            let known = try ImportedEntry.find(employee, entry.uid, transaction.db), entry.sequence >= known.version
        else { return [] }
        let kept = Set(additions.map(\.uid))
        var results: [ImportResult] = []
        for gone in try ImportedEntry.additions(to: known, transaction.db) where !kept.contains(gone.uid) {
            results.append(
                try Self.result(of: entry, in: transaction) {
                    try ImportAddition.remove(gone, of: entry, person, in: transaction)
                })
        }
        for addition in additions {
            var result = try Self.result(of: addition.entry, in: transaction) {
                try ImportEntry(entry: addition.entry, force: force, person: person)
                    .execute(for: employee, in: transaction)
            }
            (result.uid, result.recurrenceId) = (String(entry.uid.prefix(200)), addition.startsAt)
            results.append(result)
        }
        return results
    }

    /// What stands in the way of one occurrence may be another that is moved further down in the file.
    private func change(for employee: EntityID, _ person: Person, in transaction: Transaction) throws -> [ImportResult]
    {
        var results: [Int: ImportResult] = [:]
        var open = Array(occurrences.indices)
        for _ in 0..<Self.mostRounds where !open.isEmpty {
            for index in open {
                let entry = occurrences[index]
                results[index] = try Self.result(of: entry, in: transaction) {
                    guard let start = entry.recurrenceID else { throw ImportError.withoutTime }
                    return try ImportOccurrence(
                        entry: entry, taken: TakenEntry(entry), recurrenceId: TakenEntry.instant(of: start),
                        force: force, person: person
                    ).execute(for: employee, in: transaction)
                }
            }
            let clashing = open.filter { results[$0]?.clashes.isEmpty == false }
            if clashing.count == open.count { break }
            open = clashing
        }
        return occurrences.indices.compactMap { results[$0] }
    }

    /// The series was booked without those that the file puts elsewhere. Where that was refused, the place by the rule is
    /// looked at after all: if it is taken, the occurrence is left out until the file can be taken in again.
    private func leaveOut(
        _ results: inout [ImportResult], for employee: EntityID, in transaction: Transaction
    ) throws {
        for index in results.indices where results[index].outcome == .refused {
            guard let start = results[index].recurrenceId,
                let known = try ImportedEntry.find(employee, occurrences[index].uid, transaction.db)
            else { continue }
            let series = try transaction.fetch(Appointment.self, known.appointmentId)
            guard !series.isForced, series.status == .scheduled, let recurrence = series.recurrence,
                recurrence.gives(start, from: series.startsAt), !recurrence.exceptions.contains(start)
            else { continue }
            let occurrence = try series.occurrence(at: start)
            let parties = try series.bookings(transaction.db).filter(\.isBusy).map(\.partyId)
            guard try Overlaps(of: series, parties, in: occurrence.span, transaction.db).clashing > 0 else { continue }
            var changed = series
            try changed.recurrence?.except(start)
            _ = try transaction.save(&changed, from: series, event: .updated, cause: "import")
            try ImportedEntry(
                employeeId: employee, uid: ImportOccurrence.uid(of: occurrences[index].uid, at: start),
                appointmentId: series.id, version: 0, content: ImportOccurrence.leftOut
            ).save(transaction.db)
            results[index].leaveOut()
        }
    }

    private static func result(
        of entry: Entry, in transaction: Transaction, _ body: () throws -> ImportResult
    ) throws -> ImportResult {
        do {
            return try transaction.attempt(body)
        } catch let error as any QuenError {
            return ImportResult(entry, refused: error)
        }
    }
}
