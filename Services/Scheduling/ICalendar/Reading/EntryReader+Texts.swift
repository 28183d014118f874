import Foundation

extension EntryReader {
    func readTexts(into entry: inout Entry) throws(ReadProblem) {
        entry.summary = try component.text("SUMMARY")
        entry.details = try component.text("DESCRIPTION")
        entry.location = try component.text("LOCATION")
        entry.categories = component.all("CATEGORIES").flatMap { EscapedText.decodeList($0.value) }
        let transparency = try component.single("TRANSP")?.value.uppercased()
        entry.isTransparent = kind == .event && transparency == "TRANSPARENT"
        entry.status = try component.single("STATUS").flatMap { Entry.Status(rawValue: $0.value.uppercased()) }
        // An address that is none is no reason to lose the entry.
        entry.url = try component.single("URL").flatMap { URL(string: $0.value) }
    }

    func readPeople(into entry: inout Entry) throws(ReadProblem) {
        entry.organizer = try component.single("ORGANIZER").map { CalendarUser($0) }
        entry.attendees = component.all("ATTENDEE").map { property in
            let participation = property.parameters["PARTSTAT"].map { $0.uppercased() } ?? ""
            let role = property.parameters["ROLE"].map { $0.uppercased() } ?? ""
            return Attendee(
                CalendarUser(property),
                participation: Attendee.Participation(rawValue: participation) ?? .needsAction,
                role: Attendee.Role(rawValue: role) ?? .required)
        }
    }
}

extension CalendarUser {
    fileprivate init(_ property: ContentLine) {
        let name = property.parameters["CN"]
        self.init(uri: property.value, name: name.flatMap { $0.isEmpty ? nil : $0 })
    }
}
