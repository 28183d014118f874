import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite struct CalendarTests {
    // MARK: Views

    /// Whoever is abroad has days of their own.
    @Test func daysBeginInTheZoneThatIsAskedFor() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            // 08:00 in Viet Nam is the evening before in New York.
            #expect(try await service.book("Sáng", [an], from: "08:00", to: "09:00", day: "2026-11-26").status == 201)
            func count(_ date: String, _ zone: String) async throws -> Int? {
                let answer = try await service.request(
                    .get, "/calendar?view=day&date=\(date)&employee=\(an)\(zone)")
                return answer.object["entries"]?.count
            }
            #expect(try await count("2026-11-26", "") == 1)
            #expect(try await count("2026-11-25", "&timeZone=America/New_York") == 1)
            #expect(try await count("2026-11-26", "&timeZone=America/New_York") == 0)
            let busy = try await service.request(
                .get, "/free-busy?employees=\(an)&from=2026-11-25&to=2026-11-25&timeZone=America/New_York")
            #expect(busy.object["employees"]?[0]["busy"].count == 1, "\(busy.text)")
            for path in [
                "/calendar?view=day&date=2026-11-26&employee=\(an)&timeZone=Mars/Olympus",
                "/free-busy?employees=\(an)&timeZone=",
            ] {
                let answer = try await service.request(.get, path)
                #expect(answer.status == 422 && answer.object["path"] == .string("timeZone"), "\(answer.text)")
            }
        }
    }

    @Test func aDayAWeekAndAMonthOfAnEmployeeATeamAndACustomer() async throws {
        try await SchedulingFixture.with { service in
            let team = try await service.request(.post, "/teams", body: #"{"code":"KD","name":"Kinh doanh"}"#)
            #expect(team.status == 201, "\(team.text)")
            let (an, binh) = (
                try await service.employee("An", extra: #","teams":["KD"]"#), try await service.employee("Bình")
            )
            #expect(try await service.book("Thứ tư", [an], from: "09:00", to: "10:00", day: "2026-11-25").status == 201)
            #expect(
                try await service.book("Chủ nhật", [an], from: "09:00", to: "10:00", day: "2026-11-29").status == 201)
            #expect(
                try await service.book("Tháng sau", [an], from: "09:00", to: "10:00", day: "2026-12-01").status == 201)
            #expect(
                try await service.book("Của Bình", [binh], from: "09:00", to: "10:00", day: "2026-11-25").status == 201)
            func titles(_ query: String) async throws -> [String] {
                let answer = try await service.request(.get, "/calendar?\(query)")
                #expect(answer.status == 200, "\(answer.text)")
                guard case .array(let entries) = answer.object["entries"] else { return [] }
                return entries.compactMap { if case .string(let title) = $0["title"] { title } else { nil } }
            }
            #expect(try await titles("view=day&date=2026-11-25&employee=\(an)") == ["Thứ tư"])
            #expect(try await titles("view=week&date=2026-11-25&employee=\(an)") == ["Thứ tư", "Chủ nhật"])
            #expect(
                try await titles("view=month&date=2026-11-30&team=\(try #require(team.id))") == ["Thứ tư", "Chủ nhật"])
            let week = try await service.request(.get, "/calendar?view=week&date=2026-11-24&employee=\(an)")
            #expect(week.object["from"] == .string("2026-11-23") && week.object["to"] == .string("2026-11-29"))
            #expect(week.object["days"]?[1]["holiday"] == .string("viet-nam-culture-day"))
            for wrong in [
                "view=year&date=2026-11-25&employee=\(an)", "view=day&date=25.11&employee=\(an)",
                "view=day&date=2026-11-25", "view=day&date=2026-11-25&employee=\(an)&team=\(an)",
            ] { #expect(try await service.request(.get, "/calendar?\(wrong)").status == 422) }
        }
    }

    @Test func aCalendarShowsOnlyWhatIsInReach() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            #expect(
                try await service.book("Bí mật", [binh], from: "09:00", to: "10:00", day: "2026-11-25").status == 201)
            #expect(
                try await service.book("Chung", [binh, an], from: "10:00", to: "11:00", day: "2026-11-25").status == 201
            )
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            let answer = try await service.request(
                .get, "/calendar?view=day&date=2026-11-25&employee=\(binh)", as: seller)
            #expect(answer.status == 200 && answer.object["entries"]?.count == 1, "\(answer.text)")
            #expect(!answer.text.contains("Bí mật"))
            let customer = CustomerState(
                id: EntityID(namespace: .quen, parts: ["hidden"]), code: "K", kind: .organisation, name: "Cty",
                status: .potential, isActive: true, ownership: Ownership(responsibleId: binh))
            try await service.publish(customer, .created)
            try await service.wait("the copy") {
                try await service.store.read { try CustomerCopy.exists($0, key: customer.id) }
            }
            let path = "/calendar?view=day&date=2026-11-25&customer=\(customer.id)"
            #expect(try await service.request(.get, path, as: seller).status == 404)
            #expect(try await service.request(.get, path).status == 200)
        }
    }

    @Test func freeAndBusyOfSeveralSaysNothingButWhen() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            #expect(try await service.book("Bí mật", [an], from: "08:00", to: "10:00", day: "2026-11-25").status == 201)
            #expect(try await service.book("Khác", [an], from: "10:00", to: "11:00", day: "2026-11-25").status == 201)
            let sick = #"{"startsAt":"2026-11-25T13:30:00+07:00","endsAt":"2026-11-25T17:30:00+07:00","kind":"sick"}"#
            #expect(try await service.request(.post, "/employees/\(binh)/absences", body: sick).status == 201)
            let answer = try await service.request(
                .get, "/free-busy?employees=\(an),\(binh)&from=2026-11-25&to=2026-11-25")
            #expect(answer.status == 200, "\(answer.text)")
            #expect(!answer.text.contains("Bí mật") && !answer.text.contains("sick"))
            // 08:00 to 11:00 in one piece.
            #expect(answer.object["employees"]?[0]["busy"].count == 1)
            #expect(answer.object["employees"]?[0]["busy"][0]["endsAt"] == .string("2026-11-25T04:00:00.000Z"))
            #expect(answer.object["employees"]?[1]["working"].count == 1)
            #expect(answer.object["free"]?.count == 1)
            #expect(answer.object["free"]?[0]["startsAt"] == .string("2026-11-25T04:00:00.000Z"))
            #expect(answer.object["free"]?[0]["endsAt"] == .string("2026-11-25T05:00:00.000Z"))
            for wrong in [
                "employees=&from=2026-11-25&to=2026-11-25", "employees=\(an),\(an)&from=2026-11-25&to=2026-11-25",
                "employees=\(an)&from=2026-11-25&to=2027-11-25",
                "employees=\(an)&from=2026-11-25&to=2026-11-25&minutes=0",
            ] { #expect(try await service.request(.get, "/free-busy?\(wrong)").status == 422) }
            let many = (0...50).map { EntityID(namespace: .quen, parts: ["\($0)"]).description }.joined(separator: ",")
            #expect(
                try await service.request(.get, "/free-busy?employees=\(many)&from=2026-11-25&to=2026-11-25").status
                    == 422)
        }
    }

    @Test func whatIsLongerThanADayIsSeenAndBusyOnEachOfThem() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            func book(_ title: String, _ from: String, _ to: String) async throws -> EntityID {
                let answer = try await service.request(
                    .post, "/appointments",
                    body: """
                        {"title":"\(title)","employeeIds":["\(an)"],"startsAt":"\(from):00+07:00",\
                        "endsAt":"\(to):00+07:00"}
                        """)
                #expect(answer.status == 201, "\(answer.text)")
                return try #require(answer.id)
            }
            let fair = try await book("Hội chợ", "2026-11-16T10:00", "2026-11-26T12:00")
            _ = try await book("Trực đêm", "2026-11-27T20:00", "2026-11-29T08:00")
            for (view, day, wanted) in [
                ("day", "2026-11-16", ["Hội chợ"]), ("day", "2026-11-25", ["Hội chợ"]),
                ("day", "2026-11-27", ["Trực đêm"]), ("day", "2026-11-28", ["Trực đêm"]),
                ("day", "2026-11-29", ["Trực đêm"]), ("day", "2026-11-30", []),
                ("week", "2026-11-23", ["Hội chợ", "Trực đêm"]), ("month", "2026-11-01", ["Hội chợ", "Trực đêm"]),
            ] {
                let answer = try await service.request(.get, "/calendar?view=\(view)&date=\(day)&employee=\(an)")
                guard case .array(let entries) = answer.object["entries"] else {
                    Issue.record("\(answer.text)")
                    continue
                }
                #expect(entries.map { $0["title"] } == wanted.map { .string($0) }, "\(view) of \(day)")
            }
            func isBusy(_ day: String) async throws -> Bool {
                let answer = try await service.request(.get, "/free-busy?employees=\(an)&from=\(day)&to=\(day)")
                return answer.object["employees"]?[0]["busy"].count == 1
            }
            for day in ["2026-11-25", "2026-11-28", "2026-11-29"] { #expect(try await isBusy(day), "\(day)") }
            #expect(try await !isBusy("2026-11-30"))
            let clash = try await service.book("Gặp", [an], from: "09:00", to: "10:00", day: "2026-11-25")
            #expect(clash.status == 409 && clash.object["clashes"]?[0]["title"] == .string("Hội chợ"), "\(clash.text)")
            #expect(try await service.request(.post, "/appointments/\(fair)/cancel").status == 200)
            #expect(try await !isBusy("2026-11-25"))
            #expect(try await service.book("Gặp", [an], from: "09:00", to: "10:00", day: "2026-11-25").status == 201)
        }
    }

    @Test func anEntrySaysWithWhomAndWhereAndLeavesTheRestToTheAppointment() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let room = try await service.request(.post, "/rooms", body: #"{"code":"P1","name":"Phòng 1","places":8}"#)
            let customer = CustomerState(
                id: EntityID(namespace: .quen, parts: ["shown"]), code: "K", kind: .organisation, name: "Cty Hoa Sen",
                status: .potential, isActive: true, ownership: Ownership())
            try await service.publish(customer, .created)
            try await service.wait("the copy") {
                try await service.store.read { try CustomerCopy.exists($0, key: customer.id) }
            }
            let booked = try await service.book(
                "Ký hợp đồng", [binh, an], from: "09:00", to: "10:00", day: "2026-11-20",
                extra: #","customerId":"\#(customer.id)","roomId":"\#(try #require(room.id))","place":"Tầng 2""#)
            #expect(booked.status == 201, "\(booked.text)")
            let outcome = try await service.request(
                .post, "/appointments/\(try #require(booked.id))/outcome",
                body: #"{"outcome":"ordered","notes":"Giá cuối cùng là bí mật"}"#)
            #expect(outcome.status == 200, "\(outcome.text)")
            for target in ["employee=\(an)", "customer=\(customer.id)", "room=\(try #require(room.id))"] {
                let answer = try await service.request(.get, "/calendar?view=day&date=2026-11-20&\(target)")
                let entry = answer.object["entries"]?[0]
                #expect(entry?["customerName"] == .string("Cty Hoa Sen") && entry?["roomName"] == .string("Phòng 1"))
                #expect(entry?["employeeNames"] == .array([.string("Bình"), .string("An")]), "\(answer.text)")
                #expect(entry?["outcome"] == .string("ordered") && entry?["place"] == .string("Tầng 2"))
                #expect(!answer.text.contains("bí mật"))
            }
        }
    }

    // MARK: The feed

    /// An with an account of that role, known here.
    func holder(_ service: ServiceUnderTest, _ employee: EntityID, suspended: Bool = false, sequence: Int64 = 1)
        async throws -> Person
    {
        let person = SchedulingFixture.person(.salesperson, employee: employee)
        let role = RoleState(
            id: EntityID(namespace: .quen, parts: ["role"]), code: "sales",
            label: Bilingual(en: "Sales", vi: "Bán hàng"),
            permissions: ReadyMadeRole.salesperson.permissions.map(\.description).sorted())
        if sequence == 1 { try await service.publish(role, .created) }
        let account = AccountState(
            id: person.account, signInName: "an", employeeId: employee, roles: ["sales"], isSuspended: suspended,
            permissionVersion: 1)
        try await service.publish(account, sequence == 1 ? .created : "suspended", sequence: sequence)
        try await service.wait("the account") {
            try await service.store.read { db in
                try AccountCopy.fetchOne(db, key: account.id)?.isSuspended == suspended
                    && RoleCopy.fetchOne(db, key: role.id) != nil
            }
        }
        return person
    }

    @Test func aFeedIsReadByItsSecretAddressUntilItIsRevoked() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let person = try await holder(service, an)
            let first = try await service.book(
                "Thăm khách", [an], from: "09:00", to: "10:00", extra: #","place":"Hà Nội""#)
            let second = try await service.book("Hủy, sau", [an], from: "11:00", to: "12:00")
            #expect(try await service.book("Không của An", [binh], from: "13:00", to: "14:00").status == 201)
            let moved = #"{"startsAt":"2026-11-25T09:00:00+07:00","endsAt":"2026-11-25T10:00:00+07:00"}"#
            let id = try #require(first.id)
            #expect(try await service.request(.post, "/appointments/\(id)/reschedule", body: moved).status == 200)
            let cancelled = try #require(second.id)
            #expect(try await service.request(.post, "/appointments/\(cancelled)/cancel").status == 200)
            #expect(
                try await service.request(.get, "/calendar-feed", as: person).object["isActive"] == .bool(false))
            let made = try await service.request(.post, "/calendar-feed", as: person)
            #expect(made.status == 201, "\(made.text)")
            let path = try made.feedPath
            #expect(made.object["url"] == nil, "no address of the Gateway is known")
            let feed = try await service.request(.get, path, as: nil)
            #expect(feed.status == 200, "\(feed.text)")
            #expect(feed.headers[.contentType] == "text/calendar; charset=utf-8")
            for part in [
                "BEGIN:VTIMEZONE", "SUMMARY:Thăm khách", "LOCATION:Hà Nội", "SEQUENCE:1", "STATUS:CANCELLED",
                "UID:appointment-\(id)@quen", "DTSTART;TZID=Asia/Ho_Chi_Minh:20261125T090000", "Hủy\\, sau",
            ] { #expect(feed.text.contains(part), "\(part) is missing in \(feed.text)") }
            #expect(!feed.text.contains("Không của An"))
            // Whoever has these entries is told so, however late; one more entry is another file.
            let tag = feed.etag
            service.clock.advance(by: .seconds(1))
            for known in [tag, "\"x\", " + tag, String(tag.dropFirst(2)), "*"] {
                let same = try await service.request(.get, path, as: nil, headers: ["If-None-Match": known])
                #expect(same.status == 304 && same.body.isEmpty && same.etag == tag, "\(known)")
            }
            let same = try await service.request(.get, path, as: nil)
            #expect(same.text == feed.text, "the same entries are the same bytes")
            let head = try await service.request(.head, path, as: nil)
            #expect(head.status == 200 && head.body.isEmpty && head.etag == tag)
            let wrong = path.dropLast(4) + "A.ics"
            let refused = try await service.request(.head, String(wrong), as: nil)
            #expect(refused.status == 404 && refused.body.isEmpty)
            #expect(try await service.book("Thêm", [an], from: "15:00", to: "16:00").status == 201)
            let more = try await service.request(.get, path, as: nil, headers: ["If-None-Match": tag])
            #expect(more.status == 200 && more.etag != tag)
            // Only the hash is kept.
            let secret = path.dropFirst("/calendar-feeds/".count).dropLast(4)
            let kept = try await service.store.read { try CalendarFeedRecord.of(an, $0) }
            #expect(kept?.hash.count == 32 && kept?.hash != Data(secret.utf8))
            let read = try await service.request(.get, "/calendar-feed", as: person)
            #expect(read.object["isActive"] == .bool(true) && read.object["path"] == nil)
            // Another address replaces it.
            let again = try await service.request(.post, "/calendar-feed", as: person)
            #expect(try await service.request(.get, path, as: nil).status == 404)
            let newPath = try again.feedPath
            #expect(try await service.request(.get, newPath, as: nil).status == 200)
            #expect(try await service.request(.delete, "/calendar-feed", as: person).status == 204)
            #expect(try await service.request(.get, newPath, as: nil).status == 404)
            #expect(try await service.request(.delete, "/calendar-feed", as: person).status == 204)
        }
    }

    @Test func aFeedEndsWithTheAccountAndTheEmployeeAndGuessesOpenNothing() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let person = try await holder(service, an)
            let made = try await service.request(.post, "/calendar-feed", as: person)
            let path = try made.feedPath
            #expect(try await service.request(.get, path, as: nil).status == 200)
            for guess in ["/calendar-feeds/x.ics", "/calendar-feeds/" + String(repeating: "A", count: 43) + ".ics"] {
                let answer = try await service.request(.get, guess, as: nil)
                #expect(answer.status == 404 && !answer.text.contains("AAAA"))
            }
            #expect(try await service.request(.post, "/employees/\(an)/left").status == 200)
            #expect(try await service.request(.get, path, as: nil).status == 404)
            #expect(try await service.request(.post, "/employees/\(an)/returned").status == 200)
            #expect(try await service.request(.get, path, as: nil).status == 200)
            _ = try await holder(service, an, suspended: true, sequence: 2)
            #expect(try await service.request(.get, path, as: nil).status == 404)
            #expect(
                try await service.request(.delete, "/employees/\(an)/calendar-feed", as: .test(.salesperson)).status
                    == 403)
            #expect(try await service.request(.delete, "/employees/\(an)/calendar-feed").status == 204)
            let feed = try await service.store.read { try CalendarFeedRecord.of(an, $0) }
            #expect(feed == nil)
        }
    }

    // MARK: Files

    private func file(_ events: String...) -> String {
        (["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN"] + events + ["END:VCALENDAR", ""])
            .joined(separator: "\r\n")
    }
    private func event(
        _ uid: String, _ title: String, _ from: String, _ to: String, _ more: [String] = []
    ) -> String {
        ([
            "BEGIN:VEVENT", "UID:\(uid)", "DTSTAMP:20261101T000000Z", "SUMMARY:\(title)", "DTSTART:\(from)",
            "DTEND:\(to)",
        ] + more + ["END:VEVENT"]).joined(separator: "\r\n")
    }
    private func results(_ service: ServiceUnderTest, _ file: String, as person: Person, query: String = "")
        async throws
        -> [String]
    {
        let answer = try await service.request(.post, "/calendar-imports\(query)", as: person, body: file)
        #expect(answer.status == 200, "\(answer.text)")
        guard case .array(let items) = answer.object["items"] else { return [] }
        return items.map { item in
            guard case .string(let result) = item["result"] else { return "?" }
            if case .string(let code) = item["code"] { return "\(result): \(code)" }
            return result
        }
    }

    @Test func aFileIsTakenInOnceAndItsLaterVersionsChangeWhatIsThere() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let person = SchedulingFixture.person(.salesperson, employee: an)
            let meeting = event("m1", "Gặp khách", "20261125T020000Z", "20261125T030000Z", ["LOCATION:Huế"])
            let day = event("m2", "Hội chợ", "20261126", "20261127").replacing("DTSTART:", with: "DTSTART;VALUE=DATE:")
                .replacing("DTEND:", with: "DTEND;VALUE=DATE:")
            #expect(try await results(service, file(meeting, day), as: person) == ["created", "created"])
            #expect(try await results(service, file(meeting, day), as: person) == ["unchanged", "unchanged"])
            #expect(try await service.items("/appointments", "title", as: person) == ["Gặp khách", "Hội chợ"])
            let later = event("m1", "Gặp khách ở Huế", "20261127T020000Z", "20261127T030000Z", ["SEQUENCE:2"])
            #expect(try await results(service, file(later), as: person) == ["updated"])
            #expect(try await results(service, file(meeting), as: person) == ["unchanged"])
            #expect(try await service.items("/appointments", "title", as: person) == ["Hội chợ", "Gặp khách ở Huế"])
            let gone = event(
                "m1", "Gặp khách ở Huế", "20261127T020000Z", "20261127T030000Z", ["SEQUENCE:3", "STATUS:CANCELLED"])
            #expect(try await results(service, file(gone), as: person) == ["cancelled"])
            #expect(try await results(service, file(gone), as: person) == ["unchanged"])
            #expect(try await service.items("/appointments?status=cancelled", "title", as: person).count == 1)
        }
    }

    @Test func whatCannotBeTakenInIsSaidOfEachEntryAndTheOthersAreTaken() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let person = SchedulingFixture.person(.salesperson, employee: an)
            #expect(try await service.book("Đã có", [an], from: "09:00", to: "10:00", day: "2026-11-25").status == 201)
            let entries = file(
                event("r1", "Hằng tuần", "20261125T060000Z", "20261125T070000Z", ["RRULE:FREQ=WEEKLY"]),
                event("r2", "Trùng", "20261125T020000Z", "20261125T030000Z"),
                event("r3", "Ngược", "20261125T090000Z", "20261125T080000Z"),
                event("r4", "Được", "20261125T090000Z", "20261125T100000Z"),
                "BEGIN:VTODO\r\nUID:t1\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Việc\r\nEND:VTODO")
            let found = try await results(service, entries, as: person)
            #expect(
                found == [
                    "refused: unreadable-entry", "created", "refused: appointment-clash",
                    "created",
                    "refused: task-not-imported",
                ])
            let clash = file(event("r2", "Trùng", "20261125T020000Z", "20261125T030000Z"))
            #expect(try await results(service, clash, as: person, query: "?force=true") == ["refused: forbidden"])
            for wrong in ["", "Hello", "BEGIN:VCALENDAR\r\n" + String(repeating: "BEGIN:X\r\n", count: 50)] {
                #expect(try await service.request(.post, "/calendar-imports", as: person, body: wrong).status == 422)
            }
            let many = (0...500).map { event("u\($0)", "x", "20261125T090000Z", "20261125T100000Z") }
            let tooMany = (["BEGIN:VCALENDAR", "VERSION:2.0"] + many + ["END:VCALENDAR", ""]).joined(separator: "\r\n")
            let answer = try await service.request(.post, "/calendar-imports", as: person, body: tooMany)
            #expect(answer.status == 422 && answer.object["title"] == .string("too-many-entries"))
            let large = String(repeating: "x", count: 1_100_000)
            #expect(try await service.request(.post, "/calendar-imports", as: person, body: large).status == 413)
        }
    }
}
