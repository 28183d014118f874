import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceKit
import TestKit
import Testing

@testable import Contracts

@Suite("Contracts: payments by HTTP")
struct ContractsPaymentTests {
    private func body(_ amount: Int, _ rest: String) -> String {
        #"{"amount":{"amount":\#(amount),"currency":"VND"},\#(rest)}"#
    }

    private func balance(_ service: ServiceUnderTest) async throws -> CustomerAccountState.Balance {
        try #require(try await service.account(Sample.customer)?.balances.first)
    }

    @Test func partialPaymentsOverPaymentAndReversal() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let invoice = try await service.issued(1000)
            _ = try await service.create("/payments", body(400, #""invoiceId":"\#(invoice)""#))
            #expect(try await service.newest(InvoiceState.self, invoice)?.paymentStatus == .partlyPaid)
            let second = try await service.create("/payments", body(700, #""invoiceNumber":"1C26TAA/0000001""#))
            #expect(try await service.newest(InvoiceState.self, invoice)?.paymentStatus == .paid)
            #expect(try await balance(service).credit == 100)
            try await service.act("/payments/\(second)/reverse", #"{"note":"nhầm"}"#)
            #expect(try await service.newest(PaymentState.self, second)?.isReversed == true)
            #expect(try await service.newest(InvoiceState.self, invoice)?.paid == 400)
            let after = try await balance(service)
            #expect(after.paid == 400 && after.credit == 0)
            let again = try await service.request(.post, "/payments/\(second)/reverse", body: "{}")
            #expect(again.status == 409)
        }
    }

    @Test func anAdvanceWaitsForTheNextInvoicesOfItsContract() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let contract = try await service.signedContract()
            let payment = try await service.create("/payments", body(3_000_000, #""contractId":"\#(contract)""#))
            #expect(try await balance(service).advance == 3_000_000)
            for quantity in ["1", "4"] {
                let id = try await service.create(
                    "/invoices",
                    #"{"contractId":"\#(contract)","lines":[{"productId":"\#(Sample.product)","quantity":"\#(quantity)"}]}"#
                )
                try await service.act("/invoices/\(id)/issue")
            }
            let state = try #require(try await service.newest(PaymentState.self, payment))
            #expect(state.advance == 0)
            #expect(state.allocations.map(\.amount) == [1_080_000, 1_920_000])
            #expect(try await balance(service).paid == 3_000_000)
            #expect(try await service.account(Sample.customer)?.paidInvoices == 2)
        }
    }

    @Test func creditIsLaidOnAnInvoiceByHand() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let payment = try await service.create("/payments", body(500, #""customerId":"\#(Sample.customer)""#))
            let invoice = try await service.issued(300)
            try await service.act("/payments/\(payment)/allocations", #"{"invoiceId":"\#(invoice)"}"#)
            #expect(try await service.newest(InvoiceState.self, invoice)?.paymentStatus == .paid)
            #expect(try await balance(service).credit == 200)
            let more = try await service.request(
                .post, "/payments/\(payment)/allocations", body: #"{"invoiceId":"\#(invoice)","amount":1}"#)
            #expect(service.code(more) == "invoice-overpaid")
            let all = try await service.request(
                .post, "/payments/\(payment)/allocations", body: #"{"invoiceId":"\#(invoice)"}"#)
            #expect(service.code(all) == "invoice-overpaid", "\(all.text)")
            let none = try await service.request(
                .post, "/payments/\(payment)/allocations", body: #"{"invoiceId":"\#(invoice)","amount":-5}"#)
            #expect(service.code(none) == "amount-not-positive")
            let account = try await service.request(.get, "/customer-accounts/\(Sample.customer)")
            #expect(account.text.contains(#""credit":200"#))
        }
    }

    @Test func aReferenceIsTakenOncePerSource() async throws {
        try await withContracts { service in
            let body = body(5, #""customerId":"\#(Sample.customer)","source":"cash","reference":"PT-1""#)
            _ = try await service.create("/payments", body)
            let again = try await service.request(.post, "/payments", body: body)
            #expect(again.status == 409)
            #expect(service.code(again) == "reference-used")
            let list = try await service.request(.get, "/payments?source=cash&reference=PT-1")
            #expect(list.text.contains(#""reference":"PT-1""#))
        }
    }

    @Test(arguments: [
        (#""invoiceId":"\#(Sample.product)""#, "unknown-invoice", "$.invoiceId"),
        (#""note":"x""#, "customer-required", "$.customerId"),
        (#""customerId":"\#(Sample.customer)","paidOn":"2026-12-01""#, "paid-in-future", "$.paidOn"),
    ])
    func whatAPaymentLacksIsNamed(_ rest: String, _ code: String, _ path: String) async throws {
        try await withContracts { service in
            let answer = try await service.request(.post, "/payments", body: body(5, rest))
            #expect(answer.status == 422)
            #expect(service.code(answer) == code)
            #expect(answer.object["path"] == .string(path))
        }
    }

    @Test func onlyAccountingTakesAndReversesPayments() async throws {
        try await withContracts { service in
            let body = body(5, #""customerId":"\#(Sample.customer)""#)
            let seller = Person.test(.salesperson)
            #expect(try await service.request(.post, "/payments", as: seller, body: body).status == 403)
            let accountant = Person.test(.accountant, name: "K", branch: Sample.branch)
            let id = try await service.create("/payments", body, as: accountant)
            #expect(try await service.request(.post, "/payments/\(id)/reverse", as: seller, body: "{}").status == 404)
            #expect(try await service.request(.get, "/payments/\(id)", as: seller).status == 404)
            try await service.act("/payments/\(id)/reverse", as: accountant)
        }
    }

    @Test func reportsNameTheirMeasureAndKeepToTheScope() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let invoice = try await service.issued(1000, more: #","dueOn":"2026-10-01""#)
            _ = try await service.issued(50, more: #","dueOn":"2026-12-31""#)
            _ = try await service.create("/payments", body(400, #""invoiceId":"\#(invoice)""#))
            let revenue = try await service.request(.get, "/reports/revenue?measure=collected")
            #expect(revenue.object["measure"] == .string("collected"))
            #expect(revenue.text.contains(#""revenue":"400""#))
            let receivables = try await service.request(.get, "/reports/receivables")
            #expect(receivables.text.contains(#""byAge":{"days31to60":"600","notDue":"50"}"#))
            let other = Person.test(.salesperson, name: "Khác")
            #expect(try await service.request(.get, "/reports/revenue", as: other).object["rows"] == .array([]))
            #expect(try await service.request(.get, "/reports/receivables", as: other).object["rows"] == .array([]))
            #expect(try await service.request(.get, "/reports/revenue", as: .test(.technician)).status == 403)
            #expect(try await service.request(.get, "/reports/revenue?by=moon").status == 422)
        }
    }
}
