/// Builds the components of a file from its lines (RFC 5545 §3.4, §3.6).
struct ComponentParser {
    private let limits: ReadLimits
    private var scanner: LineScanner
    private var open: [Component] = []
    private var entries = 0
    private(set) var calendars: [Component] = []

    init(_ bytes: [UInt8], limits: ReadLimits) {
        self.limits = limits
        scanner = LineScanner(bytes, limit: limits.lineLength)
    }

    mutating func parse() throws(CalendarReadError) {
        var last = 1
        while let raw = scanner.next() {
            last = raw.number
            try take(raw)
        }
        guard !calendars.isEmpty || !open.isEmpty else { throw .notACalendar(line: 1) }
        // A file cut off in the middle: what was open last is not whole, its calendar is used as it is.
        closeAll(downTo: 0, line: last)
    }

    private mutating func take(_ raw: RawLine) throws(CalendarReadError) {
        let name = ContentLine.name(of: raw)
        guard !open.isEmpty || name == "BEGIN" else { throw .notACalendar(line: raw.number) }
        // A line without a colon is read too, so that it is reported.
        guard name.isEmpty || Self.namesRead.contains(name) else { return }
        guard !raw.isTooLong else {
            return fail(ReadProblem(line: raw.number, fault: .lineTooLong(limit: limits.lineLength)))
        }
        let line: ContentLine
        do {
            line = try ContentLine(raw)
        } catch {
            return fail(error)
        }
        switch line.name {
        case "BEGIN": try begin(line.value.trimmedUppercased, line: raw.number)
        case "END": end(line.value.trimmedUppercased, line: raw.number)
        default: open[open.count - 1].properties.append(line)
        }
    }

    private mutating func begin(_ name: String, line: Int) throws(CalendarReadError) {
        guard !open.isEmpty || name == "VCALENDAR" else { throw .notACalendar(line: line) }
        if ["VCALENDAR", "VEVENT", "VTODO", "VTIMEZONE"].contains(name) {
            // None of these may stand inside the other two: the one before lacks its end.
            closeAll(downTo: name == "VCALENDAR" ? 0 : 1, line: line)
        }
        guard open.count < ReadLimits.depth else { throw .nestedTooDeeply(line: line) }
        if name == Entry.Kind.event.rawValue || name == Entry.Kind.task.rawValue { entries += 1 }
        guard entries <= limits.entries else { throw .tooManyEntries(limit: limits.entries, line: line) }
        open.append(Component(name, line: line))
    }

    private mutating func end(_ name: String, line: Int) {
        guard let index = open.lastIndex(where: { $0.name == name }) else {
            return fail(ReadProblem(line: line, fault: .notOpened(name)))
        }
        closeAll(downTo: index + 1, line: line)
        close()
    }

    /// Closes what lacks its end.
    private mutating func closeAll(downTo depth: Int, line: Int) {
        while open.count > depth {
            fail(ReadProblem(line: line, fault: .notClosed(open[open.count - 1].name)))
            close()
        }
    }

    private mutating func close() {
        guard let component = open.popLast() else { return }
        if open.isEmpty { calendars.append(component) } else { open[open.count - 1].children.append(component) }
    }

    private mutating func fail(_ problem: ReadProblem) {
        guard let top = open.indices.last, open[top].problem == nil else { return }
        open[top].problem = problem
    }
}

extension String {
    fileprivate var trimmedUppercased: String {
        uppercased().filter { $0 != " " && $0 != "\t" }
    }
}
