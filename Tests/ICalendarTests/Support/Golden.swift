import Foundation
import Testing

@testable import ICalendar

/// Files beside the tests; `reference.py` made the lists and checks the calendars.
enum Golden {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "golden")

    static func lines(_ name: String) throws -> [[String]] {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            .split(separator: "\n")
            .map { $0.split(separator: "|", omittingEmptySubsequences: false).map { String($0) } }
    }

    /// Compares a file to the one kept. With `QUEN_RECORD_GOLDEN` set it is kept anew, to be looked at before committing.
    static func check(_ calendar: ICalendar.Calendar, is name: String) throws {
        let file = folder.appending(path: name)
        if ProcessInfo.processInfo.environment["QUEN_RECORD_GOLDEN"] != nil {
            try Data(calendar.text.utf8).write(to: file)
        }
        let kept = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        #expect(calendar.text == kept)
    }
}

func local(_ text: String) throws -> LocalDateTime {
    try #require(LocalDateTime(text: text))
}

func zone(_ identifier: String) throws -> Zone {
    try #require(Zone(identifier: identifier))
}

func instant(_ text: String) throws -> Date {
    Zone.utc.instant(of: try local(text))
}
