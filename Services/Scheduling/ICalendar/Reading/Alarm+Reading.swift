extension Alarm {
    /// From a `VALARM` (RFC 5545 §3.6.6); nil for one that runs a program or does what is not known.
    init?(_ component: Component, zones: ZoneNames) throws(ReadProblem) {
        try component.checkLines()
        let action = try component.single("ACTION")?.value.uppercased() ?? "DISPLAY"
        guard ["DISPLAY", "EMAIL", "AUDIO"].contains(action) else { return nil }
        let trigger = try Self.trigger(component.required("TRIGGER"), zones: zones)
        let text = action == "AUDIO" ? nil : try component.text("DESCRIPTION") ?? ""
        self.init(trigger, text: text)
    }

    private static func trigger(_ property: ContentLine, zones: ZoneNames) throws(ReadProblem) -> Trigger {
        if let duration = CalendarDuration(text: property.value) {
            return property.parameters["RELATED"]?.uppercased() == "END" ? .fromEnd(duration) : .fromStart(duration)
        }
        return .at(try zones.time(property).instant(floatingIn: .utc))
    }
}
