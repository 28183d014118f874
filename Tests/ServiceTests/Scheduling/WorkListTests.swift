import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite struct WorkListTests {
    @Test func workIsToDoThenOverdueThenDone() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            let visit = try await service.activity("Thăm", [an], at: [("2026-11-23", "10:00", "11:00")])
            _ = try await service.activity("Cả ngày", [an], at: [], extra: #","plannedOn":"2026-11-23""#)
            _ = try await service.activity("Khi rảnh", [an], at: [], extra: #","priority":"very-high""#)
            _ = try await service.activity(
                "Giao cho Bình", [binh], at: [],
                extra: #","responsibleId":"\#(an)","deadline":"2026-11-23T10:00:00+07:00""#)
            let meeting = try await service.book("Họp", [an, binh], from: "09:30", to: "09:45", day: "2026-11-23")
            #expect(meeting.status == 201)
            #expect(
                try await service.items("/work-items", "title", as: seller) == ["Họp", "Thăm", "Cả ngày", "Khi rảnh"])
            #expect(try await service.items("/work-items?sort=priority", "title", as: seller).first == "Khi rảnh")
            #expect(try await service.items("/work-items?list=waiting", "title", as: seller) == ["Giao cho Bình"])
            let counts = try await service.request(.get, "/work-items/counts", as: seller)
            #expect(counts.object["toDo"] == .integer(4) && counts.object["dueToday"] == .integer(3), "\(counts.text)")
            // 11:30 in Viet Nam.
            service.clock.advance(by: .seconds(9000))
            #expect(try await service.items("/work-items?list=overdue", "title", as: seller) == ["Họp", "Thăm"])
            #expect(try await service.items("/work-items", "title", as: seller) == ["Cả ngày", "Khi rảnh"])
            #expect(try await service.items("/work-items?list=overdue&type=activity", "title", as: seller) == ["Thăm"])
            #expect(try await service.request(.post, "/activities/\(visit)/done", as: seller).status == 200)
            let outcome = try await service.request(
                .post, "/appointments/\(try #require(meeting.id))/outcome", body: #"{"outcome":"promising"}"#)
            #expect(outcome.status == 200, "\(outcome.text)")
            #expect(try await service.items("/work-items?list=overdue", "title", as: seller).isEmpty)
            #expect(
                try await service.items("/work-items?list=done", "title", as: seller).sorted() == ["Họp", "Thăm"])
            // The day ends at midnight in Viet Nam, which is 17:00 UTC.
            service.clock.set(try #require(Instant("2026-11-23T16:59:59Z")))
            #expect(try await service.items("/work-items?list=overdue", "title", as: seller).isEmpty)
            service.clock.set(try #require(Instant("2026-11-23T17:00:01Z")))
            #expect(try await service.items("/work-items?list=overdue", "title", as: seller) == ["Cả ngày"])
        }
    }

    @Test func listsAreFilteredAndCutIntoPages() async throws {
        try await SchedulingFixture.with { service in
            let team = try await service.team("ban-hang")
            let an = try await service.employee("An", extra: #","teams":["ban-hang"]"#)
            let binh = try await service.employee("Bình", extra: #","teams":["ban-hang"]"#)
            let customer = try await service.customer("Hoa Sen", phone: nil)
            for number in 1...9 {
                let extra = number % 3 == 0 ? #","customerId":"\#(customer)","priority":"high""# : ""
                _ = try await service.activity(
                    "Việc \(number)", [an, binh], at: [("2026-12-0\(number)", "09:00", "10:00")],
                    kind: number == 5 ? "call" : "visit", extra: extra)
            }
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            var (found, path): ([String], String?) = ([], "/work-items?limit=4")
            while let next = path {
                let page = try await service.request(.get, next, as: seller)
                #expect(page.status == 200, "\(page.text)")
                found += page.strings("title")
                path = page.string("next").map { "/work-items?limit=4&cursor=\($0)" }
            }
            #expect(found == (1...9).map { "Việc \($0)" })
            let answers = [
                "customer=\(customer)&employee=\(an)": ["Việc 3", "Việc 6", "Việc 9"],
                "priority=high": ["Việc 3", "Việc 6", "Việc 9"], "kind=call": ["Việc 5"],
                "from=2026-12-02&to=2026-12-03": ["Việc 2", "Việc 3"], "q=viec%207": ["Việc 7"],
            ]
            for (filter, titles) in answers {
                #expect(try await service.items("/work-items?\(filter)", "title", as: seller) == titles, "\(filter)")
            }
            // Of the whole team there is a line for each who has it.
            let manager = SchedulingFixture.person(.salesManager, employee: binh)
            #expect(try await service.items("/work-items?team=\(team)&limit=200", "title", as: manager).count == 18)
            let all = try await service.request(.get, "/work-items/counts?employee=any")
            #expect(all.object["toDo"] == .integer(18), "\(all.text)")
            for bad in ["list=later", "employee=x", "from=2026-13-01", "colour=red", "type=x", "kind=x"] {
                let answer = try await service.request(.get, "/work-items?\(bad)", as: seller)
                #expect(answer.status == 422, "\(bad): \(answer.text)")
            }
        }
    }

    @Test func nobodySeesWorkOutOfReach() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            _ = try await service.activity("Của Bình", [binh], at: [])
            _ = try await service.book("Hẹn của Bình", [binh], from: "09:00", to: "10:00")
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            for filter in ["employee=\(binh)", "employee=any"] {
                #expect(try await service.items("/work-items?\(filter)", "title", as: seller).isEmpty)
                let counts = try await service.request(.get, "/work-items/counts?\(filter)", as: seller)
                #expect(counts.object["toDo"] == .integer(0))
            }
            let marketing = SchedulingFixture.person(.marketing, employee: binh)
            #expect(
                Set(try await service.items("/work-items", "title", as: marketing)) == ["Của Bình", "Hẹn của Bình"])
            // Without the right to appointments their lines are not there.
            var poorer = marketing
            poorer.permissions = poorer.permissions.filter { $0.function != .appointments }
            #expect(try await service.items("/work-items", "title", as: poorer) == ["Của Bình"])
        }
    }

    @Test func callsAreMadeOrForgotten() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let customer = try await service.customer("Hoa Sen", phone: "024 3826 1234", of: binh)
            let contact = try await service.contact("Chị Hoa", of: customer, phone: "0912 345 678")
            let extra = #","customerId":"\#(customer)""#
            let first = try await service.activity(
                "Gọi chị Hoa", [an], at: [("2026-11-23", "10:00", "10:15")], kind: "call",
                extra: extra + #","contactId":"\#(contact)""#)
            let second = try await service.activity(
                "Gọi công ty", [an], at: [], kind: "call", extra: extra + #","plannedOn":"2026-11-24""#)
            _ = try await service.activity("Thăm", [an], at: [("2026-11-23", "14:00", "15:00")])
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            let calls = try await service.request(.get, "/calls?from=2026-11-23&to=2026-11-23", as: seller)
            let line = try #require(calls.object["items"]?[0])
            #expect(calls.object["items"]?.count == 1 && line["phone"] == .string("0912 345 678"), "\(calls.text)")
            #expect(line["contactName"] == .string("Chị Hoa") && line["plannedMinutes"] == .integer(15))
            // The customer is another's: its phone is for who calls, and for who may see it.
            #expect(try await service.items("/calls", "phone", as: seller).last == "024 3826 1234")
            let tried = try await service.call(first, #"{"result":"no-answer"}"#, as: seller)
            #expect(tried.status == 200, "\(tried.text)")
            let planned = try await service.items("/calls?state=planned", "title", as: seller)
            #expect(planned == ["Gọi chị Hoa", "Gọi công ty"])
            // Its day has passed at midnight in Viet Nam.
            service.clock.set(try #require(Instant("2026-11-23T17:00:00Z")))
            #expect(try await service.items("/calls?state=forgotten", "title", as: seller) == ["Gọi chị Hoa"])
            #expect(try await service.items("/calls?state=planned&employee=\(an)", "title") == ["Gọi công ty"])
            let late = try await service.call(
                first, #"{"result":"reached","minutes":12,"notes":"Hẹn gửi báo giá"}"#, as: seller)
            #expect(late.status == 200, "\(late.text)")
            #expect(try await service.items("/calls?state=made", "title", as: seller) == ["Gọi chị Hoa"])
            let done = try #require(try await service.published(ActivityState.self).last)
            #expect(done.event == "done" && done.state.call?.attempts == 2 && done.state.call?.minutes == 12)
            #expect(done.state.call?.madeBy == an)
            #expect(try await service.call(first, #"{"result":"reached"}"#, as: seller).status == 409)
            // What was said of it is its diary.
            #expect(try await !service.items("/activities?diary=missing", "title").contains("Gọi chị Hoa"))
            #expect(try await service.items("/activities?diary=written", "title") == ["Gọi chị Hoa"])
            _ = try await service.request(.post, "/activities/\(second)/cancel")
            #expect(try await service.items("/calls?state=cancelled", "title", as: seller) == ["Gọi công ty"])
        }
    }

    @Test func aCallThatCannotBeIsRefused() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let call = try await service.activity("Gọi", [an], at: [], kind: "call")
            let visit = try await service.activity("Thăm", [an], at: [])
            #expect(try await service.call(visit, #"{"result":"reached"}"#).string("title") == "not-a-call")
            for (body, path) in [
                (#"{"result":"reached","minutes":1441}"#, "$.minutes"), (#"{"result":"sang"}"#, "$.result"),
                (#"{"result":"reached","madeAt":"2026-11-24T10:00:00+07:00"}"#, "$.madeAt"), ("{}", "$.result"),
                (#"{"result":"reached","notes":"\#(String(repeating: "x", count: 4001))"}"#, "$.notes"),
            ] {
                let answer = try await service.call(call, body)
                #expect(answer.status == 422 && answer.object["path"] == .string(path), "\(answer.text)")
            }
            let stranger = SchedulingFixture.person(.salesperson, employee: try await service.employee("Bình"))
            #expect(try await service.call(call, #"{"result":"reached"}"#, as: stranger).status == 404)
        }
    }
}

extension ServiceUnderTest {
    func call(_ id: EntityID, _ body: String, as person: Person = .test(.administrator)) async throws -> TestAnswer {
        try await request(.post, "/activities/\(id)/call", as: person, body: body)
    }

    /// Lets the service know a customer, as Customers would.
    func customer(_ name: String, phone: String?, of employee: EntityID? = nil) async throws -> EntityID {
        let state = CustomerState(
            id: EntityID(namespace: .quen, parts: ["customer", name]), code: name, kind: .organisation, name: name,
            status: .potential, isActive: true, ownership: Ownership(responsibleId: employee),
            phones: phone.map { [Phone(written: $0)] } ?? [])
        try await publish(state, .created)
        try await wait("the copy") { try await store.read { try CustomerCopy.exists($0, key: state.id) } }
        return state.id
    }

    func contact(_ name: String, of customer: EntityID, phone: String) async throws -> EntityID {
        let state = ContactState(
            id: EntityID(namespace: .quen, parts: ["contact", name]), customerId: customer, name: name,
            phones: [Phone(written: phone)], isPrimary: true, ownership: Ownership())
        try await publish(state, .created)
        try await wait("the copy") { try await store.read { try ContactCopy.exists($0, key: state.id) } }
        return state.id
    }
}
