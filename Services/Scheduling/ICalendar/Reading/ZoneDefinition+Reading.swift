extension ZoneDefinition {
    /// From a `VTIMEZONE` (RFC 5545 §3.6.5).
    init(_ component: Component) throws(ReadProblem) {
        try component.checkLines()
        let identifier = EscapedText.decode(try component.required("TZID").value)
        var observances: [ZoneObservance] = []
        for child in component.children where child.name == "STANDARD" || child.name == "DAYLIGHT" {
            observances.append(try ZoneObservance(child))
        }
        guard !observances.isEmpty else {
            throw ReadProblem(line: component.line, fault: .missing(property: "STANDARD"))
        }
        self.init(identifier: identifier, observances: observances)
    }
}

extension ZoneObservance {
    fileprivate init(_ component: Component) throws(ReadProblem) {
        try component.checkLines()
        let start = try ZoneNames().time(component.required("DTSTART"))
        var dates: [LocalDateTime] = []
        for property in component.all("RDATE") {
            dates += try ZoneNames().times(property).map { $0.local(asIn: start) }
        }
        self.init(
            isDaylight: component.name == "DAYLIGHT", start: start.local,
            offsetFrom: try Self.offset(component.required("TZOFFSETFROM")),
            offsetTo: try Self.offset(component.required("TZOFFSETTO")),
            name: try component.text("TZNAME"), rule: try component.rule(), dates: dates)
    }

    private static func offset(_ property: ContentLine) throws(ReadProblem) -> Int {
        guard let offset = UTCOffset.read(property.value) else { throw property.bad() }
        return offset
    }
}
