import Foundation
import Testing

@testable import ICalendar

@Suite struct ReadingTests {
    private static func sample(_ name: String) throws -> String {
        try String(contentsOf: Golden.folder.appending(path: name), encoding: .utf8)
    }

    @Test(arguments: ["\n", "\r\n"]) func aFileOfGoogleIsRead(lineEnd: String) throws {
        let file = try read("\u{FEFF}" + Self.sample("google.txt"), lineEnd: lineEnd)
        #expect(file.problems.isEmpty)
        #expect(file.calendar.name == "Công việc")
        #expect(file.calendar.method == .publish)
        #expect(file.calendar.entries.count == 2)
        let first = file.calendar.entries[0]
        #expect(first.start == .zoned(try local("20260105T083000"), try zone("Asia/Ho_Chi_Minh")))
        #expect(first.exceptions == [try local("20260216T083000"), try local("20260219T083000")])
        #expect(first.details == "Họp giao ban, hằng tuần\nTham gia: https://meet.google.com/abc-defg-hij")
        #expect(first.location == "Tầng 3; phòng họp")
        #expect(first.attendees[0].user == CalendarUser(email: "anh@quen.example", name: "Trần Thị Ánh"))
        #expect(first.attendees.map(\.participation) == [.accepted, .needsAction])
        #expect(first.attendees.map(\.role) == [.required, .optional])
        #expect(first.alarms.map(\.trigger) == [.fromStart(.minutes(-10)), .fromStart(CalendarDuration(days: -1))])
        let recurrence = try #require(first.recurrence(floatingIn: .utc))
        #expect(recurrence.occurrences().map(\.date.text).last == "20260629")
        let second = file.calendar.entries[1]
        #expect(second.start?.isDate == true)
        #expect(second.end?.local.date.text == "20260502")
    }

    @Test func aFileOfOutlookIsRead() throws {
        let file = try read(Self.sample("outlook.txt"))
        #expect(file.problems.isEmpty)
        let entry = try #require(file.calendar.entries.first)
        #expect(entry.start == .zoned(try local("20260112T090000"), try zone("Asia/Ho_Chi_Minh")))
        #expect(entry.uid == "040000008200E00074C5B7101A82E00800000000B0E8A75D0A5CD801000000000000000010000000")
        #expect(entry.attendees.map(\.user.name) == ["Nguyễn Văn Bảo; GĐ", "phong-hop"])
        #expect(entry.attendees.map(\.user.email) == ["bao@khach.example", nil])
        #expect(entry.recurrence(floatingIn: .utc)?.occurrences().map(\.date.day) == [12, 9, 9, 13, 11, 8])
        #expect(entry.alarms == [Alarm(.fromStart(.minutes(-15)), text: "Reminder")])
    }

    @Test func aZoneOfTheFileItselfIsUsed() throws {
        let zones = try Self.sample("outlook.txt").components(separatedBy: "BEGIN:VTIMEZONE\n")[2]
            .components(separatedBy: "BEGIN:VEVENT")[0].replacingOccurrences(of: "\\, \"office\"", with: "")
        let name = "\"Customized Time Zone: 1\""
        for (start, utc) in [
            ("20260112T090000", "20260112T080000"), ("20260712T090000", "20260712T070000"),
            ("20260329T023000", "20260329T013000"), ("20261025T023000", "20261025T003000"),
        ] {
            let file = try readEvent("DTSTART;TZID=\(name):\(start)", zones: "BEGIN:VTIMEZONE\n" + zones)
            #expect(file.problems.isEmpty)
            let time = try #require(file.calendar.entries.first?.start)
            #expect(time.instant(floatingIn: .utc) == (try instant(utc)), "\(start)")
            // It is written again with the entry.
            let again = try CalendarReader().read(Data(file.calendar.text.utf8), receivedAt: .distantPast)
            #expect(again.calendar == file.calendar)
        }
    }

