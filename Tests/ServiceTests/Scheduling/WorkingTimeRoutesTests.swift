import Foundation
import HTTPTypes
import Messages
import ServiceKit
import TestKit
import Testing

@testable import Scheduling

@Suite struct WorkingTimeRoutesTests {
    private static let untouched = "\"00000000000000000001\""

    /// The day lines of a list, by date.
    private func days(
        _ service: ServiceUnderTest, _ path: String, as person: Person = .test(.administrator)
    ) async throws -> [String: JSONValue] {
        let answer = try await service.request(.get, path, as: person)
        #expect(answer.status == 200, "\(answer.text)")
        guard case .array(let items) = answer.object["items"] else { return [:] }
        return items.reduce(into: [:]) { found, item in
            if case .string(let date) = item["date"] { found[date] = item }
        }
    }

    @Test func untilSomethingIsEnteredItIsAnOfficeWithTheHolidaysOfTheLaw() async throws {
        try await SchedulingFixture.with { service in
            let answer = try await service.request(.get, "/working-time")
            #expect(answer.etag == Self.untouched)
            #expect(answer.object["weeklyHours"]?["mon"][0]["start"] == .string("08:00"))
            let year = try await days(service, "/working-days?from=2026-01-01&to=2026-12-31")
            #expect(year.count == 365)
            // Tết of 2026 is 17 February; the notice has 16 to 20 off, 14 and 15 are a weekend.
            #expect(year["2026-02-16"]?["holiday"] == .string("tet"))
            #expect(year["2026-02-17"]?["lunarDate"] == .string("1/1/2026"))
            #expect(year["2026-02-23"]?["kind"] == .string("working"))
            // 10/3 lunar is Sunday 26 April: Monday is off in its place.
            #expect(year["2026-04-26"]?["holiday"] == .string("hung-kings"))
            #expect(year["2026-04-27"]?["holiday"] == .string("hung-kings"))
            #expect(year["2026-09-02"]?["holidayName"]["vi"] == .string("Quốc khánh"))
            #expect(year["2026-08-31"]?["kind"] == .string("swapped-off"))
            #expect(year["2026-08-22"]?["kind"] == .string("swapped-worked"))
            #expect(year["2026-11-25"]?["minutes"] == .integer(480))
            #expect(year["2026-11-28"]?["kind"] == .string("rest"))
        }
    }

    @Test func theFirmsHoursExceptionsAndNoticesReplaceTheOnesBefore() async throws {
        try await SchedulingFixture.with { service in
            let body = """
                {"weeklyHours":{"mon":[{"start":"07:30","end":"11:30"},{"start":"13:00","end":"17:00"}],
                  "sat":[{"start":"07:30","end":"11:30"}]},
                 "exceptions":[{"date":"2027-03-01","change":"closed","note":"Ngày thành lập công ty"},
                  {"date":"2027-03-07","change":"like-weekday","weekday":"sat"},
                  {"date":"2027-03-02","change":"hours","hours":[{"start":"09:00","end":"10:00"}]}],
                 "holidayNotices":[{"year":2027,"tetDaysBefore":2,"without":["viet-nam-culture-day"],
                  "extraDays":["2027-03-08"]}]}
                """
            let changed = try await service.request(
                .put, "/working-time", body: body, headers: ["If-Match": Self.untouched])
            #expect(changed.status == 200, "\(changed.text)")
            let days = try await days(service, "/working-days?from=2027-01-01&to=2027-12-31")
            #expect(days["2027-03-01"]?["kind"] == .string("exception"))
            #expect(days["2027-03-01"]?["note"] == .string("Ngày thành lập công ty"))
            #expect(days["2027-03-07"]?["minutes"] == .integer(240))
            #expect(days["2027-03-02"]?["minutes"] == .integer(60))
            #expect(days["2027-03-08"]?["holiday"] == .string("other"))
            #expect(days["2027-03-15"]?["hours"][0]["start"] == .string("07:30"))
            // Tết of 2027 is 6 February: two days before it are off.
            #expect(days["2027-02-04"]?["holiday"] == .string("tet"))
            #expect(days["2027-11-24"]?["kind"] == .string("rest"))
            let again = try await service.request(
                .put, "/working-time", body: body, headers: ["If-Match": Self.untouched])
            #expect(again.status == 412)
            let read = try await service.request(.get, "/working-time")
            #expect(read.etag == changed.etag)
            #expect(read.object["exceptions"]?[0]["date"] == .string("2027-03-01"))
        }
    }

