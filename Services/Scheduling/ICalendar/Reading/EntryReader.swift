import Foundation

/// Makes an entry of a `VEVENT` or `VTODO` (RFC 5545 §3.6.1, §3.6.2).
struct EntryReader {
    let component: Component
    let kind: Entry.Kind
    private let zones: ZoneNames
    private let receivedAt: Date

    init(_ component: Component, kind: Entry.Kind, zones: ZoneNames, receivedAt: Date) {
        self.component = component
        self.kind = kind
        self.zones = zones
        self.receivedAt = receivedAt
    }

    func entry() throws(ReadProblem) -> Entry {
        try component.checkLines()
        let uid = EscapedText.decode(try component.required("UID").value)
        guard !uid.isEmpty else { throw ReadProblem(line: component.line, fault: .missing(property: "UID")) }
        let start = try start()
        var entry = Entry(kind, uid: uid, stamp: try instant("DTSTAMP") ?? receivedAt, start: start)
        entry.end = try end(after: start)
        entry.recurrenceID = try recurrenceID()
        entry.lastModified = try instant("LAST-MODIFIED")
        entry.sequence = try sequence()
        if let start { try readRecurrence(from: start, into: &entry) }
        try readTexts(into: &entry)
        try readPeople(into: &entry)
        return entry
    }

    private func start() throws(ReadProblem) -> CalendarTime? {
        let property = kind == .event ? try component.required("DTSTART") : try component.single("DTSTART")
        return try property.map { property throws(ReadProblem) in try zones.time(property) }
    }

    private func end(after start: CalendarTime?) throws(ReadProblem) -> CalendarTime? {
        guard let property = try component.single(kind == .event ? "DTEND" : "DUE") else {
            return try endByDuration(after: start)
        }
        let end = try zones.time(property)
        guard let start else { return end }
        guard start.isDate == end.isDate else { throw property.bad() }
        guard start.instant(floatingIn: .utc) <= end.instant(floatingIn: .utc) else {
            throw ReadProblem(line: property.line, fault: .endBeforeStart)
        }
        return end
    }

    private func endByDuration(after start: CalendarTime?) throws(ReadProblem) -> CalendarTime? {
        guard let start, let property = try component.single("DURATION") else { return nil }
        guard let duration = CalendarDuration(text: property.value) else { throw property.bad() }
        guard !duration.isNegative else { throw ReadProblem(line: property.line, fault: .endBeforeStart) }
        // A day takes no hours (RFC 5545 §3.6.1).
        guard !start.isDate || duration.seconds == 0 else { throw property.bad() }
        return start.adding(duration)
    }

    private func recurrenceID() throws(ReadProblem) -> CalendarTime? {
        guard let property = try component.single("RECURRENCE-ID") else { return nil }
        guard property.parameters["RANGE"] == nil else {
            throw ReadProblem(line: property.line, fault: .unsupported("RANGE=THISANDFUTURE"))
        }
        return try zones.time(property)
    }

    private func instant(_ name: String) throws(ReadProblem) -> Date? {
        try component.single(name).map { property throws(ReadProblem) in
            try zones.time(property).instant(floatingIn: .utc)
        }
    }

    private func sequence() throws(ReadProblem) -> Int {
        guard let property = try component.single("SEQUENCE") else { return 0 }
        guard let number = Int(property.value), (0...Int(Int32.max)).contains(number) else { throw property.bad() }
        return number
    }

    private func readRecurrence(from start: CalendarTime, into entry: inout Entry) throws(ReadProblem) {
        entry.rule = try component.rule()
        for property in component.all("RDATE") {
            let starts = try zones.times(property).map { $0.local(asIn: start) }
            entry.additions += starts
            for (start, end) in zip(starts, try zones.ends(property)) where end != nil {
                entry.additionEnds[start] = end
            }
        }
        for property in component.all("EXDATE") {
            entry.exceptions.formUnion(try zones.times(property).map { $0.local(asIn: start) })
        }
    }
}
