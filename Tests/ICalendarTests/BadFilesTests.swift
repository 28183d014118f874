import Foundation
import Testing

@testable import ICalendar

@Suite struct BadFilesTests {
    /// The lines of the event begin at 4.
    @Test(arguments: [
        ("SUMMARY:x", 2, ReadFault.missing(property: "DTSTART")),
        ("DTSTART:20260101T0900", 4, .badValue(property: "DTSTART")),
        ("DTSTART:20260230", 4, .badValue(property: "DTSTART")),
        ("DTSTART;TZID=Mars/Olympus:20260101T090000", 4, .unknownZone("Mars/Olympus")),
        ("DTSTART:20260101\nDTSTART:20260102", 5, .repeated(property: "DTSTART")),
        ("DTSTART:20260102\nDTEND:20260101", 5, .endBeforeStart),
        ("DTSTART:20260102\nDURATION:-P1D", 5, .endBeforeStart),
        ("DTSTART:20260102\nDURATION:PT1H", 5, .badValue(property: "DURATION")),
        ("DTSTART:20260102\nDTEND:20260103T090000", 5, .badValue(property: "DTEND")),
        ("DTSTART:20260101\nRRULE:FREQ=HOURLY", 5, .badRule(.unsupportedFrequency("HOURLY"))),
        ("DTSTART:20260101\nno colon here", 5, .malformedLine), ("DTSTART:20260101\n;X=1:y", 5, .malformedLine),
        ("DTSTART:20260101\nLOCATION;X=\"open:y", 5, .malformedLine),
        ("DTSTART:20260101\nSEQUENCE:x", 5, .badValue(property: "SEQUENCE")),
        ("DTSTART:20260101\nEND:VALARM", 5, .notOpened("VALARM")),
        ("DTSTART:20260101\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260101", 5, .unsupported("RANGE=THISANDFUTURE")),
    ])
    func aBadEventIsReportedWithItsLineAndTheOthersRead(lines: String, line: Int, fault: ReadFault) throws {
        let good = "BEGIN:VEVENT\nUID:good\nDTSTART:20260101\nEND:VEVENT\n"
        let file = try read(
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\n\(lines)\nEND:VEVENT\n\(good)\(good)END:VCALENDAR\n")
        #expect(file.calendar.entries.map(\.uid) == ["good", "good"])
        #expect(file.problems.map(\.line) == [line])
        #expect(file.problems.map(\.fault) == [fault])
    }

    @Test func theTitleIsInTheReport() throws {
        let file = try readEvent("SUMMARY:Họp\\, nhóm")
        #expect(file.problems.map(\.description) == ["line 2: \"Họp, nhóm\": DTSTART is missing"])
    }

    @Test func aMissingStampIsTheTimeOfReceipt() throws {
        #expect(try readEvent("DTSTART:20260101").calendar.entries[0].stamp == instant("20260102T030405"))
    }

    @Test func aBadAlarmDoesNotCostTheEvent() throws {
        let file = try readEvent("DTSTART:20260101\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:soon\nEND:VALARM")
        #expect(file.calendar.entries.count == 1)
        #expect(file.problems.map(\.line) == [7])
    }

    @Test func anEventThatIsNotClosedCostsOnlyItself() throws {
        let event = "BEGIN:VEVENT\nUID:1\nDTSTART:20260101\n"
        let file = try read("BEGIN:VCALENDAR\n\(event)\(event)END:VEVENT\nEND:VCALENDAR")
        #expect(file.calendar.entries.count == 1)
        #expect(file.problems.map(\.fault) == [.notClosed("VEVENT")])
        let cut = try read("BEGIN:VCALENDAR\n\(event)END:VEVENT\n\(event)SUMMARY:cut o")
        #expect(cut.calendar.entries.count == 1)
        #expect(Set(cut.problems.map(\.fault)) == [.notClosed("VEVENT"), .notClosed("VCALENDAR")])
    }

    @Test(arguments: [
        "", "\n\n", "hello", "<html>", "BEGIN:VEVENT\nEND:VEVENT", "END:VCALENDAR", "\u{0}\u{1}",
    ])
    func otherFilesAreRefused(text: String) {
        #expect(throws: CalendarReadError.self) { try read(text) }
    }

    @Test func limitsHold() throws {
        let event = "BEGIN:VEVENT\nUID:1\nDTSTART:20260101\nEND:VEVENT\n"
        let text = "BEGIN:VCALENDAR\n" + String(repeating: event, count: 3) + "END:VCALENDAR\n"
        #expect(throws: CalendarReadError.tooManyBytes(limit: 50)) { try read(text, limits: ReadLimits(bytes: 50)) }
        #expect(throws: CalendarReadError.tooManyEntries(limit: 2, line: 10)) {
            try read(text, limits: ReadLimits(entries: 2))
        }
        let deep = "BEGIN:VCALENDAR\n" + String(repeating: "BEGIN:X\n", count: 100_000)
        #expect(throws: CalendarReadError.nestedTooDeeply(line: 9)) { try read(deep) }
        let summary = "UID:1\nSUMMARY:a\n " + String(repeating: "x", count: 99)
        let long = text.replacingOccurrences(of: "UID:1", with: summary)
        let short = ReadLimits(lineLength: 50)
        let file = try read(long, limits: short)
        #expect(file.problems.map(\.fault) == Array(repeating: .lineTooLong(limit: 50), count: 3))
        let ignored = try read(long.replacingOccurrences(of: "SUMMARY", with: "ATTACH"), limits: short)
        #expect(ignored.problems.isEmpty)
    }

    @Test func tooManyZonesAreNotWorkedOut() throws {
        let part = """
            BEGIN:STANDARD
            DTSTART:00010101T000000
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0100
            RRULE:FREQ=DAILY
            END:STANDARD

            """
        let zone = "BEGIN:VTIMEZONE\nTZID:x\n" + String(repeating: part, count: 100) + "END:VTIMEZONE\n"
        let file = try readEvent("DTSTART;TZID=x:20260101T090000", zones: String(repeating: zone, count: 9))
        #expect(file.calendar.entries.count == 1)
        #expect(file.problems.count == 6)
    }

    @Test func bytesThatAreNotUTF8CostOnlyTheirEvent() throws {
        var bytes = Array("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260101\nSUMMARY:".utf8) + [0xFF]
        bytes += Array("\nEND:VEVENT\nEND:VCALENDAR".utf8)
        let file = try CalendarReader().read(Data(bytes), receivedAt: .distantPast)
        #expect(file.problems.map(\.fault) == [.notUTF8])
    }

    /// Nothing may crash or hang, whatever is in the file.
    @Test func damagedFilesNeverCrash() throws {
        var random = Seeded(state: 20261129)
        for name in ["google.txt", "outlook.txt", "feed.ics"] {
            let bytes = try [UInt8](Data(contentsOf: Golden.folder.appending(path: name)))
            for _ in 0..<400 {
                var damaged = bytes
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    let place = Int.random(in: 0..<damaged.count, using: &random)
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: damaged[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: damaged.removeSubrange(place..<min(damaged.count, place + 40))
                    default: damaged.insert(contentsOf: bytes.suffix(60), at: place)
                    }
                    if damaged.isEmpty { damaged = bytes }
                }
                guard let file = try? CalendarReader().read(Data(damaged), receivedAt: .distantPast) else { continue }
                for entry in file.calendar.entries {
                    _ = entry.recurrence(floatingIn: .utc)?.occurrences().prefix(50).reduce(0) { sum, _ in sum + 1 }
                }
                #expect(!file.calendar.text.isEmpty)
            }
        }
    }
}
