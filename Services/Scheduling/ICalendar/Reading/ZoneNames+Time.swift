import Foundation

extension ZoneNames {
    func time(_ property: ContentLine) throws(ReadProblem) -> CalendarTime {
        try time(property.value, of: property)
    }

    /// The values of a list; of periods (`VALUE=PERIOD`) the starts.
    func times(_ property: ContentLine) throws(ReadProblem) -> [CalendarTime] {
        var times: [CalendarTime] = []
        for value in property.value.split(separator: ",") {
            times.append(try time(value.prefix { $0 != "/" }, of: property))
        }
        return times
    }

    /// When each of a list of periods (`VALUE=PERIOD`) ends, by the start of each; nothing of what is no period.
    func ends(_ property: ContentLine) throws(ReadProblem) -> [CalendarTime?] {
        var ends: [CalendarTime?] = []
        for value in property.value.split(separator: ",") {
            let parts = value.split(separator: "/", maxSplits: 1)
            guard parts.count == 2 else {
                ends.append(nil)
                continue
            }
            if let length = CalendarDuration(text: parts[1]) {
                ends.append(try time(parts[0], of: property).adding(length))
            } else {
                ends.append(try time(parts[1], of: property))
            }
        }
        return ends
    }

    private func time(_ text: some StringProtocol, of property: ContentLine) throws(ReadProblem) -> CalendarTime {
        let value = String(text).filter { $0 != " " }
        // Eight digits are a day, also where `VALUE=DATE` was forgotten.
        if let date = LocalDate(text: value) { return .date(date) }
        if value.hasSuffix("Z"), let local = LocalDateTime(text: value.dropLast()) {
            return .utc(Zone.utc.instant(of: local))
        }
        guard let local = LocalDateTime(text: value) else { throw property.bad() }
        guard let name = property.parameters["TZID"] else { return .floating(local) }
        guard let zone = zone(name) else { throw ReadProblem(line: property.line, fault: .unknownZone(name)) }
        return .zoned(local, zone)
    }
}

extension CalendarTime {
    /// By the clock of an entry's start. A day among times means the occurrence of that day, as old Outlooks write it.
    func local(asIn start: CalendarTime) -> LocalDateTime {
        if start.isDate { return LocalDateTime(local.date) }
        if isDate { return LocalDateTime(local.date, secondOfDay: start.local.secondOfDay) }
        guard let own = zone, let zone = start.zone, own != zone else { return local }
        return zone.local(at: own.instant(of: local))
    }
}
