import Foundation
import HTTPTypes
import Messages
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Customers

@Suite struct CustomerTests {
    static let body = """
        {"name":"Công ty TNHH Hoà Bình","shortName":"Hoà Bình","taxCode":"0100109106","phones":["024 3825 1234"],
         "emails":["info@hoabinh.vn"],"region":"Miền Bắc","industry":"retail","address":{"text":"1 Lê Lợi, Hà Nội"},
         "details":{"bankAccounts":[{"number":"123","bank":"VCB"}],"creditLimit":{"amount":5000000,"currency":"VND"}}}
        """

    @Test func aNewCustomerIsPotentialAndItsMakersOwn() async throws {
        try await withCustomers { service in
            let answer = try await service.request(.post, "/customers", as: .lan, body: Self.body)
            #expect(answer.status == 201)
            let id = try #require(answer.id)
            let customer = try await service.customer(id, as: .lan)
            #expect(customer.text("code") == "KH-000001")
            #expect(customer.text("status") == "potential")
            #expect(customer.object("ownership").text("responsibleId") == Person.lan.employee?.description)
            #expect(customer.object("details").object("creditLimit")["amount"] == .integer(5_000_000))
            let event = try #require(try await service.published(CustomerState.self).first)
            #expect(event.event == "created")
            #expect(event.state.phones == [Phone(written: "024 3825 1234", e164: "+842438251234")])
            #expect(event.data.actor == Person.lan.account)
            #expect(try await service.faults() == [])
        }
    }

    @Test func aRepeatedCommandHasNoSecondEffect() async throws {
        try await withCustomers { service in
            let key = ["Idempotency-Key": "create-hoa-binh"]
            let first = try await service.request(.post, "/customers", body: Self.body, headers: key)
            let second = try await service.request(.post, "/customers", body: Self.body, headers: key)
            #expect(first.id == second.id)
            #expect(second.status == 201)
            #expect(try await service.published(CustomerState.self).count == 1)
        }
    }

