import Foundation

@testable import ICalendar

/// Calendars that use all that can be written.
enum Samples {
    static func feed() throws -> ICalendar.Calendar {
        Calendar(
            productID: "-//Quen//Scheduling//VI", name: "Lịch của Trần Thị Ánh; phòng kinh doanh",
            refreshInterval: .minutes(60),
            entries: [try weekly(), try moved(), try cancelled(), try holiday(), try inBerlin(), try task()])
    }

    static func invitation() throws -> ICalendar.Calendar {
        var entry = Entry(
            uid: "invitation-1@quen.example", stamp: try instant("20260105T020304"),
            start: .zoned(try local("20260112T090000"), try zone("America/New_York")),
            end: .zoned(try local("20260112T103000"), try zone("America/New_York")), summary: "Ký hợp đồng")
        entry.organizer = CalendarUser(email: "anh@quen.example", name: "Trần \"Ánh\", KD")
        entry.attendees = [
            Attendee(CalendarUser(email: "a@b.example", name: "Nguyễn Văn Bảo: Giám đốc"), role: .chair),
            Attendee(CalendarUser(email: "c@d.example"), participation: .declined, role: .optional),
        ]
        return Calendar(productID: "-//Quen//Scheduling//VI", method: .request, entries: [entry])
    }

    private static func weekly() throws -> Entry {
        let zone = try zone("Asia/Ho_Chi_Minh")
        var entry = Entry(
            uid: "weekly@quen.example", stamp: try instant("20260105T020304"),
            start: .zoned(try local("20260105T083000"), zone), end: .zoned(try local("20260105T093000"), zone),
            summary: "Họp giao ban đầu tuần, phòng họp lớn; chuẩn bị báo cáo doanh số của từng nhóm trước giờ họp")
        entry.details = "Nội dung:\n1. Doanh số\n2. Kế hoạch\\tuần"
        entry.location = "Tầng 3, 12 Lý Thường Kiệt, Hà Nội"
        entry.categories = ["Họp", "Nội bộ, hằng tuần"]
        entry.rule = try RecurrenceRule(text: "FREQ=WEEKLY;UNTIL=20261231T165959Z;BYDAY=MO")
        entry.additions = [try local("20260110T083000")]
        entry.exceptions = [try local("20260216T083000"), try local("20260223T083000")]
        entry.sequence = 3
        entry.status = .confirmed
        entry.lastModified = try instant("20260104T100000")
        entry.url = URL(string: "https://quen.example/activities/17?tab=diary")
        entry.alarms = [
            Alarm(.fromStart(.minutes(-15)), text: "Họp sau 15 phút"), Alarm(.fromEnd(.minutes(5)), text: nil),
            Alarm(.at(try instant("20260105T000000")), text: ""),
        ]
        return entry
    }

    private static func moved() throws -> Entry {
        let zone = try zone("Asia/Ho_Chi_Minh")
        var entry = Entry(
            uid: "weekly@quen.example", stamp: try instant("20260105T020304"),
            start: .zoned(try local("20260120T083000"), zone), end: .zoned(try local("20260120T093000"), zone),
            summary: "Họp giao ban (dời sang thứ ba)")
        entry.recurrenceID = .zoned(try local("20260119T083000"), zone)
        entry.sequence = 4
        entry.isTransparent = true
        entry.organizer = CalendarUser(email: "anh@quen.example", name: "Ánh")
        entry.attendees = [
            Attendee(CalendarUser(email: "anh@quen.example", name: "Ánh"), participation: .accepted, role: .chair),
            Attendee(CalendarUser(email: "bao@quen.example", name: "Bảo"), participation: .declined),
        ]
        return entry
    }

    private static func cancelled() throws -> Entry {
        var entry = Entry(
            uid: "cancelled@quen.example", stamp: try instant("20260105T020304"),
            start: .utc(try instant("20260106T020000")), end: .utc(try instant("20260106T030000")), summary: "Gọi điện")
        entry.status = .cancelled
        entry.sequence = 1
        return entry
    }

    private static func holiday() throws -> Entry {
        let first = try local("20260216T000000")
        var entry = Entry(
            uid: "tet@quen.example", stamp: try instant("20260105T020304"), start: .date(first.date),
            end: .date(first.adding(seconds: 5 * 86_400).date), summary: "Tết Nguyên đán 🧧")
        entry.rule = try RecurrenceRule(.yearly, end: .count(2))
        entry.exceptions = [try local("20270216T000000")]
        return entry
    }

    private static func inBerlin() throws -> Entry {
        let zone = try zone("Europe/Berlin")
        var entry = Entry(
            uid: "berlin@quen.example", stamp: try instant("20150105T020304"),
            start: .zoned(try local("20150331T100000"), zone), end: .zoned(try local("20150331T110000"), zone),
            summary: "Khách hàng Đức")
        entry.rule = try RecurrenceRule(text: "FREQ=MONTHLY;BYDAY=-1TU")
        return entry
    }

    private static func task() throws -> Entry {
        var entry = Entry(
            .task, uid: "task@quen.example", stamp: try instant("20260105T020304"), start: nil,
            end: .floating(try local("20260131T170000")), summary: "Gửi báo giá")
        entry.status = .needsAction
        return entry
    }
}
