import Foundation

/// Gathers the good entries of a file and the problems of the others.
struct EntryCollector {
    let receivedAt: Date
    private(set) var entries: [Entry] = []
    private(set) var problems: [ReadProblem] = []
    private var observances = 0

    init(receivedAt: Date) {
        self.receivedAt = receivedAt
    }

    mutating func take(_ calendar: Component) {
        if let problem = calendar.problem { problems.append(problem) }
        let zones = zones(of: calendar)
        for component in calendar.children {
            guard let kind = Entry.Kind(rawValue: component.name) else { continue }
            let title = component.all("SUMMARY").first.map { EscapedText.decode($0.value) }
            do {
                let reader = EntryReader(component, kind: kind, zones: zones, receivedAt: receivedAt)
                var entry = try reader.entry()
                entry.alarms = alarms(of: component, zones: zones, title: title)
                entries.append(entry)
            } catch {
                report(error, title: title)
            }
        }
    }

    private mutating func zones(of calendar: Component) -> ZoneNames {
        var definitions: [String: ZoneDefinition] = [:]
        var aliases: [String: String] = [:]
        for component in calendar.children where component.name == "VTIMEZONE" {
            do {
                // Mostly the file explains a zone that is known anyway. Commas in its name are escaped here (a text), but not
                // where the name is a parameter.
                let name = EscapedText.decode(try component.required("TZID").value)
                let alias = component.all("X-LIC-LOCATION").first?.value
                aliases[name] = alias
                if ZoneNames.known(name) ?? alias.flatMap({ ZoneNames.known($0) }) != nil { continue }
                try count(component)
                let definition = try ZoneDefinition(component)
                definitions[name] = definition
            } catch {
                report(error, title: nil)
            }
        }
        return ZoneNames(definitions: definitions, aliases: aliases)
    }

    /// Working out the changes of a zone takes time.
    private mutating func count(_ zone: Component) throws(ReadProblem) {
        observances += zone.children.count
        guard observances <= ReadLimits.observances else {
            throw ReadProblem(line: zone.line, fault: .unsupported("a file with so many time zones"))
        }
    }

    /// A bad alarm does not cost the entry.
    private mutating func alarms(of entry: Component, zones: ZoneNames, title: String?) -> [Alarm] {
        var alarms: [Alarm] = []
        for component in entry.children where component.name == "VALARM" {
            do {
                if let alarm = try Alarm(component, zones: zones) { alarms.append(alarm) }
            } catch {
                report(error, title: title)
            }
        }
        return alarms
    }

    private mutating func report(_ problem: ReadProblem, title: String?) {
        var problem = problem
        problem.title = title
        problems.append(problem)
    }
}
