import Foundation

extension ContentLines {
    mutating func add(_ name: String, _ time: CalendarTime?) {
        guard let time else { return }
        add(name, time.parameters, value: time.text)
    }

    mutating func add(_ name: String, _ instant: Date?) {
        if let instant { add(name, value: CalendarTime.utc(instant).text) }
    }

    /// Times by the clock of `start`, in its form.
    mutating func add(_ name: String, _ times: [LocalDateTime], like start: CalendarTime) {
        guard !times.isEmpty else { return }
        let values = times.map { start.with(local: $0).text }
        add(name, start.parameters, value: values.joined(separator: ","))
    }
}

extension CalendarTime {
    fileprivate var text: String {
        switch self {
        case .date(let date): date.text
        case .floating(let local): local.text
        case .utc: local.text + "Z"
        case .zoned(let local, let zone): zone.isUTC ? local.text + "Z" : local.text
        }
    }

    fileprivate var parameters: [(name: String, value: String)] {
        switch self {
        case .date: [("VALUE", "DATE")]
        case .zoned(_, let zone) where !zone.isUTC: [("TZID", zone.identifier)]
        default: []
        }
    }
}

extension Zone {
    /// Times in UTC carry a `Z` and must not carry a `TZID` (RFC 5545 §3.2.19).
    var isUTC: Bool {
        guard case .iana(let zone) = self else { return false }
        return ["GMT", "UTC", "Etc/UTC", "Etc/GMT"].contains(zone.identifier)
    }
}
