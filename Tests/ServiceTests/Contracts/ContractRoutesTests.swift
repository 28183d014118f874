import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Contracts

@Suite("Contracts: contracts by HTTP")
struct ContractsRoutesTests {
    private static let body = #"{"customerId":"\#(Sample.customer)","kind":"sale","lines":[\#(Sample.tenPumps)]}"#

    @Test func aContractGoesThroughItsWholeLife() async throws {
        try await withContracts { service in
            let id = try await service.create("/contracts", Self.body)
            for (command, status) in [
                ("draft", "drafted"), ("negotiate", "negotiating"), ("agree", "agreed"), ("sign", "signed"),
                ("start", "in-progress"), ("suspend", "suspended"), ("resume", "in-progress"), ("accept", "accepted"),
                ("end", "ended"), ("settle", "settled"), ("liquidate", "liquidated"),
            ] {
                try await service.act("/contracts/\(id)/transitions", Sample.step(command))
                #expect(try await service.status(of: "/contracts/\(id)") == status)
            }
            let history = try await service.request(.get, "/contracts/\(id)/history")
            #expect(history.text.components(separatedBy: #""command""#).count == 13)
            let events = try await service.published(ContractState.self)
            #expect(events.map(\.event) == ["created"] + Array(repeating: "status-changed", count: 11))
            #expect(events.last?.state.signedOn == Sample.day("2026-11-23"))
            #expect(events.first?.state.sums.total == 10_800_000)
        }
    }

    @Test func aStepTheTableDoesNotAllowIsAConflictThatSaysWhy() async throws {
        try await withContracts { service in
            let id = try await service.create("/contracts", Self.body)
            let answer = try await service.request(.post, "/contracts/\(id)/transitions", body: Sample.step("sign"))
            #expect(answer.status == 409)
            #expect(service.code(answer) == "transition-not-allowed")
            guard case .object(let details)? = answer.object["details"] else { throw TestFailure(answer.text) }
            #expect(
                details["allowed"] != nil && answer.string("detail")?.contains("Hiện có thể: ") == true,
                "\(answer.text)")
            let unknown = try await service.request(.post, "/contracts/\(id)/transitions", body: #"{"command":"fly"}"#)
            #expect(unknown.status == 422)
            #expect(unknown.object["path"] == .string("$.command"))
        }
    }

    @Test func anEditVoidsTheApproval() async throws {
        try await withContracts { service in
            let id = try await service.create("/contracts", Self.body)
            try await service.act("/contracts/\(id)/transitions", Sample.step("draft"))
            try await service.act("/contracts/\(id)/transitions", Sample.step("agree"))
            #expect(try await service.change(.patch, "/contracts/\(id)", #"{"paymentTerms":"30 ngày"}"#).status == 200)
            #expect(try await service.status(of: "/contracts/\(id)") == "negotiating")
            let sign = try await service.request(.post, "/contracts/\(id)/transitions", body: Sample.step("sign"))
            #expect(sign.status == 409)
            try await service.act("/contracts/\(id)/transitions", Sample.step("agree"))
            try await service.act("/contracts/\(id)/transitions", Sample.step("sign"))
            #expect(try await service.change(.patch, "/contracts/\(id)", #"{"note":"x"}"#).status == 409)
            #expect(try await service.change(.delete, "/contracts/\(id)").status == 409)
        }
    }

    @Test func onlyWhoMayApproveAgreesAndOnlyAccountingSettles() async throws {
        try await withContracts(knowsCustomer: false) { service in
            let seller = Person.test(.salesperson)
            let id = try await service.create("/contracts", Self.body, as: seller)
            try await service.act("/contracts/\(id)/transitions", Sample.step("draft"), as: seller)
            let agree = try await service.request(
                .post, "/contracts/\(id)/transitions", as: seller, body: Sample.step("agree"))
            #expect(agree.status == 403)
            try await service.publish(Sample.customerState(), .created)
            for command in ["agree", "sign", "end"] {
                try await service.act("/contracts/\(id)/transitions", Sample.step(command))
            }
            let settle = try await service.request(
                .post, "/contracts/\(id)/transitions", as: seller, body: Sample.step("settle"))
            #expect(settle.status == 403)
        }
    }

