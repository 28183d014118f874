import Foundation
import GRDB
import ICalendar
import Messages
import ServiceKit
import Store

/// Reads an .ics file before anything is asked of the store (SCH-8).
struct CalendarUpload: Sendable {
    static let limits = ReadLimits(bytes: 1_048_576, entries: 500, lineLength: 20_000)
    /// How many entries go into one transaction: nobody waits long behind a file. A series and what it names of its
    /// occurrences go together.
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

    /// The others by UID: what names no occurrence in the order of the file, then changed occurrences after their series; those
    /// whose series is not in the file come last.
    func batches(force: Bool, by person: Person) -> [ImportBatch] {
        var (groups, places): ([ImportGroup], [String: Int]) = ([], [:])
        for entry in file.calendar.entries where entry.recurrenceID == nil {
            if let place = places[entry.uid] {
                groups[place].entries.append(entry)
            } else {
                places[entry.uid] = groups.count
                groups.append(ImportGroup(entries: [entry], force: force, person: person))
            }
        }
        for entry in file.calendar.entries where entry.recurrenceID != nil {
            if let place = places[entry.uid] {
                groups[place].occurrences.append(entry)
            } else {
                places[entry.uid] = groups.count
                groups.append(ImportGroup(occurrences: [entry], force: force, person: person))
            }
        }
        var batches: [ImportBatch] = []
        for group in groups {
            if let last = batches.last, last.count + group.count <= Self.perTransaction {
                batches[batches.count - 1].groups.append(group)
            } else {
                batches.append(ImportBatch(groups: [group]))
            }
        }
        return batches
    }
}

/// Some entries of a file, taken over in one transaction.
struct ImportBatch: Sendable {
    var groups: [ImportGroup]
    var count: Int { groups.reduce(0) { $0 + $1.count } }

    func execute(in transaction: Transaction) throws -> [ImportResult] {
        try groups.flatMap { try $0.execute(in: transaction) }
    }
}

/// Takes one entry over as an appointment of the caller's own. The same again changes nothing; a later version changes the
/// appointment; a cancelled one cancels it.
struct ImportEntry {
    var entry: Entry
    /// Occurrences that the file puts elsewhere, which are not looked at where the rule has them.
    var elsewhere: Set<Instant> = []
    var force: Bool
    var person: Person

    func execute(for employee: EntityID, in transaction: Transaction) throws -> ImportResult {
        let taken = try TakenEntry(entry)
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
            details: AppointmentDetails(
                title: taken.title, employeeIds: [employee], place: taken.place, isFree: taken.isFree),
            span: taken.span, recurrence: taken.recurrence, force: force, person: person, unchecked: elsewhere
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
        // What takes nobody's time any more may go where something stands; what does again is looked at where it goes.
        if taken.isFree { try update(present, taken, in: transaction) }
        _ = try RescheduleAppointment(id: id, span: taken.span, force: force, person: person).execute(in: transaction)
        if !taken.isFree { try update(present, taken, in: transaction) }
        return .updated
    }

    private func update(_ present: Appointment, _ taken: TakenEntry, in transaction: Transaction) throws {
        _ = try UpdateAppointment(
            id: present.id, details: taken.details(keeping: present), force: force, person: person,
            expected: try transaction.fetch(Appointment.self, present.id).sequence
        ).execute(in: transaction)
    }

    private func changeSeries(_ present: Appointment, _ taken: TakenEntry, in transaction: Transaction) throws
        -> ImportResult.Outcome
    {
        guard let recurrence = taken.recurrence else { throw ImportError.recursNoMore }
        _ = try ChangeSeries(
            id: present.id, details: taken.details(keeping: present), span: taken.span, recurrence: recurrence,
            force: force, person: person, unchecked: elsewhere
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
        let uid = Self.uid(of: entry.uid, at: recurrenceId)
        let known = try ImportedEntry.find(employee, uid, transaction.db)
        if let known, entry.sequence < known.version || taken.content == known.content {
            return ImportResult(entry, .unchanged, known.appointmentId)
        }
        let wasLeftOut = known?.content == Self.leftOut
        if wasLeftOut, taken.isCancelled { return ImportResult(entry, .cancelled, series.appointmentId) }
        let version = try change(series.appointmentId, wasLeftOut: wasLeftOut, in: transaction)
        guard let id = EntityID(version.subject.id) else {
            throw CommonError.notFound(entity: "appointment", id: version.subject.id)
        }
        let kept = ImportedEntry(
            employeeId: employee, uid: uid, appointmentId: id, version: entry.sequence, content: taken.content)
        try kept.save(transaction.db)
        return ImportResult(entry, taken.isCancelled ? .cancelled : .updated, id)
    }

    /// It takes place nowhere until it can be where the file has it: its place by the rule is taken too.
    static let leftOut = "left out"

    /// Under which it is known.
    static func uid(of series: String, at start: Instant) -> String { "\(series)\u{1f}\(start)" }

    private func change(_ series: EntityID, wasLeftOut: Bool, in transaction: Transaction) throws -> RecordVersion {
        if taken.isCancelled {
            return try CancelOccurrence(
                id: series, recurrenceId: recurrenceId, following: false, reason: nil, person: person
            ).execute(in: transaction)
        }
        let present =
            try Appointment.detached(from: series, at: recurrenceId, transaction.db)
            ?? transaction.fetch(Appointment.self, series)
        return try ChangeOccurrence(
            id: series, recurrenceId: recurrenceId, details: taken.details(keeping: present), span: taken.span,
            force: force, person: person, wasLeftOut: wasLeftOut
        ).execute(in: transaction)
    }
}

/// What of an entry an appointment holds.
struct TakenEntry: Sendable {
    var title: String
    var place: String?
    var span: TimeSpan
    var isCancelled: Bool
    /// It takes nobody's time (`TRANSP`).
    var isFree: Bool
    var recurrence: SeriesInput?

