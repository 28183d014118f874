import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

/// Series in feeds and in calendar files (SCH-8).
@Suite struct SeriesFilesTests {
    private func feed(_ service: ServiceUnderTest, of employee: EntityID) async throws -> String {
        let person = SchedulingFixture.person(.salesperson, employee: employee)
        let role = RoleState(
            id: EntityID(namespace: .quen, parts: ["role"]), code: "sales",
            label: Bilingual(en: "Sales", vi: "Bán hàng"),
            permissions: ReadyMadeRole.salesperson.permissions.map(\.description).sorted())
        let account = AccountState(
            id: person.account, signInName: "an", employeeId: employee, roles: ["sales"], permissionVersion: 1)
        try await service.publish(role, .created)
        try await service.publish(account, .created)
        try await service.wait("the account") {
            try await service.store.read { db in
                try AccountCopy.exists(db, key: account.id) && RoleCopy.fetchOne(db, key: role.id) != nil
            }
        }
        let made = try await service.request(.post, "/calendar-feed", as: person)
        let answer = try await service.request(.get, try made.feedPath, as: nil)
        return answer.text.replacing("\r\n ", with: "")
    }

    @Test func aFeedHasTheRuleWhatIsOffAndWhatIsDifferent() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let id = try #require(
                try await service.book(
                    "Giao ban", [an], from: "09:00", to: "10:00", day: "2026-11-30",
                    extra:
                        #","recurrence":{"rule":"FREQ=WEEKLY;BYDAY=MO","exceptions":["2026-12-07T02:00:00Z"]}"#
                ).id)
            let moved =
                #"{"recurrenceId":"2026-12-14T02:00:00Z","startsAt":"2026-12-15T02:00:00Z","endsAt":"2026-12-15T03:00:00Z"}"#
            #expect(try await service.request(.post, "/appointments/\(id)/reschedule", body: moved).status == 200)
            let text = try await feed(service, of: an)
            for line in [
                "UID:appointment-\(id)@quen", "RRULE:FREQ=WEEKLY;BYDAY=MO",
                "DTSTART;TZID=Asia/Ho_Chi_Minh:20261130T090000", "EXDATE;TZID=Asia/Ho_Chi_Minh:20261207T090000\r\n",
                "RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20261214T090000", "DTSTART;TZID=Asia/Ho_Chi_Minh:20261215T090000",
                "SEQUENCE:1",
            ] { #expect(text.contains(line), "\(line) is missing in \(text)") }
            #expect(text.components(separatedBy: "UID:appointment-\(id)@quen").count == 3)
            #expect(try await service.request(.post, "/appointments/\(id)/cancel").status == 200)
            let after = try await service.store.read { db in
                try Appointment.detached(from: id, db).map(\.status)
            }
            #expect(after == [.cancelled])
        }
    }

    private func file(_ events: [String]...) -> String {
        let all = events.flatMap { ["BEGIN:VEVENT", "DTSTAMP:20261101T000000Z"] + $0 + ["END:VEVENT"] }
        return (["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN"] + all + ["END:VCALENDAR", ""])
            .joined(separator: "\r\n")
    }

    @Test func aRecurringEntryBecomesASeriesAndItsDifferentDatesExceptions() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let person = SchedulingFixture.person(.salesperson, employee: an)
            func take(_ file: String) async throws -> [String] {
                let answer = try await service.request(.post, "/calendar-imports", as: person, body: file)
                guard case .array(let items) = answer.object["items"] else { return [answer.text] }
                return items.map { item in
                    guard case .string(let result) = item["result"] else { return "?" }
                    if case .string(let code) = item["code"] { return "\(result): \(code)" }
                    return result
                }
            }
            func list() async throws -> [String] {
                let id = try await service.items("/appointments?from=2026-11-01", "id", as: person).first ?? ""
                let answer = try await service.request(
                    .get, "/appointments/\(id)/occurrences?from=2026-11-01&to=2027-02-01", as: person)
                guard case .array(let items) = answer.object["items"] else { return [answer.text] }
                return items.map { item in
                    guard case .string(let start) = item["startsAt"], case .string(let title) = item["title"],
                        case .string(let status) = item["status"]
                    else { return "?" }
                    return "\(start.prefix(16)) \(title)\(status == "cancelled" ? " (hủy)" : "")"
                }
            }
            let zone = ";TZID=Europe/Berlin"
            let series = [
                "UID:s1", "SUMMARY:Standup", "DTSTART\(zone):20270322T090000", "DTEND\(zone):20270322T093000",
            ]
            // The exception stands before its series.
            let moved = [
                "UID:w1", "SUMMARY:Dời", "RECURRENCE-ID:20261209T020000Z", "DTSTART:20261210T020000Z",
                "DTEND:20261210T030000Z",
            ]
            let weekly = [
                "UID:w1", "SUMMARY:Hằng tuần", "DTSTART:20261125T020000Z", "DTEND:20261125T030000Z",
                "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE:20261202T020000Z",
            ]
            #expect(try await take(file(moved, weekly)) == ["created", "updated"])
            let expected = [
                "2026-11-25T02:00 Hằng tuần", "2026-12-10T02:00 Dời", "2026-12-16T02:00 Hằng tuần",
                "2026-12-23T02:00 Hằng tuần",
            ]
            #expect(try await list() == expected)
            #expect(try await take(file(moved, weekly)) == ["unchanged", "unchanged"])
            #expect(try await list() == expected)
            let off = moved.map { $0 == "SUMMARY:Dời" ? "STATUS:CANCELLED" : $0 } + ["SEQUENCE:1"]
            let later =
                weekly.map { $0.replacing("T02", with: "T03").replacing("T030000Z\r", with: "T040000Z\r") }
                .map { $0 == "DTEND:20261125T030000Z" ? "DTEND:20261125T040000Z" : $0 } + ["SEQUENCE:1"]
            #expect(try await take(file(off)) == ["cancelled"])
            #expect(try await take(file(later)) == ["updated"])
            #expect(
                try await list() == [
                    "2026-11-25T03:00 Hằng tuần", "2026-12-10T02:00 Dời (hủy)", "2026-12-16T03:00 Hằng tuần",
                    "2026-12-23T03:00 Hằng tuần",
                ])
            #expect(
                try await take(
                    file(
                        series + ["RRULE:FREQ=WEEKLY;COUNT=3"],
                        ["UID:n1", "RECURRENCE-ID:20261209T020000Z"] + moved[3...],
                        ["UID:r1", "DTSTART:20261125T080000Z", "DTEND:20261125T090000Z", "RDATE:20261126T080000Z"],
                        ["UID:d1", "DTSTART:20000101T080000Z", "DTEND:20000101T090000Z", "RRULE:FREQ=DAILY"]))
                    == [
                        "created", "created", "created", "refused: recurrence-too-long", "refused: series-missing",
                    ])
            let starts = try await service.request(
                .get, "/calendar?view=month&date=2027-03-29&employee=\(an)", as: person)
            #expect(starts.object["entries"]?[0]["startsAt"] == .string("2027-03-22T08:00:00.000Z"))
            #expect(starts.object["entries"]?[1]["startsAt"] == .string("2027-03-29T07:00:00.000Z"))
        }
    }
}
