import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite struct AppointmentTests {
    @Test func anAppointmentIsBookedChangedMovedAndConcluded() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let booked = try await service.book(
                "Thăm khách", [an], from: "09:00", to: "10:00", extra: #","place":"Hà Nội""#)
            #expect(booked.status == 201, "\(booked.text)")
            let id = try #require(booked.id)
            let changed = try await service.request(
                .put, "/appointments/\(id)", body: #"{"title":"Giới thiệu sản phẩm","employeeIds":["\#(an)"]}"#,
                headers: ["If-Match": booked.etag])
            #expect(changed.status == 200, "\(changed.text)")
            let early = try await service.request(
                .post, "/appointments/\(id)/outcome", body: #"{"outcome":"promising"}"#)
            #expect(early.object["title"] == .string("appointment-not-begun"))
            let moved = #"{"startsAt":"2026-11-24T13:00:00+07:00","endsAt":"2026-11-24T14:00:00+07:00"}"#
            #expect(try await service.request(.post, "/appointments/\(id)/reschedule", body: moved).status == 200)
            service.clock.advance(by: .seconds(2 * 86_400))
            let outcome = #"{"outcome":"promising","notes":"Muốn xem báo giá"}"#
            #expect(try await service.request(.post, "/appointments/\(id)/outcome", body: outcome).status == 200)
            #expect(
                try await service.request(.post, "/appointments/\(id)/outcome", body: outcome).object["title"]
                    == .string("outcome-known"))
            #expect(
                try await service.request(.post, "/appointments/\(id)/cancel").object["title"]
                    == .string("appointment-done"))
            let events = try await service.published(AppointmentState.self)
            #expect(events.map(\.event) == ["scheduled", "updated", "rescheduled", "outcome-recorded"])
            #expect(events.last?.state.status == .done && events.last?.state.outcome == .promising)
            #expect(events.last?.state.ownership.responsibleId == an)
        }
    }

    @Test func aClashNamesWhatItClashesWithAndFreeTimes() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let day = "2026-11-26"
            let first = try await service.book("Họp", [an], from: "09:00", to: "10:00", day: day)
            let clash = try await service.book("Gọi", [binh, an], from: "09:30", to: "10:30", day: day)
            #expect(clash.status == 409)
            #expect(clash.object["title"] == .string("appointment-clash"))
            #expect(clash.object["clashes"]?[0]["appointmentId"] == .string(first.id?.description ?? ""))
            #expect(clash.object["clashes"]?[0]["employeeIds"] == .array([.string(an.description)]))
            #expect(clash.object["hiddenClashes"] == .integer(0))
            // An is free from 10:00 (03:00 UTC), the quarter hour nearest to 09:30; before it 08:00 is the nearest.
            #expect(clash.object["freeTimes"]?[0]["startsAt"] == .string("2026-11-26T03:00:00.000Z"))
            #expect(clash.object["freeTimes"]?[1]["startsAt"] == .string("2026-11-26T01:00:00.000Z"))
            #expect(try await service.book("Gọi", [binh, an], from: "10:00", to: "11:00", day: day).status == 201)
        }
    }

    @Test func theCustomerIsCheckedUnlessItIsAMass() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            for (kind, expected) in [(CustomerKind.organisation, 409), (.mass, 201)] {
                let customer = CustomerState(
                    id: EntityID(namespace: .quen, parts: [kind.rawValue]), code: kind.rawValue, kind: kind,
                    name: "Cty \(kind)",
                    status: .potential, isActive: true, ownership: Ownership())
                try await service.publish(customer, .created)
                try await service.wait("the copy") {
                    try await service.store.read { try CustomerCopy.exists($0, key: customer.id) }
                }
                let extra = #","customerId":"\#(customer.id)""#
                let day = kind == .mass ? "2026-11-25" : "2026-11-24"
                #expect(
                    try await service.book("Một", [an], from: "09:00", to: "10:00", day: day, extra: extra).status
                        == 201)
                let second = try await service.book("Hai", [binh], from: "09:30", to: "10:30", day: day, extra: extra)
                #expect(second.status == expected, "\(second.text)")
                if expected == 409 {
                    #expect(second.object["clashes"]?[0]["customerId"] == .string(customer.id.description))
                }
            }
            #expect(try await service.items("/appointments", "customerName").first == "Cty organisation")
        }
    }

    @Test func onlyWhoMayApproveForcesAClash() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            #expect(try await service.book("Họp", [an], from: "09:00", to: "10:00").status == 201)
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            let force = #","force":true"#
            #expect(
                try await service.book("Gọi", [an], from: "09:30", to: "10:00", as: seller, extra: force).status == 403)
            let forced = try await service.book("Gọi", [an], from: "09:30", to: "10:00", extra: force)
            #expect(forced.status == 201, "\(forced.text)")
            let id = try #require(forced.id)
            #expect(try await service.request(.get, "/appointments/\(id)").object["isForced"] == .bool(true))
            let moved = #"{"startsAt":"2026-11-24T15:00:00+07:00","endsAt":"2026-11-24T16:00:00+07:00"}"#
            #expect(try await service.request(.post, "/appointments/\(id)/reschedule", body: moved).status == 200)
            #expect(try await service.request(.get, "/appointments/\(id)").object["isForced"] == .bool(false))
        }
    }

    @Test func ofTwoBookingsAtOnceOneLoses() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<8 {
                    group.addTask { try await service.book("Họp \(index)", [an], from: "09:00", to: "10:00").status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 201 }.count == 1)
            #expect(statuses.filter { $0 == 409 }.count == 7)
        }
    }

    @Test func aCancelledOneNoLongerClashes() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let id = try #require(try await service.book("Họp", [an], from: "09:00", to: "10:00").id)
            #expect(
                try await service.request(.post, "/appointments/\(id)/cancel", body: #"{"reason":"Khách bận"}"#).status
                    == 200)
            #expect(try await service.published(AppointmentState.self).last?.data.cause == "Khách bận")
            #expect(try await service.book("Họp", [an], from: "09:00", to: "10:00").status == 201)
            #expect(try await service.items("/appointments?status=cancelled&employee=\(an)", "title").count == 1)
        }
    }

    @Test func peopleSeeWhatTheyOwnOrAttendAndNoMore() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let secret = try await service.book("Bí mật", [binh], from: "09:00", to: "10:00")
            let shared = try await service.book("Chung", [binh, an], from: "11:00", to: "12:00")
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            #expect(try await service.items("/appointments", "title", as: seller) == ["Chung"])
            #expect(try await service.request(.get, "/appointments/\(secret.id ?? .quen)", as: seller).status == 404)
            #expect(try await service.request(.get, "/appointments/\(shared.id ?? .quen)", as: seller).status == 200)
            let clash = try await service.book("Gọi", [an, binh], from: "09:00", to: "10:00", as: seller)
            #expect(clash.status == 409 && clash.object["hiddenClashes"] == .integer(1))
            #expect(!clash.text.contains("Bí mật"))
            #expect(
                try await service.book("Cho người khác", [binh], from: "14:00", to: "15:00", as: seller).status == 403)
            #expect(
                try await service.request(.post, "/appointments/\(secret.id ?? .quen)/cancel", as: seller).status == 404
            )
            var nobody = SchedulingFixture.person(.accountant, employee: an)
            nobody.permissions = []
            #expect(try await service.request(.get, "/appointments", as: nobody).status == 403)
        }
    }

    @Test func listsAreByDaysEmployeesAndSearch() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            for (index, day) in ["2026-11-24", "2026-11-25", "2026-11-26"].enumerated() {
                let employee = index == 1 ? binh : an
                #expect(
                    try await service.book("Hẹn \(index)", [employee], from: "09:00", to: "10:00", day: day).status
                        == 201)
            }
            #expect(try await service.items("/appointments?from=2026-11-25&to=2026-11-25", "title") == ["Hẹn 1"])
            #expect(try await service.items("/appointments?employee=\(an)", "title") == ["Hẹn 0", "Hẹn 2"])
            #expect(try await service.items("/appointments?q=hen%202&sort=-startsAt", "title") == ["Hẹn 2"])
            #expect(try await service.request(.get, "/appointments?from=yesterday").status == 422)
        }
    }

    @Test func aListFromADayHasSeriesAndOthersInOneOrderPageByPage() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            func book(_ title: String, _ from: String, _ to: String, _ more: String = "") async throws {
                let answer = try await service.request(
                    .post, "/appointments",
                    body: """
                        {"title":"\(title)","employeeIds":["\(an)"],"startsAt":"\(from):00+07:00",\
                        "endsAt":"\(to):00+07:00"\(more)}
                        """)
                #expect(answer.status == 201, "\(answer.text)")
            }
            try await book("Nhiều ngày", "2026-11-22T08:00", "2026-11-24T12:00")
            try await book("Qua rồi", "2026-11-21T08:00", "2026-11-21T09:00")
            try await book(
                "Hằng tuần", "2026-11-20T10:00", "2026-11-20T11:00", #","recurrence":{"rule":"FREQ=WEEKLY;COUNT=4"}"#)
            try await book(
                "Đã hết", "2026-11-18T07:00", "2026-11-18T08:00", #","recurrence":{"rule":"FREQ=DAILY;COUNT=3"}"#)
            try await book("Ngày mai", "2026-11-25T08:00", "2026-11-25T09:00")
            try await book(
                "Hằng ngày", "2026-11-26T14:00", "2026-11-26T15:00", #","recurrence":{"rule":"FREQ=DAILY;COUNT=9"}"#)
            let wanted = ["Hằng tuần", "Nhiều ngày", "Ngày mai", "Hằng ngày"]
            for person in [Person.test(.administrator), SchedulingFixture.person(.salesperson, employee: an)] {
                for (sort, order) in [("startsAt", wanted), ("-startsAt", wanted.reversed())] {
                    for limit in 1...4 {
                        var (found, cursor): ([JSONValue], String) = ([], "")
                        repeat {
                            let answer = try await service.request(
                                .get, "/appointments?from=2026-11-24&sort=\(sort)&limit=\(limit)\(cursor)", as: person)
                            guard case .array(let items) = answer.object["items"] else {
                                Issue.record("\(answer.text)")
                                return
                            }
                            found += items.map { $0["title"] }
                            cursor = ""
                            if case .string(let next) = answer.object["next"] { cursor = "&cursor=\(next)" }
                        } while !cursor.isEmpty && found.count < 9
                        #expect(found == order.map { .string($0) }, "\(sort), \(limit) a page")
                    }
                }
            }
        }
    }

    @Test func whatIsWrongIsNamedByItsPath() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let gone = try await service.employee("Bình")
            _ = try await service.request(.post, "/employees/\(gone)/left")
            let cases: [(TestAnswer, String)] = [
                (try await service.book(" ", [an], from: "09:00", to: "10:00"), "$.title"),
                (try await service.book("Họp", [an], from: "10:00", to: "09:00"), "$.endsAt"),
                (try await service.book("Họp", [an, .quen], from: "09:00", to: "10:00"), "$.employeeIds[1]"),
                (try await service.book("Họp", [gone], from: "09:00", to: "10:00"), "$.employeeIds[0]"),
                (
                    try await service.book("Họp", [an], from: "09:00", to: "10:00", extra: #","contactId":"\#(an)""#),
                    "$.contactId"
                ),
                (try await service.book("Họp", [an], from: "9h", to: "10:00"), "$.startsAt"),
            ]
            for (answer, path) in cases {
                #expect(answer.status == 422, "\(answer.text)")
                #expect(answer.object["path"] == .string(path), "\(answer.text)")
            }
        }
    }
}