    @Test func peopleSeeAndChangeOnlyWhatTheirScopeReaches() async throws {
        try await withContracts(knowsCustomer: false) { service in
            let id = try await service.create("/contracts", Self.body, as: .test(.salesperson, name: "An"))
            let other = Person.test(.salesperson, name: "Bình")
            #expect(try await service.request(.get, "/contracts/\(id)", as: other).status == 404)
            #expect(try await service.request(.get, "/contracts", as: other).object["items"] == .array([]))
            let patch = try await service.request(
                .patch, "/contracts/\(id)", as: other, body: "{}", headers: ["If-Match": "\"00000000000000000001\""])
            #expect(patch.status == 404)
            #expect(
                try await service.request(.post, "/contracts", as: .test(.technician), body: Self.body).status == 403)
            #expect(try await service.request(.get, "/contracts", as: .test(.technician)).status == 403)
            #expect(try await service.request(.get, "/contracts", as: nil).status == 401)
        }
    }

    @Test func aChangeNeedsTheVersionThatWasRead() async throws {
        try await withContracts { service in
            let id = try await service.create("/contracts", Self.body)
            #expect(try await service.request(.patch, "/contracts/\(id)", body: "{}").status == 428)
            let first = try await service.request(.get, "/contracts/\(id)").etag
            #expect(try await service.change(.patch, "/contracts/\(id)", #"{"customerNumber":"KH/9"}"#).status == 200)
            let stale = try await service.request(
                .patch, "/contracts/\(id)", body: #"{"note":"b"}"#, headers: ["If-Match": first])
            #expect(stale.status == 412)
            let cleared = try await service.change(.patch, "/contracts/\(id)", #"{"customerNumber":null}"#)
            #expect(cleared.status == 200)
            #expect(try await service.request(.get, "/contracts/\(id)").object["customerNumber"] == nil)
        }
    }

    @Test func theSameKeyMakesOneContract() async throws {
        try await withContracts { service in
            let headers = ["Idempotency-Key": "one-and-the-same"]
            let first = try await service.request(.post, "/contracts", body: Self.body, headers: headers)
            let second = try await service.request(.post, "/contracts", body: Self.body, headers: headers)
            #expect(first.id == second.id)
            #expect(try await service.published(ContractState.self).count == 1)
        }
    }

    @Test(arguments: [
        (#"{"kind":"sale"}"#, "$.customerId"),
        (#"{"customerId":"\#(Sample.customer)","kind":"gift"}"#, "$.kind"),
        (
            #"{"customerId":"\#(Sample.customer)","kind":"sale","lines":[{"quantity":"0","unitPrice":"1","tax":"8"}]}"#,
            "$.lines[0].quantity"
        ),
        (
            #"{"customerId":"\#(Sample.customer)","kind":"sale","lines":[{"description":"a","quantity":"1","tax":"8"}]}"#,
            "$.lines[0].unitPrice"
        ),
        (
            #"{"customerId":"\#(Sample.customer)","kind":"sale","effectiveFrom":"2026-02-01","effectiveTo":"2026-01-01"}"#,
            "$.effectiveTo"
        ),
    ])
    func whatIsMissingOrWrongIsNamedByItsPath(_ body: String, _ path: String) async throws {
        try await withContracts { service in
            let answer = try await service.request(.post, "/contracts", body: body)
            #expect(answer.status == 422)
            #expect(answer.object["path"] == .string(path))
        }
    }

    @Test func listsAreFilteredSearchedAndCutIntoPages() async throws {
        try await withContracts { service in
            try await service.wait("the customer") {
                try await service.store.read { try CustomerCopy.fetchCount($0) } == 1
            }
            for _ in 0..<3 { _ = try await service.create("/contracts", Self.body) }
            let first = try await service.request(.get, "/contracts?limit=2&sort=-number")
            guard case .array(let items)? = first.object["items"], case .string(let next)? = first.object["next"] else {
                throw TestFailure(first.text)
            }
            #expect(items.count == 2)
            let second = try await service.request(.get, "/contracts?limit=2&sort=-number&cursor=\(next)")
            #expect(second.text.contains("01/2026/HĐMB"))
            #expect(second.object["next"] == nil)
            for query in ["q=anh%20duong", "q=02/2026", "status=requested,drafted", "product=\(Sample.product)"] {
                let found = try await service.request(.get, "/contracts?\(query)")
                #expect(found.text.contains("02/2026/HĐMB"), "\(query): \(found.text)")
            }
            #expect(try await service.request(.get, "/contracts?q=khong").object["items"] == .array([]))
            #expect(try await service.request(.get, "/contracts?status=flying").status == 422)
            #expect(try await service.request(.get, "/contracts?colour=red").status == 422)
        }
    }
}
