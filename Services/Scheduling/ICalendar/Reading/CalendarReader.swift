import Foundation

/// Reads files as Google Calendar, Outlook and others write them (RFC 5545), forgiving where no harm is done.
public struct CalendarReader: Sendable {
    private let limits: ReadLimits

    /// The limits given by default suit a file that one person uploads.
    public init(limits: ReadLimits = ReadLimits()) {
        self.limits = limits
    }

    /// - Parameter receivedAt: stands in for a `DTSTAMP` that is missing.
    /// - Throws: if nothing of the file can be used; what is wrong with single entries is in the result.
    public func read(_ data: Data, receivedAt: Date) throws(CalendarReadError) -> CalendarFile {
        guard data.count <= limits.bytes else { throw .tooManyBytes(limit: limits.bytes) }
        var parser = ComponentParser([UInt8](data), limits: limits)
        try parser.parse()
        var collector = EntryCollector(receivedAt: receivedAt)
        // A stream may hold several objects (RFC 5545 §3.4); the first one gives the name.
        for component in parser.calendars { collector.take(component) }
        let head = parser.calendars[0]
        let calendar = Calendar(
            productID: Self.text("PRODID", head) ?? "",
            method: Self.text("METHOD", head).flatMap { Calendar.Method(rawValue: $0.uppercased()) },
            name: Self.text("NAME", head) ?? Self.text("X-WR-CALNAME", head),
            refreshInterval: (Self.text("REFRESH-INTERVAL", head) ?? Self.text("X-PUBLISHED-TTL", head))
                .flatMap { CalendarDuration(text: $0) },
            entries: collector.entries)
        return CalendarFile(calendar: calendar, problems: collector.problems)
    }

    /// What describes the whole file is not worth an error.
    private static func text(_ name: String, _ calendar: Component) -> String? {
        calendar.all(name).first.map { EscapedText.decode($0.value) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
