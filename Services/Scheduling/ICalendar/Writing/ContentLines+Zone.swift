extension ContentLines {
    mutating func add(_ zone: ZoneDefinition) {
        add("BEGIN", value: "VTIMEZONE")
        add("TZID", value: zone.identifier)
        for observance in zone.observances { add(observance) }
        add("END", value: "VTIMEZONE")
    }

    private mutating func add(_ observance: ZoneObservance) {
        let name = observance.isDaylight ? "DAYLIGHT" : "STANDARD"
        add("BEGIN", value: name)
        add("DTSTART", .floating(observance.start))
        add("TZOFFSETFROM", value: UTCOffset.text(observance.offsetFrom))
        add("TZOFFSETTO", value: UTCOffset.text(observance.offsetTo))
        add("TZNAME", text: observance.name)
        if let rule = observance.rule { add("RRULE", value: rule.text) }
        add("RDATE", observance.dates, like: .floating(observance.start))
        add("END", value: name)
    }
}
