import Foundation
import ICalendar
import Messages

/// How an appointment comes again (SCH-3, SCH-4; RFC 5545 §3.8.5): a rule by the clock of a zone, but for the occurrences that
/// were cancelled or got an appointment of their own. Occurrences are never stored: they are worked out for the window that
/// is looked at.
struct Series: Sendable, Hashable {
    private(set) var rule: RecurrenceRule
    private(set) var zone: Zone
    /// The original starts of occurrences that do not take place by the rule any more; in order.
    private(set) var exceptions: [Instant]
    /// Occurrences start before this. Of a rule with an end it is just after the last one; one without an end is booked so
    /// far, and further as time goes on.
    private(set) var bookedUntil: Instant
    /// From when on the coming occurrences count that events tell of.
    var comingFrom: Instant

    /// How far ahead a rule without an end is booked.
    static let horizon = Duration.seconds(731 * 86_400)
    /// A rule with an end ends within ten years.
    static let longest = Duration.seconds(3653 * 86_400)
    /// More are refused; one a day for two years ahead and a few months back.
    static let mostOccurrences = 1000
    static let mostExceptions = 1000
    /// How many coming occurrences an event tells of.
    static let mostComing = 32
    static let vietNam = "Asia/Ho_Chi_Minh"

    /// - Parameters:
    ///   - first: the first occurrence, which must be one by the rule.
    ///   - exceptions: those that are none by the rule are left out.
    init(
        rule: RecurrenceRule, zone: Zone, first: TimeSpan, exceptions: some Sequence<Instant> = [], now: Instant
    ) throws(SeriesError) {
        (self.rule, self.zone, self.exceptions, comingFrom) = (rule, zone, [], now)
        guard first.startsAt.milliseconds % 1000 == 0,
            FirmTime.years.contains(LocalZone.vietNam.day(of: first.startsAt).year)
        else { throw .startInvalid }
        let recurrence = Recurrence(start: zone.local(at: first.startsAt.date), zone: zone, rule: rule)
        guard recurrence.isStartOnRule else { throw .startNotOnRule }
        let last = rule.end == .never ? max(first.startsAt, now).adding(Self.horizon) : .distantFuture
        let latest = rule.end == .never ? last : first.startsAt.adding(Self.longest)
        var starts: [Instant] = []
        for local in recurrence.occurrences() {
            let start = Instant(zone.instant(of: local))
            guard start < last else { break }
            guard starts.count < Self.mostOccurrences, start < latest else { throw .tooLong }
            if let previous = starts.last, start < previous.adding(first.duration) { throw .overlapsItself }
            starts.append(start)
        }
        guard let end = starts.last else { throw .startNotOnRule }
        bookedUntil = rule.end == .never ? last : end.adding(.milliseconds(1))
        let known = Set(starts)
        self.exceptions = Set(exceptions).intersection(known).sorted()
        guard self.exceptions.count <= Self.mostExceptions else { throw .tooManyExceptions }
    }

    /// Reads a rule such as `FREQ=WEEKLY;BYDAY=MO` and the name of a zone; Viet Nam's where none is named.
    static func parts(rule text: String, zone name: String?) throws(SeriesError) -> (RecurrenceRule, Zone) {
        let rule: RecurrenceRule
        do { rule = try RecurrenceRule(text: text.trimmed) } catch { throw .ruleInvalid(error) }
        guard let zone = Zone(identifier: name ?? vietNam) else { throw .zoneUnknown }
        return (rule, zone)
    }

    var zoneName: String { zone.identifier }
    var isOpen: Bool { rule.end == .never }

    /// The starts that the rule gives in `[from, to)` for something that first starts at `first`, whatever became of them.
    func ruled(from first: Instant, in from: Instant, to: Instant) -> [Instant] {
        let end = min(to, bookedUntil)
        guard from < end else { return [] }
        let recurrence = Recurrence(start: zone.local(at: first.date), zone: zone, rule: rule.withoutEnd)
        return recurrence.instants(in: from.date..<end.date).map { Instant($0) }
    }

    /// Whether the rule gives this start, whatever became of it.
    func gives(_ start: Instant, from first: Instant) -> Bool {
        ruled(from: first, in: start, to: start.adding(.milliseconds(1))).contains(start)
    }

    // MARK: Changes

    /// The occurrence no longer takes place by the rule.
    mutating func except(_ start: Instant) throws(SeriesError) {
        guard exceptions.count < Self.mostExceptions else { throw .tooManyExceptions }
        exceptions = (exceptions + [start]).sorted()
    }

    /// With these exceptions, all of which the rule gives, and all else as it is.
    func with(exceptions: [Instant]) -> Series {
        var series = self
        series.exceptions = exceptions
        return series
    }

    /// With more exceptions; those that the rule does not give are left out.
    func excepting(_ more: [Instant], from first: Instant) throws(SeriesError) -> Series {
        let all = Set(exceptions).union(more.filter { gives($0, from: first) })
        guard all.count <= Self.mostExceptions else { throw .tooManyExceptions }
        return with(exceptions: all.sorted())
    }

    /// What takes place from `start` on, as a series that begins there at the same times.
    func rest(from start: Instant, first: Instant) -> Series {
        var series = with(exceptions: exceptions.filter { $0 >= start })
        series.rule = remaining(from: start, first: first)
        return series
    }

    /// Ends with the last occurrence before `start`; nothing where there is none.
    func ended(before start: Instant, first: Instant) -> Series? {
        guard let last = ruled(from: first, in: first, to: start).last else { return nil }
        var series = self
        series.rule = rule.ending(.until(.utc(Zone.utc.local(at: last.date))))
        series.bookedUntil = last.adding(.milliseconds(1))
        return series
    }

    /// The rule of what remains from `start` on: one that ends after so many occurrences has so many fewer.
    func remaining(from start: Instant, first: Instant) -> RecurrenceRule {
        guard case .count(let count) = rule.end else { return rule }
        return rule.ending(.count(max(1, count - ruled(from: first, in: first, to: start).count)))
    }

    /// A rule without an end is booked further, to two years after `now`.
    mutating func extend(at now: Instant) {
        if isOpen { bookedUntil = max(bookedUntil, now.adding(Self.horizon)) }
    }
}

extension RecurrenceRule {
    var withoutEnd: RecurrenceRule { ending(.never) }
}

extension Instant {
    static let distantFuture = Instant(milliseconds: 253_402_300_799_000)
}

/// As it is stored: the rule as text, instants as numbers.
extension Series: Codable {
    private enum Keys: String, CodingKey { case rule, zone, exceptions, bookedUntil, comingFrom }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        rule = try RecurrenceRule(text: container.decode(String.self, forKey: .rule))
        let name = try container.decode(String.self, forKey: .zone)
        guard let zone = Zone(identifier: name) else { throw SeriesError.zoneUnknown }
        self.zone = zone
        exceptions = try container.decode([Int64].self, forKey: .exceptions).map(Instant.init(milliseconds:))
        bookedUntil = Instant(milliseconds: try container.decode(Int64.self, forKey: .bookedUntil))
        comingFrom = Instant(milliseconds: try container.decode(Int64.self, forKey: .comingFrom))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(rule.text, forKey: .rule)
        try container.encode(zone.identifier, forKey: .zone)
        try container.encode(exceptions.map(\.milliseconds), forKey: .exceptions)
        try container.encode(bookedUntil.milliseconds, forKey: .bookedUntil)
        try container.encode(comingFrom.milliseconds, forKey: .comingFrom)
    }
}
