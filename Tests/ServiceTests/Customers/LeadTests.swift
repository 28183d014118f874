import Foundation
import HTTPTypes
import Messages
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Customers

@Suite struct LeadTests {
    static let body =
        #"{"personName":"Trần Bình","firmName":"Công ty CP Đại Phát","taxCode":"0100109106","phone":"0912 345 678","email":"binh@daiphat.vn","need":"100 máy"}"#

    @Test func duplicatesAreShownWithReasonAndScore() async throws {
        try await withCustomers { service in
            let id = try await service.make(
                "/customers", #"{"name":"Công ty TNHH Đại Phát","phones":["+84 912 345 678"]}"#)
            let refused = try await service.request(.post, "/leads", body: Self.body)
            #expect(refused.status == 409)
            #expect(refused.problem == "possible-duplicates")
            struct Refusal: Decodable { var candidates: [DuplicateCandidate] }
            let candidates = try refused.json(Refusal.self).candidates
            #expect(candidates.map(\.id) == [id])
            #expect(candidates.first?.reasons == [.phone, .name])
            #expect(candidates.first?.score == 94)
            let preview = try await service.request(.post, "/duplicates", body: #"{"name":"dai phat co., ltd"}"#)
            #expect(preview.items.map { $0.text("code") } == ["KH-000001"])
            let allowed = String(Self.body.dropLast()) + #","allowDuplicates":true}"#
            #expect(try await service.request(.post, "/leads", body: allowed).status == 201)
        }
    }

    @Test func aDuplicateOutOfReachIsNotNamed() async throws {
        try await withCustomers { service in
            _ = try await service.make("/customers", #"{"name":"Đại Phát"}"#, as: .lan)
            let preview = try await service.request(.post, "/duplicates", as: .minh, body: #"{"name":"Đại Phát"}"#)
            #expect(preview.items.count == 1)
            #expect(preview.items.first?["name"] == nil)
            #expect(preview.items.first?.text("responsibleId") == Person.lan.employee?.description)
            #expect(try await service.request(.post, "/duplicates", as: .technician, body: "{}").status == 403)
        }
    }

    @Test func aBranchOfTheSameFirmIsLinkedNotRefused() async throws {
        try await withCustomers { service in
            let branch = try await service.make("/customers", #"{"name":"Đại Phát","taxCode":"0100109106-001"}"#)
            let head = try await service.make("/customers", #"{"name":"Đại Phát","taxCode":"0100109106"}"#)
            let second = try await service.make("/customers", #"{"name":"Đại Phát","taxCode":"0100109106-002"}"#)
            for id in [branch, second] {
                #expect(try await service.customer(id).text("parentId") == head.description)
            }
            let same = try await service.request(.post, "/customers", body: #"{"name":"X","taxCode":"0100109106002"}"#)
            #expect(same.problem == "possible-duplicates")
        }
    }

    @Test func aLeadIsConvertedOnce() async throws {
        try await withCustomers { service in
            let id = try await service.make("/leads", Self.body, as: .lan)
            let body = #"{"opportunityName":"100 máy"}"#
            let key = ["Idempotency-Key": "convert-dai-phat"]
            for _ in 0..<2 {
                #expect(
                    try await service.request(.post, "/leads/\(id)/convert", as: .lan, body: body, headers: key).status
                        == 200)
            }
            let again = try await service.request(.post, "/leads/\(id)/convert", as: .lan, body: body)
            #expect(again.problem == "lead-already-converted")
            let lead = try #require(try await service.published(LeadState.self).last)
            #expect(lead.event == "converted")
            let conversion = try #require(lead.state.conversion)
            #expect(conversion.opportunityId != nil)
            #expect(conversion.opportunityName == "100 máy")
            let customer = try await service.customer(conversion.customerId, as: .lan)
            #expect(customer.text("name") == "Công ty CP Đại Phát")
            #expect(try await service.names("/customers/\(conversion.customerId)/contacts", as: .lan) == ["Trần Bình"])
            #expect(try await service.published(CustomerState.self).map(\.event) == ["created"])
            let etag = try await service.request(.get, "/leads/\(id)", as: .lan).etag
            let edit = try await service.request(
                .patch, "/leads/\(id)", as: .lan, body: #"{"need":"200"}"#, headers: ["If-Match": etag])
            #expect(edit.status == 409)
            #expect(try await service.faults() == [])
        }
    }

    @Test func aConversionIsUndoneWhileNothingWasBuiltOnIt() async throws {
        try await withCustomers { service in
            let id = try await service.make("/leads", Self.body)
            _ = try await service.request(.post, "/leads/\(id)/convert", body: "{}")
            let first = try #require(try await service.published(LeadState.self).last?.state.conversion)
            #expect(try await service.request(.post, "/leads/\(id)/undo-conversion").status == 200)
            #expect(try await service.request(.get, "/customers/\(first.customerId)").status == 404)
            #expect(try await service.published(LeadState.self).last?.event == "conversion-undone")
            #expect(try await service.request(.post, "/leads/\(id)/undo-conversion").problem == "lead-not-converted")

            #expect(try await service.request(.post, "/leads/\(id)/convert", body: "{}").status == 200)
            let second = try #require(try await service.published(LeadState.self).last?.state.conversion)
            _ = try await service.make(
                "/customers/\(second.customerId)/interactions", #"{"channel":"call","direction":"inbound"}"#)
            let refused = try await service.request(.post, "/leads/\(id)/undo-conversion")
            #expect(refused.problem == "lead-conversion-built-upon")
            #expect(refused.object.object("details").text("interaction") == "1")
            #expect(try await service.faults() == [])
        }
    }

    @Test func aConversionCanJoinACustomerThatThereIs() async throws {
        try await withCustomers { service in
            let customer = try await service.make("/customers", #"{"name":"Đại Phát"}"#)
            let id = try await service.make("/leads", #"{"personName":"Trần Bình"}"#)
            let unknown = try await service.request(.post, "/leads/\(id)/convert", body: #"{"customerId":"\#(id)"}"#)
            #expect(unknown.path == "$.customerId")
            let done = try await service.request(.post, "/leads/\(id)/convert", body: #"{"customerId":"\#(customer)"}"#)
            #expect(done.status == 200)
            #expect(try await service.names("/customers/\(customer)/contacts") == ["Trần Bình"])
            #expect(try await service.request(.post, "/leads/\(id)/undo-conversion").status == 200)
            #expect(try await service.request(.get, "/customers/\(customer)").status == 200)
            #expect(try await service.names("/customers/\(customer)/contacts") == [])
        }
    }

    @Test func leadsAreListedSearchedAndDisqualified() async throws {
        try await withCustomers { service in
            let id = try await service.make("/leads", Self.body, as: .lan)
            #expect(try await service.request(.get, "/leads?q=dai%20phat&status=new", as: .lan).items.count == 1)
            #expect(try await service.request(.get, "/leads", as: .minh).items.isEmpty)
            #expect(try await service.request(.get, "/leads/\(id)", as: .minh).status == 404)
            #expect(
                try await service.request(.post, "/leads/\(id)/disqualify", as: .lan, body: "{}").path == "$.reason")
            let done = try await service.request(
                .post, "/leads/\(id)/disqualify", as: .lan, body: #"{"reason":"Trùng"}"#)
            #expect(done.status == 200)
            #expect(try await service.request(.post, "/leads/\(id)/convert", as: .lan, body: "{}").status == 409)
            #expect(try await service.request(.post, "/leads", body: #"{"need":"?"}"#).problem == "lead-nameless")
        }
    }
}
