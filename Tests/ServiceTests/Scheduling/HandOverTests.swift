import Foundation
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite struct HandOverTests {
    @Test func theWorkOfOneWhoLeavesBecomesAnothers() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let open = try await service.activity("Khảo sát", [an, binh], at: [])
            let done = try await service.activity("Xong", [an], at: [])
            #expect(try await service.request(.post, "/activities/\(done)/done").status == 200)
            let meeting = try #require(try await service.book("Họp", [an], from: "09:00", to: "10:00").id)
            let past = try #require(
                try await service.book("Đã qua", [an], from: "09:00", to: "10:00", day: "2026-11-02").id)
            let project = try await service.project(
                "Dự án", extra: #","responsibleId":"\#(an)","members":[{"employeeId":"\#(an)","role":"Trưởng"}]"#)
            #expect(try await service.request(.post, "/employees/\(an)/left").status == 200)
            let work = try await service.request(.get, "/employees/\(an)/open-work?to=\(binh)")
            #expect(work.object["activities"]?.count == 1 && work.object["appointments"]?.count == 1, "\(work.text)")
            #expect(work.object["projects"]?[0]["title"] == .string("Dự án"))
            #expect(work.object["appointments"]?[0]["isClash"] == .bool(false))
            let moved = try await service.handOver(an, to: binh)
            #expect(moved.status == 200, "\(moved.text)")
            let activity = try await service.request(.get, "/activities/\(open)")
            #expect(activity.object["employeeIds"] == .array([.string("\(binh)")]))
            #expect(activity.object["ownership"]?["responsibleId"] == .string("\(binh)"))
            let taken = try await service.request(.get, "/appointments/\(meeting)")
            #expect(taken.object["employeeIds"] == .array([.string("\(binh)")]))
            let kept = try await service.request(.get, "/appointments/\(past)")
            #expect(kept.object["employeeIds"] == .array([.string("\(an)")]))
            let led = try await service.request(.get, "/projects/\(project)")
            #expect(led.object["members"]?[0]["employeeId"] == .string("\(binh)"))
            let left = try await service.request(.get, "/employees/\(an)/open-work")
            #expect(left.object["activities"]?.count == 0 && left.object["appointments"]?.count == 0)
            let event = try await service.published(AppointmentState.self).last
            #expect(event?.event == "updated" && event?.data.cause == "employee/\(an)")
            // Bình has it now: the time is taken.
            #expect(try await service.book("Khác", [binh], from: "09:30", to: "10:30").status == 409)
        }
    }

    @Test func whoLeavesWithOpenWorkIsTold() async throws {
        try await SchedulingFixture.with { service in
            let boss = try await service.employee("Chị Cúc")
            let an = try await service.employee("An", extra: #","managerId":"\#(boss)""#)
            let binh = try await service.employee("Bình")
            for title in ["Khảo sát", "Gọi lại"] { _ = try await service.activity(title, [an], at: []) }
            _ = try await service.book("Họp", [an, binh], from: "09:00", to: "10:00")
            #expect(try await service.rows("/reports/open-work").isEmpty, "nobody has left")
            for id in [an, binh] { #expect(try await service.request(.post, "/employees/\(id)/left").status == 200) }
            let left = try await service.published(EmployeeState.self).filter { $0.event == "left" }.map(\.state)
            #expect(left.map(\.openWork?.activities) == [2, 0] && left.map(\.openWork?.appointments) == [1, 1])
            #expect(left.first?.openWork?.countedAt == service.clock.now)

            let rows = try await service.rows("/reports/open-work")
            #expect(rows.map { $0["name"] } == [.string("An"), .string("Bình")])
            #expect(rows[0]["managerName"] == .string("Chị Cúc") && rows[0]["activities"] == .integer(2))
            #expect(rows[0]["appointments"] == .integer(1) && rows[0]["projects"] == .integer(0))
            let file = try await service.request(.get, "/reports/open-work?format=csv")
            #expect(file.text.hasPrefix("\u{FEFF}Mã nhân viên,Tên,Người quản lý,Nghỉ việc ngày,"), "\(file.text)")
            #expect(file.text.contains(",An,Chị Cúc,2026-11-23,2,1,0\n"), "\(file.text)")
            // What was handed over is done with; who comes back has nothing left behind.
            #expect(try await service.handOver(an, to: boss).status == 200)
            #expect(try await service.rows("/reports/open-work").map { $0["name"] } == [.string("Bình")])
            #expect(try await service.request(.post, "/employees/\(binh)/returned").status == 200)
            #expect(try await service.rows("/reports/open-work").isEmpty)
            #expect(try await service.request(.get, "/employees/\(binh)").object["openWork"] == nil)
            // The right is looked at before the parameters.
            let technician = SchedulingFixture.person(.technician, employee: boss)
            #expect(try await service.request(.get, "/reports/open-work?format=odd", as: technician).status == 403)
        }
    }

    @Test func aClashIsListedAndNothingIsDone() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let clashing = try #require(try await service.book("Trùng", [an], from: "09:00", to: "10:00").id)
            let fitting = try #require(try await service.book("Vừa", [an], from: "11:00", to: "12:00").id)
            _ = try await service.book("Của Bình", [binh], from: "09:30", to: "10:30")
            let work = try await service.request(.get, "/employees/\(an)/open-work?to=\(binh)")
            #expect(work.object["appointments"]?[0]["isClash"] == .bool(true), "\(work.text)")
            let refused = try await service.handOver(an, to: binh)
            #expect(refused.status == 409 && refused.object["title"] == .string("hand-over-clash"))
            #expect(refused.object["clashes"]?[0]["appointmentId"] == .string("\(clashing)"))
            let kept = try await service.request(.get, "/appointments/\(fitting)")
            #expect(kept.object["employeeIds"] == .array([.string("\(an)")]))
            // Only what fits, by name.
            let some = try await service.handOver(an, to: binh, extra: #","appointmentIds":["\#(fitting)"]"#)
            #expect(some.status == 200, "\(some.text)")
            let unknown = try await service.handOver(an, to: binh, extra: #","appointmentIds":["\#(fitting)"]"#)
            #expect(unknown.status == 422 && unknown.object["path"] == .string("$.appointmentIds[0]"))
            #expect(try await service.handOver(an, to: binh, extra: #","force":true"#).status == 200)
            #expect(try await service.request(.get, "/appointments/\(clashing)").object["isForced"] == .bool(true))
        }
    }

    @Test func toWhomAndByWhom() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let same = try await service.handOver(an, to: an)
            #expect(same.status == 409 && same.object["title"] == .string("same-employee"))
            #expect(try await service.handOver(an, to: .quen).object["path"] == .string("$.toEmployeeId"))
            #expect(try await service.request(.post, "/employees/\(binh)/left").status == 200)
            #expect(try await service.handOver(an, to: binh).object["title"] == .string("employee-has-left"))
            #expect(try await service.handOver(.quen, to: an).status == 404)
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            #expect(try await service.handOver(an, to: binh, as: seller).status == 403)
            #expect(try await service.request(.get, "/employees/\(an)/open-work", as: seller).status == 403)
        }
    }

    @Test func skillsAreEnteredAndSearched() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let read = try await service.request(.get, "/employees/\(an)")
            let set = try await service.request(
                .put, "/employees/\(an)/skills",
                body: """
                    {"skills":[{"kind":"technical","productGroup":" Phần mềm "},{"kind":"technical","productGroup":"phan mem"},\
                    {"kind":"advisory","productGroup":"Máy in"}]}
                    """, headers: ["If-Match": read.etag])
            #expect(set.status == 200, "\(set.text)")
            let shown = try await service.request(.get, "/employees/\(an)")
            #expect(
                shown.object["skills"]?.count == 2 && shown.object["skills"]?[0]["productGroup"] == .string("Phần mềm"))
            for (filter, count) in [
                ("skill=technical", 1), ("skill=advisory&productGroup=May+in", 0), ("productGroup=m%C3%A1y%20in", 1),
                ("skill=technical&productGroup=may%20in", 0),
                ("skill=technical&productGroup=Ph%E1%BA%A7n%20m%E1%BB%81m", 1),
                ("q=phan%20mem", 1),
            ] {
                #expect(try await service.items("/employees?\(filter)", "name").count == count, "\(filter)")
            }
            #expect(try await service.request(.get, "/employees?skill=odd").status == 422)
            // An edit of the employee leaves them alone.
            #expect(try await service.put("/employees/\(an)", #"{"name":"Ân"}"#).status == 200)
            #expect(try await service.request(.get, "/employees/\(an)").object["skills"]?.count == 2)
            let wrong = try await service.request(
                .put, "/employees/\(binh)/skills", body: #"{"skills":[{"kind":"technical","productGroup":" "}]}"#,
                headers: ["If-Match": read.etag])
            #expect(wrong.object["path"] == .string("$.skills[0].productGroup"), "\(wrong.text)")
            let events = try await service.published(EmployeeState.self)
            #expect(events.contains { $0.state.skills?.count == 2 })
        }
    }
}

extension ServiceUnderTest {
    func handOver(
        _ employee: EntityID, to other: EntityID, extra: String = "", as person: Person = .test(.administrator)
    ) async throws -> TestAnswer {
        try await request(
            .post, "/employees/\(employee)/hand-over", as: person, body: #"{"toEmployeeId":"\#(other)"\#(extra)}"#)
    }
}