    /// Throws `ImportError` for what no appointment can be.
    init(_ entry: Entry) throws(ImportError) {
        guard entry.kind == .event else { throw .task }
        guard entry.uid.utf8.count <= 1000 else { throw .uidTooLong }
        guard !entry.uid.hasPrefix(CalendarFeed.uidPrefix) || !entry.uid.hasSuffix("@quen") else { throw .ours }
        guard entry.additions.count <= ImportAddition.most else { throw .tooManyAdditions }
        guard let start = entry.start else { throw .withoutTime }
        let end = entry.end ?? (start.isDate ? start.adding(CalendarDuration(days: 1)) : start)
        span = TimeSpan(startsAt: try Self.instant(of: start), endsAt: try Self.instant(of: end))
        guard span.duration >= Appointment.shortest, span.duration <= Appointment.longest else { throw .withoutTime }
        let title = String((entry.summary ?? "").trimmed.prefix(300)).trimmed
        self.title = title.isEmpty ? "(không có tiêu đề)" : title
        let place = String((entry.location ?? "").trimmed.prefix(500)).trimmed
        self.place = place.isEmpty ? nil : place
        (isCancelled, isFree) = (entry.status == .cancelled, entry.isTransparent)
        if let rule = entry.rule { try recur(rule, entry, from: start) }
    }

    /// Who else attends, and the customer, were entered here: the file knows nothing of them.
    func details(keeping present: Appointment) throws(AppointmentError) -> AppointmentDetails {
        try AppointmentDetails(
            title: title, customerId: present.customerId, contactId: present.contactId,
            opportunityId: present.opportunityId, employeeIds: present.employeeIds, place: place,
            projectId: present.projectId, roomId: present.roomId, isFree: isFree)
    }

    /// Days and floating times are Viet Nam's.
    static func instant(of time: CalendarTime) throws(ImportError) -> Instant {
        guard let zone = Zone(identifier: LocalZone.vietNam.identifier) else { throw .withoutTime }
        return Instant(time.instant(floatingIn: zone))
    }

    /// A start that the rule does not give (which the RFC leaves undefined) gives way to the first one that it does.
    private mutating func recur(_ rule: RecurrenceRule, _ entry: Entry, from start: CalendarTime) throws(ImportError) {
        let zone = try Self.zone(of: start)
        let all = Recurrence(start: start.local, zone: zone, rule: rule)
        guard let first = all.occurrences().first(where: { _ in true }) else { throw .withoutTime }
        let startsAt = Instant(zone.instant(of: first))
        span = TimeSpan(startsAt: startsAt, endsAt: startsAt.adding(span.duration))
        recurrence = SeriesInput(
            rule: rule.text, zone: zone.identifier,
            exceptions: entry.exceptions.map { Instant(zone.instant(of: $0)) }.sorted())
    }

    /// By whose clock a series goes. A zone that only the file knows is kept as a known one with the same clock for as long as
    /// a series may last.
    private static func zone(of start: CalendarTime) throws(ImportError) -> Zone {
        if case .defined(let definition) = start.zone {
            let first = start.instant(floatingIn: .utc)
            let last = first.addingTimeInterval(TimeInterval(Series.longest.components.seconds))
            guard let known = definition.known(from: first, to: last) else { throw .unknownZone }
            return known
        }
        guard let zone = Zone(identifier: start.zone?.identifier ?? LocalZone.vietNam.identifier) else {
            throw .unknownZone
        }
        return zone
    }

    var content: String {
        var parts = [
            title, place ?? "", span.startsAt.description, span.endsAt.description,
            isCancelled ? "cancelled" : isFree ? "free" : "",
        ]
        if let recurrence {
            parts += [recurrence.rule, recurrence.zone ?? ""] + (recurrence.exceptions ?? []).map(\.description)
        }
        return parts.joined(separator: "\u{1f}")
    }
}

/// Why an entry of a file becomes no appointment.
enum ImportError: FactError, Hashable {
    case task, uidTooLong, ours, tooManyAdditions, unknownZone, recursNoMore, withoutSeries, withoutTime

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
        case .tooManyAdditions:
            ErrorFacts(
                code: "too-many-additional-dates", consequence: .invalid,
                en:
                    "The entry has more than \(ImportAddition.most) dates beside its rule (RDATE). Export single entries.",
                vi: "Mục có hơn \(ImportAddition.most) ngày thêm ngoài quy tắc (RDATE). Hãy xuất thành từng mục.")
        case .unknownZone:
            ErrorFacts(
                code: "zone-not-imported", consequence: .invalid,
                en: "The recurring entry is by the clock of no zone that is known. Export it in a known one.",
                vi: "Mục lặp lại theo múi giờ không giống múi giờ nào đã biết. Hãy xuất theo múi giờ chuẩn.")
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
