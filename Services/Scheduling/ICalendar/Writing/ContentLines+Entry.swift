import Foundation

extension ContentLines {
    mutating func add(_ entry: Entry) {
        add("BEGIN", value: entry.kind.rawValue)
        addIdentity(of: entry)
        addTimes(of: entry)
        addTexts(of: entry)
        addPeople(of: entry)
        for alarm in entry.alarms { add(alarm) }
        add("END", value: entry.kind.rawValue)
    }

    private mutating func addIdentity(of entry: Entry) {
        add("UID", value: EscapedText.encode(entry.uid))
        add("DTSTAMP", entry.stamp)
        add("SEQUENCE", value: String(entry.sequence))
        add("RECURRENCE-ID", entry.recurrenceID)
        add("LAST-MODIFIED", entry.lastModified)
        if let status = entry.status { add("STATUS", value: status.rawValue) }
        if entry.isTransparent, entry.kind == .event { add("TRANSP", value: "TRANSPARENT") }
    }

    private mutating func addTimes(of entry: Entry) {
        add("DTSTART", entry.start)
        add(entry.kind == .event ? "DTEND" : "DUE", entry.end)
        guard let start = entry.start else { return }
        if let rule = entry.rule { add("RRULE", value: rule.ending(like: start).text) }
        add("RDATE", entry.additions, like: start)
        add("EXDATE", entry.exceptions.sorted(), like: start)
    }

    private mutating func addTexts(of entry: Entry) {
        add("SUMMARY", text: entry.summary)
        add("DESCRIPTION", text: entry.details)
        add("LOCATION", text: entry.location)
        if !entry.categories.isEmpty {
            add("CATEGORIES", value: entry.categories.map { EscapedText.encode($0) }.joined(separator: ","))
        }
        if let url = entry.url { add("URL", value: url.absoluteString) }
    }

    private mutating func addPeople(of entry: Entry) {
        if let organizer = entry.organizer {
            add("ORGANIZER", name(of: organizer), value: organizer.uri)
        }
        for attendee in entry.attendees {
            var parameters = [("ROLE", attendee.role.rawValue), ("PARTSTAT", attendee.participation.rawValue)]
            if let to = attendee.delegatedTo { parameters.append(("DELEGATED-TO", to)) }
            if let from = attendee.delegatedFrom { parameters.append(("DELEGATED-FROM", from)) }
            add("ATTENDEE", name(of: attendee.user) + parameters, value: attendee.user.uri)
        }
    }

    private func name(of user: CalendarUser) -> [(name: String, value: String)] {
        user.name.map { [("CN", $0)] } ?? []
    }
}
