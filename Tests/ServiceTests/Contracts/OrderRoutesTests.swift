import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceKit
import TestKit
import Testing

@testable import Contracts

@Suite("Contracts: orders by HTTP")
struct ContractsOrderTests {
    private static func lines(_ quantity: String, price: String? = nil) -> String {
        #"[{"productId":"\#(Sample.product)","quantity":"\#(quantity)"\#(price.map { #","unitPrice":"\#($0)""# } ?? "")}]"#
    }

    @Test func anOrderTakesPricesAndTheRestFromItsContract() async throws {
        try await withContracts { service in
            let contract = try await service.signedContract()
            let first = try await service.confirmedOrder(from: contract, quantity: "4")
            let order = try #require(try await service.newest(OrderState.self, first))
            #expect(order.number == "ĐH0001/2026")
            #expect(order.sums.total == 4_320_000)
            #expect(order.lines.first?.unit == "cái")
            let rest = try await service.create("/orders", #"{"contractId":"\#(contract)"}"#)
            #expect(try await service.newest(OrderState.self, rest)?.lines.first?.quantity.description == "6")
        }
    }

    @Test func moreThanContractedIsRefused() async throws {
        try await withContracts { service in
            let contract = try await service.signedContract()
            _ = try await service.confirmedOrder(from: contract, quantity: "7")
            let body = #"{"contractId":"\#(contract)","lines":\#(Self.lines("3.0001"))}"#
            let answer = try await service.request(.post, "/orders", body: body)
            #expect(answer.status == 409)
            #expect(service.code(answer) == "chain-exceeded")
            #expect(try await service.published(OrderState.self).count == 2)
            let other = #"{"contractId":"\#(contract)","lines":[{"productId":"\#(Sample.customer)","quantity":"1"}]}"#
            let foreign = try await service.request(.post, "/orders", body: other)
            #expect(foreign.status == 422)
            #expect(service.code(foreign) == "not-in-parent")
        }
    }

    @Test func aCancelledOrderGivesBackWhatItTook() async throws {
        try await withContracts { service in
            let contract = try await service.signedContract()
            let first = try await service.confirmedOrder(from: contract, quantity: "10")
            try await service.act("/orders/\(first)/transitions", Sample.step("cancel"))
            let second = try await service.confirmedOrder(from: contract, quantity: "10")
            try await service.act("/orders/\(second)/transitions", Sample.step("fulfil"))
            try await service.act("/orders/\(second)/transitions", Sample.step("close"))
            #expect(try await service.status(of: "/orders/\(second)") == "closed")
            let history = try await service.request(.get, "/orders/\(second)/history")
            #expect(history.text.contains("fulfil"))
        }
    }

    @Test func nothingIsOrderedFromAContractThatIsNotSigned() async throws {
        try await withContracts { service in
            let id = try await service.create(
                "/contracts", #"{"customerId":"\#(Sample.customer)","kind":"sale","lines":[\#(Sample.tenPumps)]}"#)
            let order = try await service.request(.post, "/orders", body: #"{"contractId":"\#(id)"}"#)
            #expect(order.status == 409)
            #expect(service.code(order) == "parent-not-open")
            let invoice = try await service.request(.post, "/invoices", body: #"{"contractId":"\#(id)"}"#)
            #expect(service.code(invoice) == "parent-not-open")
        }
    }

    @Test func aFrameworkContractBindsPriceAndCeilingNotQuantity() async throws {
        try await withContracts { service in
            let line = Sample.tenPumps.replacing(#""quantity":"10""#, with: #""quantity":"0""#)
            let contract = try await service.signedContract(
                kind: "framework", lines: line, more: #","ceiling":20000000"#)
            _ = try await service.confirmedOrder(from: contract, quantity: "18")
            let answer = try await service.request(
                .post, "/orders", body: #"{"contractId":"\#(contract)","lines":\#(Self.lines("1"))}"#)
            #expect(service.code(answer) == "ceiling-exceeded")
        }
    }

    @Test func pricesComeFromTheContractUnlessOneMayApprove() async throws {
        try await withContracts { service in
            let contract = try await service.signedContract()
            let body = #"{"contractId":"\#(contract)","lines":\#(Self.lines("1", price: "900000"))}"#
            let director = Person.test(.administrator)
            let accountant = Person.test(.accountant, name: "An")
            let refused = try await service.request(.post, "/orders", as: accountant, body: body)
            #expect(refused.status == 403)
            #expect(service.code(refused) == "price-from-parent")
            let id = try await service.create("/orders", body, as: director)
            #expect(try await service.newest(OrderState.self, id)?.sums.amount == 900_000)
        }
    }

    @Test func aChangeThatAnInvoiceContradictsIsRefusedAndNamesIt() async throws {
        try await withContracts { service in
            let contract = try await service.signedContract()
            let order = try await service.confirmedOrder(from: contract, quantity: "5")
            try await service.registerSeries()
            let invoice = try await service.create(
                "/invoices", #"{"orderId":"\#(order)","lines":\#(Self.lines("4"))}"#)
            try await service.act("/invoices/\(invoice)/issue")
            let answer = try await service.change(.patch, "/orders/\(order)", #"{"lines":\#(Self.lines("3"))}"#)
            #expect(answer.status == 409)
            #expect(answer.text.contains("invoice 1C26TAA/1"))
            #expect(answer.text.contains(#""line":"1""#))
            let annex = try await service.request(
                .post, "/contracts/\(contract)/annexes",
                body: #"{"note":"giảm","lines":[\#(Sample.tenPumps.replacing("\"10\"", with: "\"4\""))]}"#)
            #expect(annex.status == 409)
            #expect(annex.text.contains("order ĐH0001/2026"))
            let cancel = try await service.request(.post, "/orders/\(order)/transitions", body: Sample.step("cancel"))
            #expect(service.code(cancel) == "has-children")
            #expect(
                try await service.change(.patch, "/orders/\(order)", #"{"lines":\#(Self.lines("4"))}"#).status == 200)
            try await service.act(
                "/contracts/\(contract)/annexes",
                #"{"note":"thêm","lines":[\#(Sample.tenPumps.replacing("\"10\"", with: "\"12\""))],"effectiveTo":"2027-01-31"}"#
            )
            #expect(try await service.newest(ContractState.self, contract)?.effectiveTo == Sample.day("2027-01-31"))
            #expect(try await service.request(.get, "/contracts/\(contract)/annexes").text.contains("thêm"))
        }
    }

    @Test func onlyDraftsAreDeleted() async throws {
        try await withContracts { service in
            let contract = try await service.signedContract()
            let confirmed = try await service.confirmedOrder(from: contract, quantity: "5")
            #expect(try await service.change(.delete, "/orders/\(confirmed)").status == 409)
            let draft = try await service.create("/orders", #"{"contractId":"\#(contract)"}"#)
            #expect(try await service.change(.delete, "/orders/\(draft)").status == 200)
            #expect(try await service.request(.get, "/orders/\(draft)").status == 404)
            let all = try await service.request(.get, "/orders?contract=\(contract)")
            #expect(all.text.contains(confirmed.description))
            #expect(
                try await service.request(.get, "/orders", as: .test(.salesperson, name: "B")).object["items"]
                    == .array([]))
            #expect(try await service.request(.post, "/orders", as: .test(.marketing), body: "{}").status == 403)
        }
    }
}
