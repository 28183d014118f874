import Foundation
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Contracts

@Suite("Contracts: what other systems record")
struct ContractsInboundTests {
    @Test func aRecordedInvoiceIsIssuedOutsideTheNumbering() async throws {
        try await withContracts { service in
            #expect(try await service.isAccepted(try await service.send(inbound: Sample.invoice("INV-1"))))
            let invoice = try #require(try await service.published(InvoiceState.self).first)
            #expect(invoice.event == "recorded")
            #expect(invoice.state.series == "EXT:test")
            #expect(invoice.state.number == "INV-1")
            #expect(invoice.state.sums.total == 100_000)
            #expect(invoice.state.issuedOn == Sample.day("2016-10-05"))
            let account = try #require(try await service.published(CustomerAccountState.self).first)
            #expect(account.state.id == Sample.customer)
            #expect(account.state.balances.first?.invoiced == 100_000)
            #expect(account.data.cause == "invoice/\(invoice.state.id)")
        }
    }

    @Test func anEqualRecordChangesNothingAndALaterOneWins() async throws {
        try await withContracts { service in
            _ = try await service.isAccepted(try await service.send(inbound: Sample.invoice("INV-1")))
            service.clock.advance(by: .seconds(1))
            #expect(try await service.isAccepted(try await service.send(inbound: Sample.invoice("INV-1"))))
            #expect(try await service.published(InvoiceState.self).count == 1)
            service.clock.advance(by: .seconds(1))
            _ = try await service.isAccepted(try await service.send(inbound: Sample.invoice("INV-1", price: "900")))
            service.clock.set(service.clock.now.adding(.seconds(-5)))
            _ = try await service.isAccepted(try await service.send(inbound: Sample.invoice("INV-1", price: "5")))
            #expect(try await service.published(InvoiceState.self).map(\.state.sums.total) == [100_000, 90_000])
            #expect(try await service.account(Sample.customer)?.balances.first?.invoiced == 90_000)
        }
    }

    @Test func aPaymentOfANamedInvoiceRaisesThePaidValueOnce() async throws {
        try await withContracts { service in
            _ = try await service.isAccepted(try await service.send(inbound: Sample.invoice("INV-1")))
            let first = try await service.send(inbound: Sample.payment("P-1", 40_000, invoice: "INV-1"))
            #expect(try await service.isAccepted(first))
            let again = try await service.send(inbound: Sample.payment("P-1", 40_000, invoice: "INV-1"))
            #expect(try await service.isAccepted(again))
            let account = try #require(try await service.account(Sample.customer))
            #expect(account.balances.first?.paid == 40_000)
            #expect(account.paidInvoices == 1)
            #expect(account.lastPaymentOn == Sample.day("2016-11-01"))
            let invoice = try #require(try await service.published(InvoiceState.self).last)
            #expect(invoice.event == "paid-changed")
            #expect(invoice.state.paymentStatus == .partlyPaid)
            #expect(try await service.published(PaymentState.self).count == 1)
            #expect(try await service.published(CustomerAccountState.self).count == 2)
        }
    }

    @Test func aPaymentWithoutAnInvoicePaysTheOldestFirstAndTheRestIsCredit() async throws {
        try await withContracts { service in
            _ = try await service.isAccepted(
                try await service.send(inbound: Sample.invoice("NEW", on: Sample.day("2017-01-01"))))
            _ = try await service.isAccepted(
                try await service.send(inbound: Sample.invoice("OLD", on: Sample.day("2016-01-01"))))
            _ = try await service.isAccepted(try await service.send(inbound: Sample.payment("P-1", 150_000)))
            let payment = try #require(try await service.published(PaymentState.self).last?.state)
            #expect(payment.allocations.map(\.amount) == [100_000, 50_000])
            #expect(
                payment.allocations.first?.invoiceId
                    == EntityID.external(system: "test", entity: "invoice", externalId: "OLD"))
            _ = try await service.isAccepted(try await service.send(inbound: Sample.payment("P-2", 70_000)))
            let balance = try #require(try await service.account(Sample.customer)?.balances.first)
            #expect(balance.paid == 200_000)
            #expect(balance.credit == 20_000)
        }
    }

    @Test func aPaymentOfADayToComeIsRefused() async throws {
        try await withContracts { service in
            _ = try await service.isAccepted(try await service.send(inbound: Sample.invoice("INV-1")))
            var payment = Sample.payment("PAY-1", 100)
            payment.paidOn = LocalZone.vietNam.day(of: service.clock.now).adding(days: 1)
            #expect(try await service.isAccepted(try await service.send(inbound: payment)) == false)
            let reply = try #require(try await service.replies().last).decode(InboundRejected.self)
            #expect(reply.code == "paid-in-future" && reply.path == "$.data.paidOn")
            payment.paidOn = LocalZone.vietNam.day(of: service.clock.now)
            #expect(try await service.isAccepted(try await service.send(inbound: payment)))
        }
    }

    @Test(arguments: [
        (Sample.payment("P-1", 1, invoice: "NONE"), "unknown-invoice", "$.data.invoice"),
        (Sample.payment("P-1", 1, currency: .vnd, invoice: "INV-1"), "currency-mismatch", "$.data.amount.currency"),
        (Sample.payment("P-1", 0, invoice: "INV-1"), "amount-not-positive", "$.data.amount"),
        (Sample.payment("P-1", 1, invoice: "INV-1", customer: "OTHER"), "customer-mismatch", "$.data.customer"),
        (Sample.payment("P-1", 1, customer: nil), "customer-required", "$.data.customer"),
    ])
    func aPaymentThatFitsNothingIsRefusedWithCodeAndPath(_ payment: PaymentReceived, _ code: String, _ path: String)
        async throws
    {
        try await withContracts { service in
            _ = try await service.isAccepted(try await service.send(inbound: Sample.invoice("INV-1")))
            let id = try await service.send(inbound: payment)
            #expect(try await !service.isAccepted(id))
            let reply = try #require(try await service.replies().last).decode(InboundRejected.self)
            #expect(reply.code == code)
            #expect(reply.path == path)
            #expect(!reply.retryable)
            #expect(try await service.published(PaymentState.self).isEmpty)
        }
    }

    @Test func theSameReferenceWithAnotherAmountIsRefused() async throws {
        try await withContracts { service in
            _ = try await service.isAccepted(try await service.send(inbound: Sample.payment("P-1", 10)))
            #expect(try await !service.isAccepted(try await service.send(inbound: Sample.payment("P-1", 20))))
            #expect(try await service.account(Sample.customer)?.balances.first?.credit == 10)
        }
    }

    @Test func theRevenueReportNamesCustomersAndGivesDecimals() async throws {
        try await withContracts { service in
            _ = try await service.isAccepted(try await service.send(inbound: Sample.invoice("INV-1")))
            _ = try await service.isAccepted(
                try await service.send(inbound: Sample.payment("P-1", 123_400, invoice: "INV-1")))
            let rows = try await service.store.read { try RevenueReport.operation.rows($0) }
            #expect(rows == [["Công ty Ánh Dương", "USD", "1000.00"]])
        }
    }
}
