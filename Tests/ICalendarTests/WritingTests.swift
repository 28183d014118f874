import Foundation
import Testing

@testable import ICalendar

/// The files are kept beside the tests, and `reference.py` reads them with the python library `icalendar`.
@Suite struct WritingTests {
    @Test func theFeedOfAPersonIsAsKept() throws {
        try Golden.check(Samples.feed(), is: "feed.ics")
    }

    @Test func anInvitationIsAsKept() throws {
        try Golden.check(Samples.invitation(), is: "invitation.ics")
    }

    @Test func anEmptyCalendarIsAsKept() throws {
        try Golden.check(Calendar(productID: "-//Quen//Scheduling//VI"), is: "empty.ics")
    }

    @Test(arguments: ["feed", "invitation"]) func whatIsWrittenIsReadAgain(name: String) throws {
        let calendar = try name == "feed" ? Samples.feed() : Samples.invitation()
        let file = try CalendarReader().read(Data(calendar.text.utf8), receivedAt: .distantPast)
        #expect(file.problems.isEmpty)
        #expect(file.calendar == calendar)
    }

    /// RFC 5545 §3.3.10: a day with days, UTC with zones.
    @Test func untilTakesTheFormOfTheStart() throws {
        let start = try local("20240101T070000")
        let day = CalendarTime.date(start.date)
        let zoned = CalendarTime.zoned(start, try zone("Asia/Ho_Chi_Minh"))
        func written(_ until: String, _ start: CalendarTime) throws -> String {
            try String(RecurrenceRule(text: "FREQ=DAILY;UNTIL=\(until)").ending(like: start).text.dropFirst(17))
        }
        #expect(try written("20240105T090000", day) == "20240105")
        #expect(try written("20240105", zoned) == "20240105T165959Z")
        #expect(try written("20240105T070000", zoned) == "20240105T000000Z")
        #expect(try written("20240105T000000Z", zoned) == "20240105T000000Z")
        #expect(try written("20240105T235959Z", .floating(start)) == "20240105T070000")
    }

    @Test func nobodySlipsInLinesOfHisOwn() throws {
        var entry = Entry(uid: "a\r\nEND:VEVENT", stamp: try instant("20260101T000000"), start: .utc(.distantPast))
        entry.summary = "x\r\nATTENDEE:mailto:y"
        entry.organizer = CalendarUser(email: "a@b\r\nX-EVIL:1", name: "\r\nX-EVIL:1\u{85}\u{2028}")
        entry.attendees = [Attendee(CalendarUser(uri: "mailto:z\nX-EVIL:2"))]
        let text = Calendar(productID: "p\nX-EVIL:3", name: "n\r\nX-EVIL:4", entries: [entry]).text
        let names = text.components(separatedBy: "\r\n").map { $0.prefix { $0 != ":" && $0 != ";" } }
        #expect(!names.contains("X-EVIL"))
        #expect(names.filter { $0 == "ATTENDEE" }.count == 1)
        #expect(text.unicodeScalars.filter { $0 == "\n" }.count == text.unicodeScalars.filter { $0 == "\r" }.count)
    }
}
