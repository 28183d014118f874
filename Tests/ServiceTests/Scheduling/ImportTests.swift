import Foundation
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

/// Files from other programs (SCH-8): times that are free, occurrences that clash, zones of the file's own.
@Suite struct ImportTests {
    private func file(_ events: [String]..., head: [String] = []) -> String {
        let all = events.flatMap { ["BEGIN:VEVENT", "DTSTAMP:20261101T000000Z"] + $0 + ["END:VEVENT"] }
        return (["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN"] + head + all + ["END:VCALENDAR", ""])
            .joined(separator: "\r\n")
    }

    private func event(_ uid: String, _ start: String, _ end: String, _ more: String...) -> [String] {
        ["UID:\(uid)", "SUMMARY:\(uid)", "DTSTART:\(start)", "DTEND:\(end)"] + more
    }

    private func take(_ service: ServiceUnderTest, _ file: String, as person: Person, _ query: String = "")
        async throws -> [JSONValue]
    {
        let answer = try await service.request(
            .post, "/calendar-imports\(query)", as: person, body: file, headers: ["Accept-Language": "vi"])
        #expect(answer.status == 200, "\(answer.text)")
        guard case .array(let items) = answer.object["items"] else { return [] }
        return items
    }

    private func results(_ items: [JSONValue]) -> [String] {
        items.map { item in
            guard case .string(let result) = item["result"] else { return "?" }
            if case .string(let code) = item["code"] { return "\(result): \(code)" }
            return result
        }
    }

    private func text(_ value: JSONValue) -> String { if case .string(let text) = value { text } else { "" } }