    @Test func whatIsWrongIsNamedByItsPath() async throws {
        try await SchedulingFixture.with { service in
            let week = #""weeklyHours":{"mon":[{"start":"08:00","end":"12:00"}]}"#
            let cases = [
                (#"{"weeklyHours":{}}"#, "$.weeklyHours"),
                (#"{"weeklyHours":{"mon":[{"start":"12:00","end":"08:00"}]}}"#, "$.weeklyHours.mon[0].end"),
                (#"{"weeklyHours":{"mon":[{"start":"8h","end":"12:00"}]}}"#, "$.weeklyHours.mon[0].start"),
                (#"{\#(week),"exceptions":[{"date":"2027-03-01","change":"hours"}]}"#, "$.exceptions[0].hours"),
                (
                    #"{\#(week),"exceptions":[{"date":"2027-03-01","change":"closed"},{"date":"2027-03-01","change":"closed"}]}"#,
                    "$.exceptions[1].date"
                ),
                (#"{\#(week),"holidayNotices":[{"year":1800}]}"#, "$.holidayNotices[0].year"),
                (
                    #"{\#(week),"holidayNotices":[{"year":2027,"tetDaysBefore":9}]}"#,
                    "$.holidayNotices[0].tetDaysBefore"
                ),
                (
                    #"{\#(week),"holidayNotices":[{"year":2027,"extraDays":["2026-01-02"]}]}"#,
                    "$.holidayNotices[0].extraDays[0]"
                ),
            ]
            for (body, path) in cases {
                let answer = try await service.request(
                    .put, "/working-time", body: body, headers: ["If-Match": Self.untouched])
                #expect(answer.status == 422, "\(answer.text)")
                #expect(answer.object["path"] == .string(path), "\(answer.text)")
            }
            for query in ["?from=1.1.2026", "?from=2026-01-02&to=2026-01-01", "?from=2026-01-01&to=2029-01-01"] {
                #expect(try await service.request(.get, "/working-days\(query)").status == 422)
            }
        }
    }

    @Test func onlyWhoMayChangeParametersForAllChangesTheFirmsHours() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            let body = #"{"weeklyHours":{"mon":[{"start":"08:00","end":"12:00"}]}}"#
            let headers = ["If-Match": Self.untouched]
            #expect(
                try await service.request(.put, "/working-time", as: seller, body: body, headers: headers).status == 403
            )
            #expect(try await service.request(.get, "/working-time", as: seller).status == 200)
            #expect(
                try await service.request(
                    .put, "/employees/\(an)/working-time", as: seller, body: body, headers: headers
                ).status == 403)
        }
    }

    @Test func anEmployeeHasHoursOfTheirOwnAndTheHolidaysOfTheirRestDays() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let path = "/employees/\(an)/working-time"
            #expect(try await service.request(.get, path).object["weeklyHours"] == nil)
            let body =
                #"{"weeklyHours":{"sat":[{"start":"08:00","end":"12:00"}],"sun":[{"start":"08:00","end":"12:00"}]}}"#
            let set = try await service.request(.put, path, body: body, headers: ["If-Match": Self.untouched])
            #expect(set.status == 200, "\(set.text)")
            let own = try await days(service, "/employees/\(an)/working-days?from=2026-11-23&to=2026-11-29")
            #expect(own["2026-11-25"]?["kind"] == .string("rest"))
            // The holiday of Tuesday falls on a rest day of theirs: their next working day is off in its place.
            #expect(own["2026-11-28"]?["minutes"] == .integer(0))
            #expect(own["2026-11-28"]?["holiday"] == .string("viet-nam-culture-day"))
            #expect(own["2026-11-29"]?["minutes"] == .integer(240))
            let cleared = try await service.request(.put, path, body: "{}", headers: ["If-Match": set.etag])
            #expect(cleared.status == 200, "\(cleared.text)")
            let firm = try await days(service, "/employees/\(an)/working-days?from=2026-11-23&to=2026-11-29")
            #expect(firm["2026-11-25"]?["minutes"] == .integer(480))
        }
    }

    @Test func leaveIsAClashAndTheFreeTimesKeepClearOfIt() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let leave =
                #"{"startsAt":"2026-11-26T08:00:00+07:00","endsAt":"2026-11-27T12:00:00+07:00","kind":"leave","note":"Về quê"}"#
            let entered = try await service.request(.post, "/employees/\(an)/absences", body: leave)
            #expect(entered.status == 201, "\(entered.text)")
            let clash = try await service.book("Họp", [binh, an], from: "09:00", to: "10:00", day: "2026-11-26")
            #expect(clash.status == 409 && clash.object["title"] == .string("appointment-clash"))
            #expect(clash.object["clashes"]?.count == 0)
            #expect(clash.object["absences"]?[0]["employeeId"] == .string(an.description))
            #expect(!clash.text.contains("Về quê"))
            // The evening before is nearer than the afternoon after.
            #expect(clash.object["freeTimes"]?[0]["startsAt"] == .string("2026-11-25T09:30:00.000Z"))
            #expect(try await service.book("Họp", [binh], from: "09:00", to: "10:00", day: "2026-11-26").status == 201)
            let forced = try await service.book(
                "Gấp", [an], from: "14:00", to: "15:00", day: "2026-11-26", extra: #","force":true"#)
            #expect(forced.status == 201, "\(forced.text)")
            // Outside working hours is only suggested against.
            #expect(try await service.book("Tối", [an], from: "20:00", to: "21:00", day: "2026-11-25").status == 201)
            let id = try #require(entered.id)
            #expect(try await service.request(.delete, "/employees/\(an)/absences/\(id)").status == 204)
            #expect(try await service.request(.delete, "/employees/\(an)/absences/\(id)").status == 204)
            #expect(try await service.book("Họp", [an], from: "09:00", to: "10:00", day: "2026-11-26").status == 201)
        }
    }

    @Test func whyOneIsAwayIsShownToThemselvesAndToWhoMayEditOnly() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let sick =
                #"{"startsAt":"2026-11-26T08:00:00+07:00","endsAt":"2026-11-27T12:00:00+07:00","kind":"sick","note":"Sốt"}"#
            #expect(try await service.request(.post, "/employees/\(an)/absences", body: sick).status == 201)
            let again = try await service.request(.post, "/employees/\(an)/absences", body: sick)
            #expect(again.status == 409 && again.object["title"] == .string("absence-overlaps"))
            let path = "/employees/\(an)/absences?from=2026-11-01&to=2026-11-30"
            let own = try await service.request(.get, path, as: SchedulingFixture.person(.salesperson, employee: an))
            #expect(own.object["items"]?[0]["note"] == .string("Sốt"))
            let colleague = try await service.request(
                .get, path, as: SchedulingFixture.person(.salesperson, employee: binh))
            #expect(colleague.status == 200 && colleague.object["items"]?.count == 1)
            #expect(!colleague.text.contains("Sốt") && !colleague.text.contains("sick"))
            let other = #"{"startsAt":"2026-12-02T08:00:00+07:00","endsAt":"2026-12-01T08:00:00+07:00","kind":"leave"}"#
            #expect(try await service.request(.post, "/employees/\(an)/absences", body: other).status == 422)
            #expect(
                try await service.request(
                    .post, "/employees/\(an)/absences", as: SchedulingFixture.person(.salesperson, employee: binh),
                    body: sick
                ).status == 403)
        }
    }
}
