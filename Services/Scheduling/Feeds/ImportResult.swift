import Foundation
import ICalendar
import Messages

/// What became of one entry of a file.
struct ImportResult: Sendable {
    enum Outcome: String, Encodable, Sendable { case created, updated, cancelled, unchanged, refused }

    var uid: String?
    var title: String?
    var outcome: Outcome
    var appointmentId: EntityID?
    /// When the file has it.
    var span: TimeSpan?
    /// Of an entry about one occurrence of a series.
    var recurrenceId: Instant?
    /// It takes nobody's time.
    var isFree = false
    /// The occurrence takes place nowhere for now: neither where the file has it nor by the rule.
    var isLeftOut = false
    /// Why it was refused.
    var code: String?
    var message: Bilingual?
    /// What stands in its way.
    var clashes: [Clash] = []
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
        isFree = entry.isTransparent
        let zone = Zone(identifier: LocalZone.vietNam.identifier) ?? .utc
        func instant(_ time: CalendarTime) -> Instant { Instant(time.instant(floatingIn: zone)) }
        recurrenceId = entry.recurrenceID.map(instant)
        guard let start = entry.start else { return }
        let end = entry.end ?? (start.isDate ? start.adding(CalendarDuration(days: 1)) : start)
        span = TimeSpan(startsAt: instant(start), endsAt: instant(end))
    }

    init(_ entry: Entry, refused error: any QuenError) {
        self.init(entry, .refused)
        (code, message) = (error.code, error.message)
        guard case AppointmentError.clash(let report) = error else { return }
        clashes = report.clashes
        message = Self.message(of: report, startsAt: span?.startsAt)
    }

    /// The occurrence has no place at all for now.
    mutating func leaveOut() {
        isLeftOut = true
        message = message.map {
            Bilingual(
                en: "\($0.en) Its place by the rule is taken too, so it is left out until then.",
                vi: "\($0.vi) Giờ theo quy tắc lặp cũng bị trùng nên lần này tạm bỏ ra khỏi chuỗi.")
        }
    }

    // MARK: Clashes

    /// With the dates, for there is no form on which they could be seen.
    private static func message(of report: ClashReport, startsAt: Instant?) -> Bilingual {
        let met = report.clashes.compactMap { $0.occurrence ?? startsAt ?? $0.startsAt }
        let away = report.absences.map { max($0.startsAt, startsAt ?? $0.startsAt) }
        let all = Set(met + away).sorted()
        let shown = all.prefix(mostDates)
        let more = max(report.occurrences?.clashing ?? 0, all.count) - shown.count
        let english = shown.map(\.readable.en).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        let vietnamese = shown.map(\.readable.vi).joined(separator: ", ") + (more > 0 ? " và \(more) lần nữa" : "")
        let titles = Set(report.clashes.map(\.title)).sorted().prefix(mostTitles).joined(separator: ", ")
        let what = titles.isEmpty ? "" : " (\(titles))"
        return Bilingual(
            en: """
                Something else stands at \(english)\(what). Move or cancel it and import again, or import with force if you may.
                """,
            vi: """
                Trùng lịch lúc \(vietnamese)\(what). Hãy dời hoặc hủy lịch đó rồi nhập lại, hoặc nhập kèm force nếu bạn có quyền.
                """)
    }

    private static let (mostDates, mostTitles) = (5, 3)
}
