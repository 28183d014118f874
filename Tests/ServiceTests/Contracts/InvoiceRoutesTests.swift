import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceKit
import TestKit
import Testing

@testable import Contracts

@Suite("Contracts: invoices by HTTP")
struct ContractsInvoiceTests {
    @Test func issuedInvoicesAreNumberedWithoutAGapAndNeverChange() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let first = try await service.issued(100)
            _ = try await service.issued(200)
            let invoice = try #require(try await service.newest(InvoiceState.self, first))
            #expect(invoice.series == "1C26TAA")
            #expect(invoice.number == "1")
            #expect(invoice.issuedOn == Sample.day("2026-11-23"))
            #expect(try await service.request(.get, "/invoices/\(first)").text.contains("0100109106"))
            #expect(try await service.change(.patch, "/invoices/\(first)", #"{"note":"x"}"#).status == 409)
            #expect(try await service.change(.delete, "/invoices/\(first)").status == 409)
            #expect(try await service.request(.post, "/invoices/\(first)/issue", body: "{}").status == 409)
            #expect(try await service.account(Sample.customer)?.balances.first?.invoiced == 300)
            let series = try await service.request(.get, "/invoice-series")
            #expect(series.text.contains(#""lastSerial":2"#))
        }
    }

    @Test func twentyClerksIssueTwoHundredAtOnceAndTheSeriesIsComplete() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            var drafts: [EntityID] = []
            for amount in 1...200 { drafts.append(try await service.draft(amount)) }
            let shares = (0..<20).map { clerk in drafts.indices.filter { $0 % 20 == clerk }.map { drafts[$0] } }
            try await withThrowingTaskGroup(of: Void.self) { clerks in
                for share in shares {
                    clerks.addTask { for id in share { try await service.act("/invoices/\(id)/issue") } }
                }
                try await clerks.waitForAll()
            }
            let numbers = try await service.published(InvoiceState.self).filter { $0.event == "issued" }
                .compactMap { $0.state.number.flatMap { Int($0) } }
            #expect(numbers.sorted() == Array(1...200))
        }
    }

    @Test func anIssueThatFailsLeavesNoGap() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let empty = try await service.create("/invoices", #"{"customerId":"\#(Sample.customer)"}"#)
            let refused = try await service.request(.post, "/invoices/\(empty)/issue", body: "{}")
            #expect(service.code(refused) == "invoice-without-lines")
            let id = try await service.issued(5)
            #expect(try await service.newest(InvoiceState.self, id)?.number == "1")
        }
    }

    @Test func theDayOfIssueNeverGoesBackAndKeepsToTheSeriesYear() async throws {
        try await withContracts { service in
            let draft = try await service.draft(5)
            let none = try await service.request(.post, "/invoices/\(draft)/issue", body: "{}")
            #expect(service.code(none) == "series-missing")
            try await service.registerSeries()
            try await service.act("/invoices/\(draft)/issue", #"{"on":"2026-11-20"}"#)
            let next = try await service.draft(5)
            for (body, code) in [
                (#"{"on":"2026-11-19"}"#, "issue-date-before-previous"),
                (#"{"on":"2026-11-24"}"#, "issue-date-in-future"),
                (#"{"series":"1C26TAA","on":"2025-12-31"}"#, "series-of-another-year"),
                (#"{"series":"1C26TZZ"}"#, "unknown-series"),
            ] {
                let answer = try await service.request(.post, "/invoices/\(next)/issue", body: body)
                #expect(answer.status == 422)
                #expect(service.code(answer) == code)
            }
            try await service.registerSeries("1C26TBB")
            let unclear = try await service.request(.post, "/invoices/\(next)/issue", body: "{}")
            #expect(service.code(unclear) == "series-required")
            let twice = try await service.request(.post, "/invoice-series", body: #"{"symbol":"1C26TBB"}"#)
            #expect(twice.status == 409)
            let wrong = try await service.request(.post, "/invoice-series", body: #"{"symbol":"AA"}"#)
            #expect(wrong.object["path"] == .string("$.symbol"))
        }
    }

    @Test func accountantsIssueAndSalespeopleDoNot() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let accountant = Person.test(.accountant, name: "Kế toán", branch: Sample.branch)
            let id = try await service.draft(7, as: accountant)
            let seller = Person.test(.salesperson)
            #expect(
                try await service.request(.post, "/invoices", as: seller, body: Sample.invoiceBody(1)).status == 403)
            #expect(try await service.request(.post, "/invoices/\(id)/issue", as: seller, body: "{}").status == 404)
            #expect(
                try await service.request(.post, "/invoice-series", as: seller, body: #"{"symbol":"1C26TCC"}"#).status
                    == 403)
            try await service.act("/invoices/\(id)/issue", as: accountant)
            let elsewhere = Person.test(.accountant, name: "Khác", branch: Sample.product)
            #expect(try await service.request(.get, "/invoices/\(id)", as: elsewhere).status == 404)
            #expect(try await service.request(.get, "/invoices", as: elsewhere).object["items"] == .array([]))
        }
    }

    @Test func invoicesOfAnOrderAndOfItsContractAreSummedApart() async throws {
        try await withContracts { service in
            let contract = try await service.signedContract()
            let order = try await service.confirmedOrder(from: contract, quantity: "6")
            _ = try await service.create("/invoices", #"{"orderId":"\#(order)"}"#)
            let more = try await service.request(
                .post, "/invoices",
                body: #"{"orderId":"\#(order)","lines":[{"productId":"\#(Sample.product)","quantity":"1"}]}"#)
            #expect(service.code(more) == "chain-exceeded")
            let direct = try await service.create("/invoices", #"{"contractId":"\#(contract)"}"#)
            #expect(try await service.newest(InvoiceState.self, direct)?.lines.first?.quantity.description == "4")
            let patch = try await service.change(
                .patch, "/invoices/\(direct)", #"{"lines":[{"productId":"\#(Sample.product)","quantity":"5"}]}"#)
            #expect(service.code(patch) == "chain-exceeded")
            #expect(try await service.change(.delete, "/invoices/\(direct)").status == 200)
            _ = try await service.create("/invoices", #"{"contractId":"\#(contract)"}"#)
        }
    }
}
