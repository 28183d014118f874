import Foundation
import GRDB
import ICalendar
import Messages
import ServiceKit
import Store

/// Reads an .ics file before anything is asked of the store (SCH-8).
struct CalendarUpload: Sendable {
    static let limits = ReadLimits(bytes: 1_048_576, entries: 500, lineLength: 20_000)
    /// How many entries go into one transaction: nobody waits long behind a file.
    private static let perTransaction = 25
    private let file: CalendarFile

    init(_ data: Data, receivedAt: Instant) throws(CalendarError) {
        do {
            file = try CalendarReader(limits: Self.limits).read(data, receivedAt: receivedAt.date)
        } catch {
            switch error {
            case .tooManyEntries: throw .tooManyEntries(most: Self.limits.entries)
            case .notACalendar(let line), .nestedTooDeeply(let line): throw .notACalendar(line: line)
            case .tooManyBytes: throw .notACalendar(line: nil)
            }
        }
    }

    /// The entries that cannot be read.
    var unreadable: [ImportResult] { file.problems.map(ImportResult.init) }

    /// The others, in the order of the file but for changed occurrences, which come after the series that they belong to.
    func batches(force: Bool, by person: Person) -> [ImportBatch] {
        let all = file.calendar.entries
        let entries = all.filter { $0.recurrenceID == nil } + all.filter { $0.recurrenceID != nil }
        return stride(from: 0, to: entries.count, by: Self.perTransaction).map {
            ImportBatch(entries: Array(entries[$0...].prefix(Self.perTransaction)), force: force, person: person)
        }
    }
}

/// Some entries of a file, taken over in one transaction: one that is refused leaves the others alone.
struct ImportBatch: Sendable {
    var entries: [Entry]
    var force: Bool
    var person: Person

    func execute(in transaction: Transaction) throws -> [ImportResult] {
        let person = person.asking(at: transaction.now)
        return try entries.map { entry in
            do {
                return try transaction.attempt {
                    try ImportEntry(entry: entry, force: force, person: person).execute(in: transaction)
                }
            } catch let error as any QuenError {
                return ImportResult(entry, refused: error)
            }
        }
    }
}

/// What became of one entry of a file.
struct ImportResult: Sendable {
    enum Outcome: String, Encodable, Sendable { case created, updated, cancelled, unchanged, refused }

    var uid: String?
    var title: String?
    var outcome: Outcome
    var appointmentId: EntityID?
    /// Why it was refused.
    var code: String?
    var message: Bilingual?
    /// Where in the file the fault is.
    var line: Int?

    init(_ problem: ReadProblem) {
        (title, outcome, code, line) = (problem.title, .refused, "unreadable-entry", problem.line)
        let reason = problem.fault.reason
        message = Bilingual(
            en: "Line \(problem.line): \(reason.en).", vi: "Dòng \(problem.line) không đọc được: \(reason.vi).")
    }

    init(_ entry: Entry, _ outcome: Outcome, _ appointmentId: EntityID? = nil) {
        (uid, title, self.outcome, self.appointmentId) = (
            String(entry.uid.prefix(200)), entry.summary, outcome, appointmentId
        )
    }

    init(_ entry: Entry, refused error: any QuenError) {
        self.init(entry, .refused)
        (code, message) = (error.code, error.message)
    }
}

/// Takes one entry over as an appointment of the caller's own. The same again changes nothing; a later version changes the
/// appointment; a cancelled one cancels it.
struct ImportEntry {
    var entry: Entry
    var force: Bool
    var person: Person

    func execute(in transaction: Transaction) throws -> ImportResult {
        let employee = try person.ownCalendar
        let taken = try TakenEntry(entry)
        if let start = entry.recurrenceID {
            return try ImportOccurrence(
                entry: entry, taken: taken, recurrenceId: try TakenEntry.instant(of: start), force: force,
                person: person
            ).execute(for: employee, in: transaction)
        }
        guard let known = try ImportedEntry.find(employee, entry.uid, transaction.db) else {
            guard !taken.isCancelled else { return ImportResult(entry, .unchanged) }
            let id = try create(taken, for: employee, in: transaction)
            return ImportResult(entry, .created, id)
        }
        // An older copy of the file says nothing new.
        guard entry.sequence >= known.version, taken.content != known.content else {
            return ImportResult(entry, .unchanged, known.appointmentId)
        }
        let outcome = try change(known, taken, in: transaction)
        var kept = known
        (kept.version, kept.content) = (entry.sequence, taken.content)
        try kept.update(transaction.db)
        return ImportResult(entry, outcome, known.appointmentId)
    }

