import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite struct SeriesChangeTests {
    // MARK: The series

    @Test func aSeriesIsChangedFromAnOccurrenceOn() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let booked = try await service.book(
                "Giao ban", [an], from: "09:00", to: "10:00", day: "2026-11-30",
                extra: SeriesText.rule("FREQ=WEEKLY;COUNT=6", #","exceptions":["2026-12-28T02:00:00Z"]"#))
            let id = try #require(booked.id)
            // What stands alone later goes along.
            let moved = try await service.request(
                .post, "/appointments/\(id)/reschedule",
                body: #"{"recurrenceId":"2026-12-21T02:00:00Z",\#(SeriesText.times("15:00", "16:00", "2026-12-21"))}"#)
            #expect(moved.status == 200, "\(moved.text)")
            let read = try await service.request(.get, "/appointments/\(id)")
            let body = """
                {"from":"2026-12-14T02:00:00Z","title":"Giao ban mới","employeeIds":["\(an)","\(binh)"],\
                \(SeriesText.times("10:00", "11:00", "2026-12-14"))}
                """
            let stale = try await service.request(
                .put, "/appointments/\(id)/series", body: body, headers: ["If-Match": booked.etag])
            #expect(stale.status == 412)
            let split = try await service.request(
                .put, "/appointments/\(id)/series", body: body, headers: ["If-Match": read.etag])
            #expect(split.status == 200, "\(split.text)")
            let next = try #require(SeriesText.id(split))
            #expect(next != id)
            func list(_ id: EntityID) async throws -> [String] {
                SeriesText.entries(
                    try await service.request(.get, "/appointments/\(id)/occurrences?from=2026-11-01&to=2027-02-01"))
            }
            #expect(try await list(id) == ["2026-11-30T02:00 Giao ban", "2026-12-07T02:00 Giao ban"])
            #expect(
                try await list(next) == [
                    "2026-12-14T03:00 Giao ban mới", "2026-12-21T08:00 Giao ban", "2027-01-04T03:00 Giao ban mới",
                ])
            let rest = try await service.request(.get, "/appointments/\(next)")
            #expect(rest.object["recurrence"]?["rule"] == .string("FREQ=WEEKLY;COUNT=4"))
            // And ended before one.
            let ended = try await service.request(
                .post, "/appointments/\(next)/cancel",
                body: #"{"recurrenceId":"2026-12-21T03:00:00Z","following":true}"#)
            #expect(ended.status == 200, "\(ended.text)")
            #expect(
                try await list(next).filter { !$0.contains("12-21") } == ["2026-12-14T03:00 Giao ban mới"])
            #expect(try await service.book("Gọi", [an], from: "15:00", to: "16:00", day: "2026-12-21").status == 201)
        }
    }

    @Test func aWholeSeriesIsMovedAndGetsAnotherRule() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let booked = try await service.book(
                "Giao ban", [an], from: "09:00", to: "10:00", day: "2026-11-30",
                extra: SeriesText.rule("FREQ=WEEKLY;COUNT=4", #","exceptions":["2026-12-07T02:00:00Z"]"#))
            let id = try #require(booked.id)
            #expect(try await service.book("Khách", [an], from: "16:00", to: "17:00", day: "2026-12-14").status == 201)
            let onto = #"{\#(SeriesText.times("16:00", "17:00", "2026-11-30"))}"#
            let clash = try await service.request(.post, "/appointments/\(id)/reschedule", body: onto)
            #expect(clash.object["clashingOccurrences"] == .integer(1), "\(clash.text)")
            let moved = try await service.request(
                .post, "/appointments/\(id)/reschedule",
                body: #"{\#(SeriesText.times("10:00", "11:00", "2026-11-30"))}"#)
            #expect(moved.status == 200, "\(moved.text)")
            func list() async throws -> [String] {
                SeriesText.entries(
                    try await service.request(.get, "/appointments/\(id)/occurrences?from=2026-11-01&to=2027-02-01"))
            }
            #expect(
                try await list() == [
                    "2026-11-30T03:00 Giao ban", "2026-12-14T03:00 Giao ban", "2026-12-21T03:00 Giao ban",
                ])
            let off = try await service.request(
                .post, "/appointments/\(id)/reschedule",
                body: #"{\#(SeriesText.times("10:00", "11:00", "2026-12-01"))}"#)
            #expect(off.status == 200, "\(off.text)")
            let ruled = try await service.request(
                .put, "/appointments/\(id)/series",
                body: """
                    {"title":"Tháng","employeeIds":["\(an)"],\(SeriesText.times("10:00", "11:00", "2026-11-27")),\
                    "recurrence":{"rule":"FREQ=MONTHLY;BYDAY=-1FR;COUNT=2"}}
                    """, headers: ["If-Match": off.etag])
            #expect(ruled.status == 200, "\(ruled.text)")
            #expect(try await list() == ["2026-11-27T03:00 Tháng", "2026-12-25T03:00 Tháng"])
            let details = try await service.request(
                .put, "/appointments/\(id)", body: #"{"title":"Cuối tháng","employeeIds":["\#(an)"]}"#,
                headers: ["If-Match": ruled.etag])
            #expect(details.status == 200, "\(details.text)")
            #expect(try await list() == ["2026-11-27T03:00 Cuối tháng", "2026-12-25T03:00 Cuối tháng"])
            #expect(try await service.request(.post, "/appointments/\(id)/cancel").status == 200)
            #expect(try await list().isEmpty)
            #expect(try await service.book("Gọi", [an], from: "10:00", to: "11:00", day: "2026-12-25").status == 201)
        }
    }

    @Test func aSingleAppointmentBeginsToRecur() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let booked = try await service.book("Gặp", [an], from: "09:00", to: "10:00", day: "2026-11-30")
            let id = try #require(booked.id)
            #expect(
                try await service.request(
                    .post, "/appointments/\(id)/cancel", body: #"{"recurrenceId":"2026-11-30T02:00:00Z"}"#
                ).object["title"] == .string("not-a-series"))
            let body = """
                {"title":"Gặp","employeeIds":["\(an)"],\(SeriesText.times("09:00", "10:00", "2026-11-30")),\
                "recurrence":{"rule":"FREQ=WEEKLY;INTERVAL=2;UNTIL=20270101"}}
                """
            let changed = try await service.request(
                .put, "/appointments/\(id)/series", body: body, headers: ["If-Match": booked.etag])
            #expect(changed.status == 200, "\(changed.text)")
            #expect(try await service.book("Gọi", [an], from: "09:00", to: "10:00", day: "2026-12-14").status == 409)
            #expect(try await service.book("Gọi", [an], from: "09:00", to: "10:00", day: "2026-12-07").status == 201)
        }
    }

    @Test func whatDoesNotTouchTheTimesOfAnOldSeriesIsNoNewSeries() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let id = try #require(
                try await service.book(
                    "Hằng ngày", [an], from: "09:00", to: "09:15", day: "2026-11-30",
                    extra: SeriesText.rule("FREQ=DAILY", #","exceptions":["2026-12-05T02:00:00Z"]"#)
                ).id)
            // More than three years later it has had more occurrences than a new series may.
            let later = try #require(Instant("2030-03-04T00:00:00Z"))
            try await service.store.write { try RefreshSeries(id: id).execute(in: $0) }
            service.clock.set(later)
            service.app.kernel.wakeTimers()
            try await service.wait("the series to be booked further") {
                try await service.store.read { try Appointment.fetchOne($0, key: id)?.recurrence?.bookedUntil ?? later }
                    > later
            }
            func put(_ more: String, _ people: [EntityID], _ day: String = "2026-11-30", at from: String = "09:00")
                async throws -> TestAnswer
            {
                let read = try await service.request(.get, "/appointments/\(id)")
                let list = people.map { "\"\($0)\"" }.joined(separator: ",")
                return try await service.request(
                    .put, "/appointments/\(id)/series",
                    body: """
                        {"title":"Họp đứng","employeeIds":[\(list)],\(SeriesText.times(from, from.prefix(3) + "15", day))\(more)}
                        """, headers: ["If-Match": read.etag])
            }
            let titled = try await put("", [an])
            #expect(titled.status == 200, "\(titled.text)")
            let same = try await put(SeriesText.rule("FREQ=DAILY"), [an])
            #expect(same.status == 200, "\(same.text)")
            let read = try await service.request(.get, "/appointments/\(id)")
            #expect(read.object["title"] == .string("Họp đứng"))
            #expect(read.object["recurrence"]?["rule"] == .string("FREQ=DAILY"))
            let kept = try await service.store.read { try Appointment.fetchOne($0, key: id)?.recurrence?.exceptions }
            #expect(kept == [try #require(Instant("2026-12-05T02:00:00Z"))])
            // Who is new to it is looked at all the same, and so are new times.
            let busy = try #require(
                try await service.book("Khách", [binh], from: "09:00", to: "10:00", day: "2030-03-05").id)
            #expect(try await put("", [an, binh]).object["title"] == .string("appointment-clash"))
            #expect(try await service.request(.post, "/appointments/\(busy)/cancel").status == 200)
            #expect(try await put("", [an], at: "10:00").object["title"] == .string("recurrence-too-long"))
            // The same from an old occurrence on.
            let rest = try await put(#","from":"2027-01-04T02:00:00Z""#, [an], "2027-01-04")
            #expect(rest.status == 200, "\(rest.text)")
            let next = try #require(SeriesText.id(rest))
            #expect(next != id)
            #expect(
                try await service.book("Gọi", [an], from: "09:00", to: "09:30", day: "2030-03-06").status == 409)
        }
    }

    // MARK: As time goes on

    @Test func aSeriesWithoutEndIsBookedFurtherAndTellsOfMore() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let id = try #require(
                try await service.book(
                    "Giao ban", [an], from: "09:00", to: "10:00", day: "2026-11-30",
                    extra: SeriesText.rule("FREQ=WEEKLY")
                ).id)
            let first = try #require(try await service.published(AppointmentState.self).last?.state.recurrence)
            #expect(first.coming.count == 32)
            // Somebody books a Monday that is not booked yet.
            let far = try await service.book("Xa", [an], from: "09:30", to: "09:45", day: "2029-01-08")
            #expect(far.status == 201, "\(far.text)")
            service.clock.set(first.coming[16])
            service.app.kernel.wakeTimers()
            try await service.wait("the next event") {
                try await service.published(AppointmentState.self).filter { $0.state.id == id }.count == 2
            }
            let second = try #require(
                try await service.published(AppointmentState.self).last { $0.state.id == id }?.state.recurrence)
            #expect(second.coming.first == first.coming[16] && second.coming.count == 32)
            #expect(second.bookedUntil == first.coming[16].adding(Series.horizon))
            // That one is booked over it by itself, and says so.
            let forced = try await service.request(.get, "/appointments?series=\(id)")
            #expect(forced.object["items"]?.count == 1 && forced.object["items"]?[0]["isForced"] == .bool(true))
            #expect(forced.object["items"]?[0]["startsAt"] == .string("2029-01-08T02:00:00.000Z"))
            #expect(try await service.book("Gọi", [an], from: "09:00", to: "10:00", day: "2029-02-05").status == 409)
        }
    }

    // MARK: The scheduler

    @Test func theSchedulerWorksAroundTheOccurrences() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            #expect(
                try await service.book(
                    "Giao ban", [an], from: "09:00", to: "10:00", day: "2026-11-25",
                    extra: SeriesText.rule("FREQ=WEEKLY")
                ).status == 201)
            let activity = try await service.request(
                .post, "/activities",
                body: """
                    {"title":"Thăm khách","kind":"visit","employeeIds":["\(an)"],\
                    "sessions":[{\(SeriesText.times("09:00", "10:00", "2026-12-02"))}]}
                    """)
            #expect(activity.status == 201, "\(activity.text)")
            let made = try await service.request(
                .post, "/schedule-proposals", body: #"{"from":"2026-12-02","to":"2026-12-02","employeeIds":["\#(an)"]}"#
            )
            #expect(made.status == 201, "\(made.text)")
            let proposal = try #require(made.id)
            let read = try await service.request(.get, "/schedule-proposals/\(proposal)")
            #expect(read.object["items"]?[0]["sessions"][0]["startsAt"] != .string("2026-12-02T02:00:00.000Z"))
            #expect(read.object["items"]?[0]["sessions"].count == 1, "\(read.text)")
            let committed = try await service.request(.post, "/schedule-proposals/\(proposal)/commit", body: "{}")
            #expect(committed.status == 200, "\(committed.text)")
        }
    }

    @Test func anActivityThatRecursIsScheduledAsASeries() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            func enter(_ sessions: String, _ rule: String = "FREQ=WEEKLY;COUNT=4") async throws -> TestAnswer {
                try await service.request(
                    .post, "/activities",
                    body: """
                        {"title":"Chăm sóc","kind":"visit","employeeIds":["\(an)"],"sessions":[\(sessions)],\
                        "recurrence":{"rule":"\(rule)"}}
                        """)
            }
            func commit() async throws -> TestAnswer {
                let made = try await service.request(
                    .post, "/schedule-proposals",
                    body: #"{"from":"2026-12-02","to":"2026-12-02","employeeIds":["\#(an)"]}"#)
                return try await service.request(
                    .post, "/schedule-proposals/\(try #require(made.id))/commit", body: "{}")
            }
            #expect(try await enter("").object["title"] == .string("not-one-session"))
            let session = "{\(SeriesText.times("09:00", "10:00", "2026-12-02"))}"
            #expect(
                try await enter(session, "FREQ=WEEKLY;BYDAY=MO").object["title"] == .string("start-not-on-rule"))
            let activity = try await enter(session)
            #expect(activity.status == 201, "\(activity.text)")
            let stands = try #require(
                try await service.book("Khách", [an], from: "09:00", to: "10:00", day: "2026-12-16").id)
            let stale = try await commit()
            #expect(stale.object["staleItems"]?[0]["reason"] == .string("employee-busy"), "\(stale.text)")
            #expect(try await service.request(.post, "/appointments/\(stands)/cancel").status == 200)
            let committed = try await commit()
            #expect(committed.status == 200, "\(committed.text)")
            let id = try #require(activity.id)
            let scheduled = try await service.request(.get, "/activities/\(id)")
            #expect(scheduled.object["status"] == .string("scheduled"))
            guard case .string(let series) = scheduled.object["appointmentIds"]?[0] else {
                Issue.record("\(scheduled.text)")
                return
            }
            #expect(try await service.book("Gọi", [an], from: "09:00", to: "10:00", day: "2026-12-16").status == 409)
            // What follows from an occurrence on is one more session.
            let read = try await service.request(.get, "/appointments/\(series)")
            let split = try await service.request(
                .put, "/appointments/\(series)/series",
                body: """
                    {"from":"2026-12-16T02:00:00Z","title":"Chăm sóc","employeeIds":["\(an)"],\
                    \(SeriesText.times("10:00", "11:00", "2026-12-16"))}
                    """, headers: ["If-Match": read.etag])
            #expect(split.status == 200, "\(split.text)")
            #expect(try await service.request(.get, "/activities/\(id)").object["appointmentIds"]?.count == 2)
            #expect(try await service.request(.post, "/activities/\(id)/cancel").status == 200)
            #expect(try await service.book("Gọi", [an], from: "10:00", to: "11:00", day: "2026-12-16").status == 201)
        }
    }
}