    @Test(arguments: [
        ("SE Asia Standard Time", "Asia/Ho_Chi_Minh"), ("se asia standard time", "Asia/Ho_Chi_Minh"),
        ("Asia/Saigon", "Asia/Ho_Chi_Minh"), ("W. Europe Standard Time", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/Asia/Tokyo", "Asia/Tokyo"),
        ("/mozilla.org/20050126_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ])
    func zonesAreKnownByTheirOtherNames(name: String, identifier: String) throws {
        #expect(ZoneNames().zone(name) == (try zone(identifier)))
    }

    @Test func allZonesOfWindowsAreKnownToFoundation() throws {
        #expect(WindowsZones.names.count > 100)
        for name in WindowsZones.names { #expect(ZoneNames().zone(name) != nil, "\(name)") }
        #expect(ZoneNames().zone("Etc/GMT-7")?.offset(at: .distantPast) == 25_200)
        #expect(ZoneNames().zone("Nowhere Standard Time") == nil)
    }

    @Test func aDurationMakesTheEnd() throws {
        let timed = try readEvent("DTSTART;TZID=America/New_York:20240309T120000\nDURATION:P1DT1H")
        #expect(timed.calendar.entries[0].end?.local == (try local("20240310T130000")))
        let day = try readEvent("DTSTART;VALUE=DATE:20240309\nDURATION:P2D")
        #expect(day.calendar.entries[0].end?.local.date.text == "20240311")
    }

    @Test func exceptionsInOtherFormsAreTurnedIntoTheFormOfTheStart() throws {
        let start = "DTSTART;TZID=Asia/Ho_Chi_Minh:20260105T083000\nRRULE:FREQ=DAILY\n"
        let file = try readEvent(start + "EXDATE:20260106T013000Z,20260107T013000Z\nEXDATE;VALUE=DATE:20260108")
        let texts = file.calendar.entries[0].exceptions.map(\.text).sorted()
        #expect(texts == ["20260106T083000", "20260107T083000", "20260108T083000"])
        let periods = try readEvent(start + "RDATE;VALUE=PERIOD:20260101T010000Z/PT1H")
        #expect(periods.calendar.entries[0].additions.map(\.text) == ["20260101T080000"])
    }

    @Test func foldsInsideCharactersAreJoined() throws {
        var bytes = Array("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260101\nSUMMARY:".utf8)
        for byte in "Họp ở Huế".utf8 { bytes += [byte, 0x0A, 0x20] }
        bytes += Array("\nEND:VEVENT\nEND:VCALENDAR".utf8)
        let file = try CalendarReader().read(Data(bytes), receivedAt: .distantPast)
        #expect(file.calendar.entries.first?.summary == "Họp ở Huế")
    }

    @Test func aTaskNeedsNoStart() throws {
        let file = try read("BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:1\nDUE:20260131T170000Z\nEND:VTODO\nEND:VCALENDAR")
        #expect(file.calendar.entries.map(\.kind) == [.task])
        #expect(file.calendar.entries[0].end == .utc(try instant("20260131T170000")))
    }

    @Test func severalCalendarsInOneFileAreJoined() throws {
        let one = "BEGIN:VCALENDAR\nX-WR-CALNAME:A\nBEGIN:VEVENT\nUID:1\nDTSTART:20260101\nEND:VEVENT\nEND:VCALENDAR\n"
        let file = try read(one + one.replacingOccurrences(of: ":A", with: ":B"))
        #expect(file.calendar.entries.count == 2)
        #expect(file.calendar.name == "A")
    }

    /// Apple and Evolution put the name of the IANA database beside their own.
    @Test func theAliasOfAZoneIsUsed() throws {
        let zone = "BEGIN:VTIMEZONE\nTZID:Văn phòng\nX-LIC-LOCATION:Asia/Ho_Chi_Minh\nEND:VTIMEZONE\n"
        let file = try readEvent("DTSTART;TZID=Văn phòng:20260101T090000", zones: zone)
        #expect(file.problems.isEmpty)
        #expect(file.calendar.entries[0].start?.zone?.identifier == "Asia/Ho_Chi_Minh")
    }
}