    private func create(_ taken: TakenEntry, for employee: EntityID, in transaction: Transaction) throws -> EntityID {
        let version = try CreateAppointment(
            details: AppointmentDetails(title: taken.title, employeeIds: [employee], place: taken.place),
            span: taken.span, recurrence: taken.recurrence, force: force, person: person
        ).execute(in: transaction)
        guard let id = EntityID(version.subject.id) else {
            throw CommonError.notFound(entity: "appointment", id: version.subject.id)
        }
        try ImportedEntry(
            employeeId: employee, uid: entry.uid, appointmentId: id, version: entry.sequence, content: taken.content
        ).insert(transaction.db)
        return id
    }

    private func change(_ known: ImportedEntry, _ taken: TakenEntry, in transaction: Transaction) throws
        -> ImportResult.Outcome
    {
        let id = known.appointmentId
        if taken.isCancelled {
            _ = try CancelAppointment(id: id, reason: nil, person: person).execute(in: transaction)
            return .cancelled
        }
        let present = try transaction.fetch(Appointment.self, id)
        if present.isSeries || taken.recurrence != nil {
            return try changeSeries(present, taken, in: transaction)
        }
        _ = try RescheduleAppointment(id: id, span: taken.span, force: force, person: person).execute(in: transaction)
        // Who else attends, and the customer, were entered here: the file knows nothing of them.
        let details = try AppointmentDetails(
            title: taken.title, customerId: present.customerId, contactId: present.contactId,
            opportunityId: present.opportunityId, employeeIds: present.employeeIds, place: taken.place,
            projectId: present.projectId, roomId: present.roomId)
        _ = try UpdateAppointment(
            id: id, details: details, force: force, person: person,
            expected: try transaction.fetch(Appointment.self, id).sequence
        ).execute(in: transaction)
        return .updated
    }

    private func changeSeries(_ present: Appointment, _ taken: TakenEntry, in transaction: Transaction) throws
        -> ImportResult.Outcome
    {
        guard let recurrence = taken.recurrence else { throw ImportError.recursNoMore }
        let details = try AppointmentDetails(
            title: taken.title, customerId: present.customerId, contactId: present.contactId,
            opportunityId: present.opportunityId, employeeIds: present.employeeIds, place: taken.place,
            projectId: present.projectId, roomId: present.roomId)
        _ = try ChangeSeries(
            id: present.id, details: details, span: taken.span, recurrence: recurrence, force: force, person: person
        ).execute(in: transaction)
        return .updated
    }
}

/// Takes over what a file says of one occurrence of a series that it names (`RECURRENCE-ID`, RFC 5545 §3.8.4.4).
struct ImportOccurrence {
    var entry: Entry
    var taken: TakenEntry
    var recurrenceId: Instant
    var force: Bool
    var person: Person

    func execute(for employee: EntityID, in transaction: Transaction) throws -> ImportResult {
        guard let series = try ImportedEntry.find(employee, entry.uid, transaction.db) else {
            throw ImportError.withoutSeries
        }
        let uid = "\(entry.uid)\u{1f}\(recurrenceId)"
        let known = try ImportedEntry.find(employee, uid, transaction.db)
        if let known, entry.sequence < known.version || taken.content == known.content {
            return ImportResult(entry, .unchanged, known.appointmentId)
        }
        let version = try change(series.appointmentId, in: transaction)
        guard let id = EntityID(version.subject.id) else {
            throw CommonError.notFound(entity: "appointment", id: version.subject.id)
        }
        let kept = ImportedEntry(
            employeeId: employee, uid: uid, appointmentId: id, version: entry.sequence, content: taken.content)
        try kept.save(transaction.db)
        return ImportResult(entry, taken.isCancelled ? .cancelled : .updated, id)
    }

    private func change(_ series: EntityID, in transaction: Transaction) throws -> RecordVersion {
        if taken.isCancelled {
            return try CancelOccurrence(
                id: series, recurrenceId: recurrenceId, following: false, reason: nil, person: person
            ).execute(in: transaction)
        }
        let present =
            try Appointment.detached(from: series, at: recurrenceId, transaction.db)
            ?? transaction.fetch(Appointment.self, series)
        let details = try AppointmentDetails(
            title: taken.title, customerId: present.customerId, contactId: present.contactId,
            opportunityId: present.opportunityId, employeeIds: present.employeeIds, place: taken.place,
            projectId: present.projectId, roomId: present.roomId)
        return try ChangeOccurrence(
            id: series, recurrenceId: recurrenceId, details: details, span: taken.span, force: force, person: person
        ).execute(in: transaction)
    }
}

/// What of an entry an appointment holds.
struct TakenEntry: Sendable {
    var title: String
    var place: String?
    var span: TimeSpan
    var isCancelled: Bool
    var recurrence: SeriesInput?