    @Test(arguments: [
        (#"{}"#, "$.name"), (#"{"name":"  "}"#, "$.name"), (#"{"name":"A","taxCode":"0100109107"}"#, "$.taxCode"),
        (#"{"name":"A","emails":["a@b.vn","x"]}"#, "$.emails[1]"), (#"{"name":"A","phones":["--"]}"#, "$.phones[0]"),
        (#"{"name":"A","kind":"firm"}"#, "$.kind"), (#"{"name":5}"#, "$.name"),
        (#"{"name":"A","parentId":"0190aaaa-0000-7000-8000-000000000000"}"#, "$.parentId"),
        (
            #"{"name":"A","details":{"unavailable":[{"weekday":9,"fromMinute":0,"toMinute":60}]}}"#,
            "$.details.unavailable[0]"
        ),
    ])
    func wrongInputIsNamedByItsPath(_ body: String, _ path: String) async throws {
        try await withCustomers { service in
            let answer = try await service.request(.post, "/customers", body: body)
            #expect(answer.status == 422)
            #expect(answer.path == path)
        }
    }

    @Test func aGivenCodeIsUniqueAndGeneratedOnesPassItOver() async throws {
        try await withCustomers { service in
            _ = try await service.make("/customers", #"{"name":"A","code":"KH-000001"}"#)
            let again = try await service.request(.post, "/customers", body: #"{"name":"B","code":"KH-000001"}"#)
            #expect(again.status == 409)
            #expect(again.problem == "customer-code-taken")
            let next = try await service.make("/customers", #"{"name":"C"}"#)
            #expect(try await service.customer(next).text("code") == "KH-000002")
        }
    }

    @Test func anUpdateNamesTheVersionThatItRead() async throws {
        try await withCustomers { service in
            let id = try await service.make("/customers", Self.body)
            let read = try await service.request(.get, "/customers/\(id)")
            let without = try await service.request(.patch, "/customers/\(id)", body: #"{"name":"B"}"#)
            #expect(without.status == 428)
            let match = ["If-Match": read.etag]
            let done = try await service.request(
                .patch, "/customers/\(id)", body: #"{"name":"B","region":null}"#, headers: match)
            #expect(done.status == 200)
            let stale = try await service.request(.put, "/customers/\(id)", body: #"{"name":"C"}"#, headers: match)
            #expect(stale.status == 412)
            let customer = try await service.customer(id)
            #expect(customer.text("name") == "B")
            #expect(customer["region"] == nil)
            #expect(customer.text("industry") == "retail")
            #expect(try await service.published(CustomerState.self).last?.data.changed.sorted() == ["name", "region"])
        }
    }

    @Test func massMarketStaysWhatItIs() async throws {
        try await withCustomers { service in
            let id = try await service.make("/customers", #"{"name":"Sinh viên","kind":"mass"}"#)
            let read = try await service.request(.get, "/customers/\(id)")
            #expect(read.object.text("status") == "mass")
            let answer = try await service.request(
                .patch, "/customers/\(id)", body: #"{"kind":"individual"}"#, headers: ["If-Match": read.etag])
            #expect(answer.problem == "customer-mass-is-fixed")
            let byHand = try await service.request(
                .post, "/customers/\(id)/prospective", body: #"{"reason":"quan tâm"}"#)
            #expect(byHand.status == 409)
            try await service.account(id, paid: 900_000_000, sequence: 1)
            #expect(try await service.status(id) == "mass")
        }
    }

    @Test func aDeactivatedCustomerKeepsEverythingAndComesBack() async throws {
        try await withCustomers { service in
            let id = try await service.make("/customers", Self.body)
            #expect(try await service.request(.post, "/customers/\(id)/deactivate").status == 200)
            #expect(try await service.request(.post, "/customers/\(id)/deactivate").status == 409)
            #expect(try await service.names("/customers?active=true") == [])
            #expect(try await service.request(.post, "/customers/\(id)/reactivate").status == 200)
            #expect(try await service.names("/customers?active=true") == ["Công ty TNHH Hoà Bình"])
            #expect(
                try await service.published(CustomerState.self).map(\.event) == [
                    "created", "deactivated", "reactivated",
                ])
        }
    }

    @Test func onlyACustomerToWhichNothingIsAttachedCanBeDeleted() async throws {
        try await withCustomers { service in
            let id = try await service.make("/customers", Self.body)
            let contact = try await service.make("/customers/\(id)/contacts", #"{"name":"Đỗ Thị Ý"}"#)
            let etag = try await service.request(.get, "/customers/\(id)").etag
            let refused = try await service.request(.delete, "/customers/\(id)", headers: ["If-Match": etag])
            #expect(refused.problem == "customer-in-use")
            #expect(refused.object.object("details").text("contact") == "1")
            let contactTag = try await service.request(.get, "/contacts/\(contact)").etag
            #expect(
                try await service.request(.delete, "/contacts/\(contact)", headers: ["If-Match": contactTag]).status
                    == 200)
            #expect(try await service.request(.delete, "/customers/\(id)", headers: ["If-Match": etag]).status == 200)
            #expect(try await service.request(.get, "/customers/\(id)").status == 404)
            #expect(try await service.published(CustomerState.self).last?.data.deleted == true)
            #expect(try await service.faults() == [])
        }
    }

    @Test func rowsOutOfReachAreNotThere() async throws {
        try await withCustomers { service in
            let id = try await service.make("/customers", Self.body, as: .lan)
            #expect(try await service.request(.get, "/customers/\(id)", as: .minh).status == 404)
            #expect(try await service.names("/customers", as: .minh) == [])
            #expect(try await service.names("/customers?q=hoa", as: .minh) == [])
            #expect(try await service.request(.get, "/customers/\(id)/timeline", as: .minh).status == 404)
            #expect(try await service.request(.get, "/customers/\(id)/status-history", as: .minh).status == 404)
            let etag = try await service.request(.get, "/customers/\(id)").etag
            let patch = try await service.request(
                .patch, "/customers/\(id)", as: .minh, body: #"{"name":"X"}"#, headers: ["If-Match": etag])
            #expect(patch.status == 404)
            #expect(
                try await service.request(.post, "/customers", as: .technician, body: #"{"name":"A"}"#).status == 403)
            #expect(try await service.request(.get, "/customers", as: nil).status == 401)
            let delete = try await service.request(.delete, "/customers/\(id)", as: .lan, headers: ["If-Match": etag])
            #expect(delete.status == 403)
        }
    }

    @Test func aCustomerCannotBeGivenAwayOutOfReach() async throws {
        try await withCustomers { service in
            let minh = try #require(Person.minh.employee)
            let made = try await service.request(
                .post, "/customers", as: .lan, body: #"{"name":"A","ownership":{"responsibleId":"\#(minh)"}}"#)
            #expect(made.status == 403)
            let id = try await service.make("/customers", #"{"name":"A"}"#, as: .lan)
            let etag = try await service.request(.get, "/customers/\(id)", as: .lan).etag
            let given = try await service.request(
                .patch, "/customers/\(id)", as: .lan, body: #"{"ownership":{"responsibleId":"\#(minh)"}}"#,
                headers: ["If-Match": etag])
            #expect(given.status == 403)
            let shared = try await service.request(
                .patch, "/customers/\(id)", as: .lan, body: #"{"ownership":{"secondResponsibleId":"\#(minh)"}}"#,
                headers: ["If-Match": etag])
            #expect(shared.status == 200)
            #expect(try await service.request(.get, "/customers/\(id)", as: .minh).status == 200)
        }
    }

    @Test func noCustomerStandsAboveItself() async throws {
        try await withCustomers { service in
            let head = try await service.make("/customers", #"{"name":"Head"}"#)
            let part = try await service.make("/customers", #"{"name":"Part","parentId":"\#(head)"}"#)
            let etag = try await service.request(.get, "/customers/\(head)").etag
            let loop = try await service.request(
                .patch, "/customers/\(head)", body: #"{"parentId":"\#(part)"}"#, headers: ["If-Match": etag])
            #expect(loop.status == 422)
            #expect(loop.problem == "customer-parent-loop")
            #expect(try await service.names("/customers?parent=\(head)") == ["Part"])
        }
    }

    @Test func placesAreCheckedOnceTheyAreLoaded() async throws {
        try await withCustomers { service in
            let old = #"{"name":"A","address":{"text":"Hà Tây","provinceCode":"99"}}"#
            _ = try await service.make("/customers", old)
            let load =
                #"{"provinces":[{"code":"01","name":"Thành phố Hà Nội"}],"wards":[{"code":"00004","name":"Phường Ba Đình","provinceCode":"01"}]}"#
            #expect(try await service.request(.post, "/places", as: .lan, body: load).status == 403)
            #expect(try await service.request(.post, "/places", body: load).status == 200)
            #expect(try await service.names("/places?province=01") == ["Phường Ba Đình"])
            let unknown = try await service.request(
                .post, "/customers", body: #"{"name":"B","address":{"text":"x","wardCode":"00005"}}"#)
            #expect(unknown.path == "$.address.wardCode")
            let id = try await service.make("/customers", #"{"name":"B","address":{"text":"x","wardCode":"00004"}}"#)
            #expect(try await service.customer(id).object("address").text("provinceCode") == "01")
        }
    }
}
