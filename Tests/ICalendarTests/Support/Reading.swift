import Foundation
import Testing

@testable import ICalendar

/// Reads lines as a file with LF or CRLF.
func read(_ text: String, lineEnd: String = "\r\n", limits: ReadLimits = ReadLimits()) throws -> CalendarFile {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd)
    return try CalendarReader(limits: limits).read(Data(lines.utf8), receivedAt: instant("20260102T030405"))
}

/// One event in a calendar, from its lines between `BEGIN` and `END`.
func readEvent(_ lines: String, zones: String = "") throws -> CalendarFile {
    try read("BEGIN:VCALENDAR\n\(zones)BEGIN:VEVENT\nUID:u\n\(lines)\nEND:VEVENT\nEND:VCALENDAR\n")
}
