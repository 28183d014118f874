import Foundation
import HTTPTypes
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Customers

@Suite struct ContactAndInteractionTests {
    @Test func oneContactIsThePrimaryOne() async throws {
        try await withCustomers { service in
            let id = try await service.make("/customers", #"{"name":"A"}"#, as: .lan)
            let first = try await service.make(
                "/customers/\(id)/contacts", #"{"name":"Một","emails":["mot@a.vn"]}"#, as: .lan)
            let second = try await service.make(
                "/customers/\(id)/contacts", #"{"name":"Hai","isPrimary":true}"#, as: .lan)
            let one = try await service.request(.get, "/contacts/\(first)", as: .lan)
            let two = try await service.request(.get, "/contacts/\(second)", as: .lan)
            #expect(one.object["isPrimary"] == .bool(false))
            #expect(two.object["isPrimary"] == .bool(true))
            #expect(try await service.request(.post, "/contacts/\(second)/left", as: .lan).status == 200)
            #expect(try await service.request(.post, "/contacts/\(second)/left", as: .lan).status == 409)
            let etag = try await service.request(.get, "/contacts/\(second)", as: .lan).etag
            let primary = try await service.request(
                .patch, "/contacts/\(second)", as: .lan, body: #"{"isPrimary":true}"#, headers: ["If-Match": etag])
            #expect(primary.problem == "contact-left-cannot-be-primary")
            #expect(try await service.request(.post, "/contacts/\(second)/returned", as: .lan).status == 200)
            #expect(try await service.names("/contacts?q=mot", as: .lan) == ["Một"])
            #expect(try await service.names("/contacts?working=true", as: .lan) == ["Hai", "Một"])
            #expect(try await service.names("/contacts", as: .minh) == [])
            #expect(try await service.request(.get, "/contacts/\(first)", as: .minh).status == 404)
            let nameless = try await service.request(
                .post, "/customers/\(id)/contacts", as: .lan, body: #"{"name":""}"#)
            #expect(nameless.path == "$.name")
            #expect(try await service.faults() == [])
        }
    }

    @Test func aContactThatAnInteractionNamesStays() async throws {
        try await withCustomers { service in
            let id = try await service.make("/customers", #"{"name":"A"}"#)
            let other = try await service.make("/customers", #"{"name":"B"}"#)
            let contact = try await service.make("/customers/\(id)/contacts", #"{"name":"Một"}"#)
            let talk = #"{"channel":"call","direction":"inbound","contactIds":["\#(contact)"]}"#
            let foreign = try await service.request(.post, "/customers/\(other)/interactions", body: talk)
            #expect(foreign.path == "$.contactIds[0]")
            _ = try await service.make("/customers/\(id)/interactions", talk)
            let etag = try await service.request(.get, "/contacts/\(contact)").etag
            #expect(
                try await service.request(.delete, "/contacts/\(contact)", headers: ["If-Match": etag]).problem
                    == "contact-in-use")
        }
    }

    @Test func interactionsAreWrittenDownAndCorrected() async throws {
        try await withCustomers { service in
            let id = try await service.make("/customers", #"{"name":"A"}"#, as: .lan)
            let wrong = try await service.request(
                .post, "/customers/\(id)/interactions", as: .lan, body: #"{"channel":"pigeon","direction":"inbound"}"#)
            #expect(wrong.path == "$.channel")
            let talk = try await service.make(
                "/customers/\(id)/interactions",
                #"{"channel":"zalo","direction":"inbound","contactAgainOn":"2026-12-01","result":"Gọi lại"}"#, as: .lan)
            let read = try await service.request(.get, "/interactions/\(talk)", as: .lan)
            #expect(read.object["employeeIds"] == .array([.string(Person.lan.employee?.description ?? "")]))
            #expect(
                try await service.request(.get, "/interactions?contactAgainBy=2026-12-01", as: .lan).items.count == 1)
            #expect(try await service.request(.get, "/interactions?contactAgainBy=2026-11-30", as: .lan).items.isEmpty)
            #expect(try await service.request(.get, "/interactions", as: .minh).items.isEmpty)
            #expect(
                try await service.request(
                    .post, "/customers/\(id)/interactions", as: .minh,
                    body: #"{"channel":"call","direction":"inbound"}"#
                ).status == 404)
            #expect(
                try await service.request(
                    .put, "/interactions/\(talk)", as: .lan, body: #"{"channel":"call","direction":"inbound"}"#
                ).status == 428)
            #expect(
                try await service.request(.delete, "/interactions/\(talk)", headers: ["If-Match": read.etag]).status
                    == 200)
            #expect(try await service.request(.get, "/customers/\(id)/timeline", as: .lan).items.isEmpty)
        }
    }

    @Test func careOfAnothersCustomerBelongsToWhoGaveIt() async throws {
        try await withCustomers { service in
            let branch = EntityID(namespace: .quen, parts: ["hue"])
            let seller = Person.test(.salesperson, name: "Lan", branch: branch)
            let care = Person.test(.customerCare, name: "Hoa", branch: branch)
            let id = try await service.make("/customers", #"{"name":"A"}"#, as: seller)
            let talk = try await service.make(
                "/customers/\(id)/interactions", #"{"channel":"call","direction":"inbound"}"#, as: care)
            #expect(try await service.request(.get, "/interactions/\(talk)", as: care).status == 200)
            let elsewhere = Person.test(.customerCare, name: "Mai", branch: EntityID(namespace: .quen, parts: ["hn"]))
            #expect(try await service.request(.get, "/customers/\(id)", as: elsewhere).status == 404)
        }
    }

    @Test func theTimelineShowsWhatOthersPublishedNewestFirst() async throws {
        try await withCustomers { service in
            let id = try await service.make("/customers", #"{"name":"A"}"#, as: .lan)
            let owned = Ownership(responsibleId: Person.lan.employee)
            for day in 1...5 {
                _ = try await service.make(
                    "/customers/\(id)/interactions",
                    #"{"channel":"call","direction":"inbound","startedAt":"2026-11-0\#(day)T02:00:00Z"}"#, as: .lan)
            }
            try await service.publish(
                PaymentState(
                    id: service.clock.world.newID(), customerId: id, amount: Amount(minorUnits: 500, currency: .vnd),
                    paidOn: try #require(Day("2026-11-04")), source: "bank", reference: "FT1", allocations: [],
                    advance: 0, credit: 500), "received")
            try await service.publish(
                AppointmentState(
                    id: service.clock.world.newID(), title: "Gặp", customerId: id, employeeIds: [],
                    startsAt: try #require(Instant("2026-11-20T02:00:00Z")), endsAt: service.clock.now, ownership: owned
                ), "scheduled")
            try await service.wait("the timeline") {
                try await service.request(.get, "/customers/\(id)/timeline", as: .lan).items.count == 7
            }
            var (seen, next) = ([String](), "")
            repeat {
                let page = try await service.request(.get, "/customers/\(id)/timeline?limit=2\(next)", as: .lan)
                seen += page.items.map { $0.text("at") }
                next = page.object.text("next").isEmpty ? "" : "&cursor=\(page.object.text("next"))"
            } while !next.isEmpty
            #expect(seen.count == 7)
            #expect(seen == seen.sorted(by: >))
            let money = try await service.request(.get, "/customers/\(id)/timeline?kind=payment,appointment", as: .lan)
            #expect(money.items.map { $0.text("kind") } == ["appointment", "payment"])
            #expect(try await service.request(.get, "/customers/\(id)/timeline?kind=gossip", as: .lan).status == 422)
            // Who may not see payments does not see them here either.
            var blind = Person.lan
            blind.permissions = blind.permissions.filter { $0.function != .payments }
            #expect(try await service.request(.get, "/customers/\(id)/timeline", as: blind).items.count == 6)
            let payment = try await service.request(.get, "/customers/\(id)/timeline?kind=payment", as: .lan).items
                .first
            #expect(payment?.object("amount")["amount"] == .integer(500))
        }
    }

    @Test func theStatusReportNamesEveryCustomer() async throws {
        try await withCustomers { service in
            _ = try await service.make("/customers", #"{"name":"Đông Á"}"#)
            _ = try await service.make("/customers", #"{"name":"Bình Minh","kind":"mass"}"#, as: .test(.administrator))
            let rows = try await service.store.read { try CustomersOperations.statusReport.rows($0) }
            #expect(rows == [["Bình Minh", "mass"], ["Đông Á", "potential"]])
        }
    }
}