    @Test func whatIsTransparentIsEnteredAsFreeTime() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let person = SchedulingFixture.person(.salesperson, employee: an)
            #expect(try await service.book("Họp", [an], from: "09:00", to: "10:00", day: "2026-11-25").status == 201)
            let free = event("f1", "20261125T020000Z", "20261125T030000Z", "TRANSP:TRANSPARENT")
            let weekly = event(
                "f2", "20261125T020000Z", "20261125T030000Z", "TRANSP:TRANSPARENT", "RRULE:FREQ=WEEKLY;COUNT=3")
            let items = try await take(service, file(free, weekly), as: person)
            #expect(results(items) == ["created", "created"])
            #expect(items.allSatisfy { $0["isFree"] == .bool(true) })
            #expect(try await service.book("Gặp", [an], from: "09:00", to: "10:00", day: "2026-12-02").status == 201)
            let busy = try await service.request(.get, "/free-busy?employees=\(an)&from=2026-11-25&to=2026-12-09")
            #expect(busy.object["employees"]?[0]["busy"].count == 2, "\(busy.text)")
            #expect(results(try await take(service, file(free, weekly), as: person)) == ["unchanged", "unchanged"])
            // A later version that takes time is looked at where it is.
            let opaque = event("f1", "20261125T020000Z", "20261125T030000Z", "TRANSP:OPAQUE", "SEQUENCE:1")
            #expect(results(try await take(service, file(opaque), as: person)) == ["refused: appointment-clash"])
            let elsewhere = event("f1", "20261125T040000Z", "20261125T050000Z", "SEQUENCE:1")
            #expect(results(try await take(service, file(elsewhere), as: person)) == ["updated"])
            #expect(try await service.book("X", [an], from: "11:00", to: "12:00", day: "2026-11-25").status == 409)
            let back = event(
                "f1", "20261125T020000Z", "20261125T030000Z", "TRANSP:TRANSPARENT", "SEQUENCE:2")
            #expect(results(try await take(service, file(back), as: person)) == ["updated"])
        }
    }

    /// Dates beside the rule (`RDATE`) are appointments of their own, which follow the file.
    @Test func datesBesideTheRuleAreEnteredChangedAndCalledOff() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let person = SchedulingFixture.person(.salesperson, employee: an)
            func weekly(_ dates: String, _ more: String...) -> [String] {
                [
                    "UID:r1", "SUMMARY:Tuần", "DTSTART;TZID=Asia/Ho_Chi_Minh:20261125T090000",
                    "DTEND;TZID=Asia/Ho_Chi_Minh:20261125T100000", "RRULE:FREQ=WEEKLY;COUNT=3",
                    "RDATE;TZID=Asia/Ho_Chi_Minh:\(dates)",
                ] + more
            }
            // The rule gives 2 December itself; 5 December is excepted.
            let first = file(
                weekly(
                    "20261126T140000,20261202T090000,20261203T140000,20261205T140000",
                    "EXDATE;TZID=Asia/Ho_Chi_Minh:20261205T140000"),
                // One of the dates is moved.
                event(
                    "r1", "20261203T080000Z", "20261203T090000Z",
                    "RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20261203T140000"))
            let items = try await take(service, first, as: person)
            #expect(results(items) == ["created", "created", "created"], "\(items)")
            #expect(text(items[1]["startsAt"]) == "2026-11-26T07:00:00.000Z")
            #expect(text(items[1]["endsAt"]) == "2026-11-26T08:00:00.000Z" && text(items[1]["uid"]) == "r1")
            #expect(text(items[2]["startsAt"]) == "2026-12-03T08:00:00.000Z")
            #expect(text(items[2]["recurrenceId"]) == "2026-12-03T07:00:00.000Z")
            func busy() async throws -> Int {
                let answer = try await service.request(
                    .get, "/free-busy?employees=\(an)&from=2026-11-25&to=2026-12-31")
                return answer.object["employees"]?[0]["busy"].count ?? 0
            }
            #expect(try await busy() == 5)
            #expect(results(try await take(service, first, as: person)) == ["unchanged", "unchanged", "unchanged"])
            // A later version has one of them no more, and one that clashes.
            #expect(try await service.book("Đã có", [an], from: "14:00", to: "15:00", day: "2026-12-10").status == 201)
            let second = file(weekly("20261126T140000,20261210T140000", "SEQUENCE:1"))
            #expect(
                results(try await take(service, second, as: person))
                    == ["updated", "cancelled", "unchanged", "refused: appointment-clash"])
            #expect(try await busy() == 5)
            // It comes again, and then all of it is called off.
            #expect(
                results(try await take(service, file(weekly("20261203T140000", "SEQUENCE:2")), as: person))
                    == ["unchanged", "cancelled", "created"])
            let last = file(weekly("20261203T140000", "SEQUENCE:3", "STATUS:CANCELLED"))
            #expect(results(try await take(service, last, as: person)) == ["cancelled", "cancelled"])
            #expect(try await busy() == 1)
            let many = (0..<101).map { "2027\(String(format: "%02d%02d", 1 + $0 / 28, 1 + $0 % 28))T140000" }
            let refused = try await take(service, file(weekly(many.joined(separator: ","), "SEQUENCE:4")), as: person)
            #expect(results(refused) == ["refused: too-many-additional-dates"])
        }
    }

    /// Without a rule they are all there is beside the first.
    @Test func datesWithoutARuleAndWholeDaysAreEntered() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let person = SchedulingFixture.person(.salesperson, employee: an)
            let items = try await take(
                service,
                file(
                    event("d1", "20261125T020000Z", "20261125T030000Z", "RDATE:20261127T020000Z,20261125T020000Z"),
                    event(
                        "d3", "20261130T020000Z", "20261130T030000Z",
                        "RDATE;VALUE=PERIOD:20261201T020000Z/PT2H,20261202T020000Z/20261202T023000Z"),
                    [
                        "UID:d2", "SUMMARY:Hội chợ", "DTSTART;VALUE=DATE:20261207", "DTEND;VALUE=DATE:20261209",
                        "RDATE;VALUE=DATE:20261214",
                    ]), as: person)
            #expect(results(items) == Array(repeating: "created", count: 7), "\(items)")
            #expect(text(items[3]["endsAt"]) == "2026-12-01T04:00:00.000Z")
            #expect(text(items[4]["endsAt"]) == "2026-12-02T02:30:00.000Z")
            #expect(text(items[6]["startsAt"]) == "2026-12-13T17:00:00.000Z")
            #expect(text(items[6]["endsAt"]) == "2026-12-15T17:00:00.000Z")
        }
    }

    @Test func aClashIsToldWithItsDateAndWhatStandsThere() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let person = SchedulingFixture.person(.salesperson, employee: an)
            #expect(try await service.book("Đã có", [an], from: "09:00", to: "10:00", day: "2026-12-02").status == 201)
            let items = try await take(
                service,
                file(
                    event("c1", "20261202T023000Z", "20261202T030000Z"),
                    event("c2", "20261125T020000Z", "20261125T030000Z", "RRULE:FREQ=WEEKLY;COUNT=4")), as: person)
            #expect(results(items) == ["refused: appointment-clash", "refused: appointment-clash"])
            #expect(items[0]["startsAt"] == .string("2026-12-02T02:30:00.000Z"))
            #expect(items[0]["clashes"][0]["title"] == .string("Đã có"))
            #expect(text(items[0]["detail"]).contains("09:30 ngày 02/12/2026 (Đã có)"), "\(items[0])")
            #expect(text(items[1]["detail"]).contains("09:00 ngày 02/12/2026"), "\(items[1])")
            #expect(items[1]["clashes"][0]["occurrence"] == .string("2026-12-02T02:00:00.000Z"))
        }
    }

    /// One UID is one appointment; two at one time clash.
    @Test func theSameTwiceIsOneAndTwoAtOneTimeClash() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let person = SchedulingFixture.person(.salesperson, employee: an)
            let one = event("t1", "20261125T020000Z", "20261125T030000Z")
            #expect(results(try await take(service, file(one, one), as: person)) == ["created", "unchanged"])
            let later = event("t1", "20261126T020000Z", "20261126T030000Z", "SEQUENCE:1")
            #expect(results(try await take(service, file(later, one), as: person)) == ["updated", "unchanged"])
            let other = event("t2", "20261126T020000Z", "20261126T030000Z")
            #expect(
                results(try await take(service, file(other, later), as: person)) == [
                    "refused: appointment-clash", "unchanged",
                ])
            let (a, b) = (
                event("t3", "20261127T020000Z", "20261127T030000Z"), event("t4", "20261127T020000Z", "20261127T030000Z")
            )
            #expect(
                results(try await take(service, file(a, b), as: person)) == ["created", "refused: appointment-clash"])
            #expect(try await service.items("/appointments", "title", as: person) == ["t1", "t3"])
        }
    }

    private func starts(_ service: ServiceUnderTest, _ series: JSONValue) async throws -> [String] {
        let list = try await service.request(
            .get, "/appointments/\(text(series))/occurrences?from=2026-11-01&to=2027-02-01")
        guard case .array(let items) = list.object["items"] else { return [list.text] }
        return items.map { String(text($0["startsAt"]).prefix(16)) }
    }

    @Test func anOccurrenceThatTheFilePutsElsewhereIsLookedAtOnlyThere() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let person = SchedulingFixture.person(.salesperson, employee: an)
            // In the way of the second occurrence by the rule, and of where the third is put.
            #expect(try await service.book("Chặn 1", [an], from: "09:00", to: "10:00", day: "2026-12-02").status == 201)
            let second = try #require(
                try await service.book("Chặn 2", [an], from: "15:00", to: "16:00", day: "2026-12-09").id)
            let weekly = event("w", "20261125T020000Z", "20261125T030000Z", "RRULE:FREQ=WEEKLY;COUNT=4")
            let moved = event("w", "20261203T020000Z", "20261203T030000Z", "RECURRENCE-ID:20261202T020000Z")
            let clashing = event("w", "20261209T080000Z", "20261209T090000Z", "RECURRENCE-ID:20261209T020000Z")
            let items = try await take(service, file(weekly, moved, clashing), as: person)
            #expect(results(items) == ["created", "updated", "refused: appointment-clash"], "\(items)")
            #expect(items[2]["recurrenceId"] == .string("2026-12-09T02:00:00.000Z"))
            #expect(text(items[2]["detail"]).contains("15:00 ngày 09/12/2026 (Chặn 2)"), "\(items[2])")
            #expect(items[2]["isLeftOut"] == .null, "its place by the rule is free")
            let series: JSONValue = items[0]["appointmentId"]
            #expect(
                try await starts(service, series) == [
                    "2026-11-25T02:00", "2026-12-03T02:00", "2026-12-09T02:00", "2026-12-16T02:00",
                ])
            // Once there is room the same file puts it where it belongs.
            #expect(try await service.request(.post, "/appointments/\(second)/cancel").status == 200)
            let again = try await take(service, file(weekly, moved, clashing), as: person)
            #expect(results(again) == ["unchanged", "unchanged", "updated"], "\(again)")
            #expect(
                try await starts(service, series) == [
                    "2026-11-25T02:00", "2026-12-03T02:00", "2026-12-09T08:00", "2026-12-16T02:00",
                ])
        }
    }

    @Test func anOccurrenceWithoutAnyPlaceIsLeftOutUntilThereIsOne() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let person = SchedulingFixture.person(.salesperson, employee: an)
            #expect(try await service.book("Chặn 1", [an], from: "09:00", to: "10:00", day: "2026-12-02").status == 201)
            let blocking = try #require(
                try await service.book("Chặn 2", [an], from: "15:00", to: "16:00", day: "2026-12-02").id)
            let weekly = event("w", "20261125T020000Z", "20261125T030000Z", "RRULE:FREQ=WEEKLY;COUNT=3")
            let moved = event("w", "20261202T080000Z", "20261202T090000Z", "RECURRENCE-ID:20261202T020000Z")
            let items = try await take(service, file(weekly, moved), as: person)
            #expect(results(items) == ["created", "refused: appointment-clash"], "\(items)")
            #expect(items[1]["isLeftOut"] == .bool(true))
            let series: JSONValue = items[0]["appointmentId"]
            #expect(try await starts(service, series) == ["2026-11-25T02:00", "2026-12-09T02:00"])
            #expect(
                results(try await take(service, file(weekly, moved), as: person)) == [
                    "unchanged", "refused: appointment-clash",
                ])
            #expect(try await service.request(.post, "/appointments/\(blocking)/cancel").status == 200)
            #expect(results(try await take(service, file(weekly, moved), as: person)) == ["unchanged", "updated"])
            #expect(
                try await starts(service, series) == ["2026-11-25T02:00", "2026-12-02T08:00", "2026-12-09T02:00"])
        }
    }

    /// Each takes the other's place.
    @Test func occurrencesThatChangePlacesAreTakenIn() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let person = SchedulingFixture.person(.salesperson, employee: an)
            let weekly = event("w", "20261125T020000Z", "20261125T030000Z", "RRULE:FREQ=WEEKLY;COUNT=3")
            let onto = event("w", "20261209T020000Z", "20261209T030000Z", "RECURRENCE-ID:20261202T020000Z")
            let away = event("w", "20261210T020000Z", "20261210T030000Z", "RECURRENCE-ID:20261209T020000Z")
            let items = try await take(service, file(weekly, onto, away), as: person)
            #expect(results(items) == ["created", "updated", "updated"], "\(items)")
            #expect(
                try await starts(service, items[0]["appointmentId"]) == [
                    "2026-11-25T02:00", "2026-12-09T02:00", "2026-12-10T02:00",
                ])
        }
    }

    private func zone(_ name: String, _ parts: [String]...) -> [String] {
        ["BEGIN:VTIMEZONE", "TZID:\(name)"] + parts.flatMap { $0 } + ["END:VTIMEZONE"]
    }

    private func part(_ kind: String, _ from: String, _ to: String, _ more: String...) -> [String] {
        ["BEGIN:\(kind)", "DTSTART:16010101T020000", "TZOFFSETFROM:\(from)", "TZOFFSETTO:\(to)"] + more
            + ["END:\(kind)"]
    }

    @Test func zonesAsOutlookWritesThemAndOfTheFilesOwnAreTakenByTheirOffsets() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let person = SchedulingFixture.person(.salesperson, employee: an)
            let seven = part("STANDARD", "+0700", "+0700")
            let head =
                zone("SE Asia Standard Time", seven) + zone("Giờ công ty", seven)
                + zone("(UTC+07:00) Bangkok\\, Hanoi\\, Jakarta", seven)
                + zone(
                    "Chi nhánh Đức",
                    part("STANDARD", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU").map {
                        $0.replacing("T020000", with: "T030000")
                    }, part("DAYLIGHT", "+0100", "+0200", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"))
                + zone("Đảo", part("STANDARD", "+0520", "+0520"))
            func zoned(_ uid: String, _ zone: String, _ day: String, _ more: String...) -> [String] {
                [
                    "UID:\(uid)", "SUMMARY:\(uid)", "DTSTART;TZID=\(zone):\(day)T090000",
                    "DTEND;TZID=\(zone):\(day)T093000",
                ] + more
            }
            let hanoi = "\"(UTC+07:00) Bangkok, Hanoi, Jakarta\""
            let items = try await take(
                service,
                file(
                    zoned("o1", "SE Asia Standard Time", "20261123"), zoned("o2", "Giờ công ty", "20261124"),
                    zoned("o3", "SE Asia Standard Time", "20261125", "RRULE:FREQ=WEEKLY;COUNT=2"),
                    zoned(
                        "o4", "Giờ công ty", "20261126", "RRULE:FREQ=WEEKLY;COUNT=3",
                        "EXDATE;TZID=Giờ công ty:20261203T090000"),
                    zoned("o5", hanoi, "20261127", "RRULE:FREQ=WEEKLY;COUNT=2"),
                    zoned("o6", "Chi nhánh Đức", "20270322", "RRULE:FREQ=WEEKLY;COUNT=2"),
                    zoned("o7", "Đảo", "20261128", "RRULE:FREQ=WEEKLY;COUNT=2"), head: head), as: person)
            #expect(results(items) == Array(repeating: "created", count: 7), "\(items)")
            for index in 0..<5 {
                #expect(items[index]["startsAt"] == .string("2026-11-\(23 + index)T02:00:00.000Z"), "\(items[index])")
            }
            #expect(items[6]["startsAt"] == .string("2026-11-28T03:40:00.000Z"))
            func series(_ index: Int) async throws -> (zone: String, starts: [String]) {
                let id = text(items[index]["appointmentId"])
                let read = try await service.request(.get, "/appointments/\(id)")
                let list = try await service.request(
                    .get, "/appointments/\(id)/occurrences?from=2026-11-01&to=2027-06-01")
                return (
                    text(read.object["recurrence"]?["zone"] ?? .null),
                    SeriesText.entries(list).map { String($0.prefix(16)) }
                )
            }
            let own = try await series(3)
            #expect(own.zone == "Asia/Ho_Chi_Minh" && own.starts == ["2026-11-26T02:00", "2026-12-10T02:00"], "\(own)")
            // Over the change of the clock, as in Germany.
            let german = try await series(5)
            #expect(german.starts == ["2027-03-22T08:00", "2027-03-29T07:00"], "\(german)")
            let island = try await series(6)
            #expect(island.starts == ["2026-11-28T03:40", "2026-12-05T03:40"], "\(island)")
        }
    }
}