    /// Throws `ImportError` for what no appointment can be.
    init(_ entry: Entry) throws(ImportError) {
        guard entry.kind == .event else { throw .task }
        guard entry.uid.utf8.count <= 1000 else { throw .uidTooLong }
        guard !entry.uid.hasPrefix(CalendarFeed.uidPrefix) || !entry.uid.hasSuffix("@quen") else { throw .ours }
        guard entry.additions.isEmpty else { throw .additions }
        guard let start = entry.start else { throw .withoutTime }
        let end = entry.end ?? (start.isDate ? start.adding(CalendarDuration(days: 1)) : start)
        span = TimeSpan(startsAt: try Self.instant(of: start), endsAt: try Self.instant(of: end))
        guard span.duration >= Appointment.shortest, span.duration <= Appointment.longest else { throw .withoutTime }
        let title = String((entry.summary ?? "").trimmed.prefix(300)).trimmed
        self.title = title.isEmpty ? "(không có tiêu đề)" : title
        let place = String((entry.location ?? "").trimmed.prefix(500)).trimmed
        self.place = place.isEmpty ? nil : place
        isCancelled = entry.status == .cancelled
        if let rule = entry.rule { try recur(rule, entry, from: start) }
    }

    /// Days and floating times are Viet Nam's.
    static func instant(of time: CalendarTime) throws(ImportError) -> Instant {
        guard let zone = Zone(identifier: LocalZone.vietNam.identifier) else { throw .withoutTime }
        return Instant(time.instant(floatingIn: zone))
    }

    /// A start that the rule does not give (which the RFC leaves undefined) gives way to the first one that it does.
    private mutating func recur(_ rule: RecurrenceRule, _ entry: Entry, from start: CalendarTime) throws(ImportError) {
        let name = start.zone?.identifier ?? LocalZone.vietNam.identifier
        guard let zone = Zone(identifier: name) else { throw .unknownZone }
        if case .defined = start.zone { throw .unknownZone }
        let all = Recurrence(start: start.local, zone: zone, rule: rule)
        guard let first = all.occurrences().first(where: { _ in true }) else { throw .withoutTime }
        let startsAt = Instant(zone.instant(of: first))
        span = TimeSpan(startsAt: startsAt, endsAt: startsAt.adding(span.duration))
        recurrence = SeriesInput(
            rule: rule.text, zone: name,
            exceptions: entry.exceptions.map { Instant(zone.instant(of: $0)) }.sorted())
    }

    var content: String {
        var parts = [
            title, place ?? "", span.startsAt.description, span.endsAt.description, isCancelled ? "cancelled" : "",
        ]
        if let recurrence {
            parts += [recurrence.rule, recurrence.zone ?? ""] + (recurrence.exceptions ?? []).map(\.description)
        }
        return parts.joined(separator: "\u{1f}")
    }
}

/// Why an entry of a file becomes no appointment.
enum ImportError: FactError, Hashable {
    case task, uidTooLong, ours, additions, unknownZone, recursNoMore, withoutSeries, withoutTime

    var facts: ErrorFacts {
        switch self {
        case .task:
            ErrorFacts(
                code: "task-not-imported", consequence: .invalid, en: "Tasks are not taken over, only events.",
                vi: "Chỉ nhập sự kiện, không nhập việc cần làm.")
        case .uidTooLong:
            ErrorFacts(
                code: "uid-too-long", consequence: .invalid, en: "The entry's UID is over 1000 bytes long.",
                vi: "UID của mục dài quá 1000 byte.")
        case .ours:
            ErrorFacts(
                code: "own-entry", consequence: .invalid, en: "The entry came from here and is here already.",
                vi: "Mục này xuất từ chính hệ thống và đã có sẵn.")
        case .additions:
            ErrorFacts(
                code: "additional-dates-not-imported", consequence: .invalid,
                en: "Entries with dates beside the rule (RDATE) are not taken over. Export the single dates.",
                vi: "Chưa nhập được mục có ngày thêm ngoài quy tắc (RDATE). Hãy xuất từng ngày.")
        case .unknownZone:
            ErrorFacts(
                code: "zone-not-imported", consequence: .invalid,
                en: "The recurring entry is by a time zone that only the file knows. Export it in a known one.",
                vi: "Mục lặp lại dùng múi giờ riêng của tệp. Hãy xuất theo múi giờ chuẩn.")
        case .recursNoMore:
            ErrorFacts(
                code: "recurs-no-more", consequence: .conflict,
                en: "The entry recurred before and does not any more. End the series here, then import it again.",
                vi: "Mục này trước đây lặp lại, nay thì không. Hãy kết thúc chuỗi lịch rồi nhập lại.")
        case .withoutSeries:
            ErrorFacts(
                code: "series-missing", consequence: .invalid,
                en: "The changed occurrence belongs to an entry that was not taken over. Import that one too.",
                vi: "Lần thay đổi này thuộc mục chưa được nhập. Hãy nhập cả mục đó.")
        case .withoutTime:
            ErrorFacts(
                code: "invalid-times", consequence: .invalid,
                en: "The entry has no start and end between a minute and 14 days apart.",
                vi: "Mục không có giờ bắt đầu và kết thúc cách nhau từ 1 phút đến 14 ngày.")
        }
    }
}
