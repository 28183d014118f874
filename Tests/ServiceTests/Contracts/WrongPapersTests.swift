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
@testable import Pipeline

/// What an accountant ran into who took contracts from request to liquidation.
@Suite("Contracts: what stands in the way of a wrong paper")
struct ContractsWrongPapersTests {
    private static let stranger = EntityID(namespace: .quen, parts: ["nobody"])

    /// Pipeline's catalogue names the classes, Contracts knows their rates: on every day that either changes both say the same.
    @Test func theRatesAreThoseOfPipelinesCatalogue() async throws {
        try await PipelineFixture.with { service in
            let classes = try await service.store.read { try TaxTable.classes($0) }
            #expect(classes.count == 6)
            let taxes = Contracts.TaxClass(reducedUntil: Sample.day("2026-12-31"))
            for known in classes {
                for day in known.rates.map(\.validFrom) + [Sample.day("2022-12-31"), Sample.day("2026-12-31")] {
                    let mark = taxes.mark(of: known.code, on: day)
                    #expect(mark == known.mark(on: day), "\(known.code) on \(day)")
                    if let mark { #expect(TaxClass.marks(of: known.code).contains(mark)) }
                }
            }
        }
    }

    @Test func aProductsClassGivesTheTaxOfTheDay() async throws {
        try await withContracts { service in
            let product = ProductState(
                id: Sample.product, code: "SP1", name: "Máy bơm", kind: .goods, unit: "cái", taxClass: "reduced",
                prices: [.init(currency: .vnd, price: try #require(UnitPrice("1000")))])
            try await service.publish(product, .created)
            let body =
                #"{"customerId":"\#(Sample.customer)","lines":[{"productId":"\#(Sample.product)","quantity":"1"}]}"#
            let now = try await service.create("/invoices", body)
            #expect(try await service.newest(InvoiceState.self, now)?.lines.first?.tax == TaxMark("8"))
            service.clock.set(service.clock.now.adding(.seconds(60 * 86_400)))
            let later = try await service.create("/invoices", body)
            #expect(try await service.newest(InvoiceState.self, later)?.lines.first?.tax == TaxMark("10"))
            let other = try await service.request(
                .post, "/invoices", body: body.replacing(#""quantity""#, with: #""tax":"7","quantity""#))
            #expect(service.code(other) == "unknown-tax")
            let blank =
                #"{"customerId":"\#(Sample.customer)","lines":[{"description":" ","quantity":"1","unitPrice":"1","tax":"8"}]}"#
            #expect(service.code(try await service.request(.post, "/invoices", body: blank)) == "missing")
        }
    }

    /// The invoice would say 10, whatever the contract does; only what goes abroad has 0 in any class.
    @Test func aContractSaysNoTaxThatItsProductsNeverHave() async throws {
        try await withContracts { service in
            let product = ProductState(
                id: Sample.product, code: "SP1", name: "Máy bơm", kind: .goods, unit: "cái", taxClass: "standard",
                prices: [])
            try await service.publish(product, .created)
            let body = { (tax: String) in
                #"{"customerId":"\#(Sample.customer)","kind":"sale","lines":[{"productId":"\#(Sample.product)","quantity":"1","unitPrice":"1000","tax":"\#(tax)"}]}"#
            }
            let refused = try await service.request(.post, "/contracts", body: body("8"))
            #expect(service.code(refused) == "tax-of-other-class", "\(refused.text)")
            #expect(refused.object["path"] == .string("$.lines[0].tax"))
            let abroad = try await service.create("/contracts", body("0"))
            for command in ["draft", "agree", "sign"] {
                try await service.act("/contracts/\(abroad)/transitions", Sample.step(command))
            }
            let invoice = try await service.create("/invoices", #"{"contractId":"\#(abroad)"}"#)
            #expect(try await service.newest(InvoiceState.self, invoice)?.lines.first?.tax == TaxMark("0"))
        }
    }

    @Test func daysFollowEachOther() async throws {
        try await withContracts { service in
            let contract = try await service.create(
                "/contracts", #"{"customerId":"\#(Sample.customer)","kind":"sale","lines":[\#(Sample.tenPumps)]}"#)
            let path = "/contracts/\(contract)/transitions"
            for command in ["draft", "agree"] { try await service.act(path, Sample.step(command)) }
            try await service.act(path, Sample.step("sign", on: "2026-11-02"))
            let early = try await service.request(.post, path, body: Sample.step("start", on: "2026-11-01"))
            #expect(early.status == 422 && service.code(early) == "day-before-last", "\(early.text)")
            try await service.act(path, Sample.step("start", on: "2026-11-02"))
            try await service.act(path, Sample.step("suspend", on: "2026-11-14"))
            let resumed = try await service.request(.post, path, body: Sample.step("resume", on: "2026-11-13"))
            #expect(service.code(resumed) == "day-before-last" && resumed.object["path"] == .string("$.on"))
            let annexes = "/contracts/\(contract)/annexes"
            let annex = { (day: String) in #"{"note":"Thêm","on":"\#(day)","paymentTerms":"Trong 20 ngày"}"# }
            #expect(
                service.code(try await service.request(.post, annexes, body: annex("2026-11-01"))) == "day-before-last")
            try await service.act(annexes, annex("2026-11-10"))
            #expect(
                service.code(try await service.request(.post, annexes, body: annex("2026-11-09"))) == "day-before-last")
        }
    }

    /// A year mistyped would leave the contract where nothing can follow.
    @Test func noStepIsOfADayThatIsYetToCome() async throws {
        try await withContracts { service in
            let contract = try await service.signedContract()
            let path = "/contracts/\(contract)/transitions"
            func refuses(_ command: String) async throws {
                let answer = try await service.request(.post, path, body: Sample.step(command, on: "2099-12-31"))
                #expect(service.code(answer) == "day-in-future", "\(command): \(answer.text)")
            }
            try await refuses("start")
            try await service.act(path, Sample.step("start"))
            try await refuses("suspend")
            try await service.act(path, Sample.step("suspend"))
            try await refuses("resume")
            try await service.act(path, Sample.step("resume"))
            try await refuses("end")
            try await service.act(path, Sample.step("end"))
            // What was done is invoiced until the books are settled, and nothing more is ordered.
            try await service.registerSeries()
            let invoice = try await service.create(
                "/invoices",
                #"{"contractId":"\#(contract)","lines":[{"productId":"\#(Sample.product)","quantity":"2"}]}"#)
            try await service.act("/invoices/\(invoice)/issue")
            let order = try await service.request(.post, "/orders", body: #"{"contractId":"\#(contract)"}"#)
            #expect(service.code(order) == "parent-not-open", "\(order.text)")
            let open = try await service.request(.post, path, body: Sample.step("settle"))
            #expect(open.status == 409, "an invoice is open: \(open.text)")
            _ = try await service.create(
                "/payments", #"{"amount":{"amount":2160000,"currency":"VND"},"invoiceId":"\#(invoice)"}"#)
            try await refuses("settle")
            try await service.act(path, Sample.step("settle"))
        }
    }

    /// Minutes of liquidation tell what was paid on their day: what was taken back since would be promised as a refund.
    @Test func liquidationComesAfterTheLastMovementOfMoney() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let contract = try await service.signedContract()
            let path = "/contracts/\(contract)/transitions"
            let invoice = try await service.create("/invoices", #"{"contractId":"\#(contract)"}"#)
            try await service.act("/invoices/\(invoice)/issue")
            let pay = { (amount: Int, day: String) in
                #"{"invoiceId":"\#(invoice)","amount":{"amount":\#(amount),"currency":"VND"},"paidOn":"\#(day)"}"#
            }
            let mistaken = try await service.create("/payments", pay(5_000_000, "2026-11-09"))
            let reverse = "/payments/\(mistaken)/reverse"
            let tooEarly = try await service.request(.post, reverse, body: #"{"note":"Nhầm","on":"2026-11-08"}"#)
            #expect(service.code(tooEarly) == "day-before-last", "\(tooEarly.text)")
            let future = try await service.request(.post, reverse, body: #"{"note":"Nhầm","on":"2027-11-08"}"#)
            #expect(service.code(future) == "paid-in-future" && future.object["path"] == .string("$.on"))
            let today = Sample.day(service.clock.now.description.prefix(10).description)
            try await service.act(reverse, #"{"note":"Nhầm"}"#)
            let paid = try await service.create("/payments", pay(10_800_000, today.adding(days: -2).description))
            try await service.act(path, Sample.step("end"))
            let yesterday = today.adding(days: -1).description
            let settled = try await service.request(.post, path, body: Sample.step("settle", on: yesterday))
            #expect(service.code(settled) == "day-before-last", "\(settled.text)")
            try await service.act(path, Sample.step("settle"))
            let liquidated = try await service.request(.post, path, body: Sample.step("liquidate", on: yesterday))
            #expect(service.code(liquidated) == "day-before-last")
            try await service.act(path, Sample.step("liquidate"))
            // The bank may still take it back, but not without a word.
            let silent = try await service.request(.post, "/payments/\(paid)/reverse", body: "{}")
            #expect(service.code(silent) == "note-required", "\(silent.text)")
            try await service.act("/payments/\(paid)/reverse", #"{"note":"Ngân hàng thu hồi"}"#)
        }
    }

    /// An empty order would look as if something had been ordered.
    @Test func nothingIsLeftToOrder() async throws {
        try await withContracts { service in
            let contract = try await service.signedContract()
            let body = #"{"contractId":"\#(contract)"}"#
            _ = try await service.create("/orders", body)
            let more = try await service.request(.post, "/orders", body: body)
            #expect(more.status == 409 && service.code(more) == "nothing-left", "\(more.text)")
            let framework = try await service.create(
                "/contracts",
                #"{"customerId":"\#(Sample.customer)","kind":"framework","lines":[\#(Sample.tenPumps.replacing(#""10""#, with: #""0""#))]}"#
            )
            for command in ["draft", "agree", "sign"] {
                try await service.act("/contracts/\(framework)/transitions", Sample.step(command))
            }
            let unlimited = try await service.request(.post, "/orders", body: #"{"contractId":"\#(framework)"}"#)
            #expect(service.code(unlimited) == "nothing-left", "\(unlimited.text)")
        }
    }

    /// Either of the two was meant, and nobody could say which.
    @Test func aPaymentNamesWhatBelongsTogether() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let (contract, other) = (try await service.signedContract(), try await service.signedContract())
            let order = try await service.create("/orders", #"{"contractId":"\#(contract)"}"#)
            try await service.act("/orders/\(order)/transitions", Sample.step("confirm"))
            let invoice = try await service.create("/invoices", #"{"orderId":"\#(order)"}"#)
            try await service.act("/invoices/\(invoice)/issue")
            let pay = { (members: String) in #"{"amount":{"amount":1000,"currency":"VND"},\#(members)}"# }
            for (members, path) in [
                (#""invoiceId":"\#(invoice)","contractId":"\#(other)""#, "$.contractId"),
                (#""orderId":"\#(order)","contractId":"\#(other)""#, "$.contractId"),
                (#""invoiceId":"\#(invoice)","orderId":"\#(other)""#, "$.orderId"),
            ] {
                let answer = try await service.request(.post, "/payments", body: pay(members))
                #expect(answer.status == 422 && service.code(answer) == "document-mismatch", "\(answer.text)")
                #expect(answer.object["path"] == .string(path))
            }
            _ = try await service.create(
                "/payments", pay(#""invoiceId":"\#(invoice)","orderId":"\#(order)","contractId":"\#(contract)""#))
            let ancient = try await service.request(
                .post, "/payments", body: pay(#""invoiceId":"\#(invoice)","paidOn":"0001-01-01""#))
            #expect(service.code(ancient) == "paid-long-ago" && ancient.object["path"] == .string("$.paidOn"))
        }
    }

    /// A contract of a quote that is not there would have its name and none of its lines.
    @Test func aContractIsMadeOfAQuoteThatThereIs() async throws {
        try await withContracts { service in
            let body = #"{"customerId":"\#(Sample.customer)","kind":"sale","quoteId":"\#(Self.stranger)"}"#
            let refused = try await service.request(.post, "/contracts", body: body)
            #expect(refused.status == 422 && service.code(refused) == "unknown-quote", "\(refused.text)")
        }
    }

    @Test func nothingIsIssuedToSomebodyUnknown() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let body = Sample.invoiceBody(5).replacing("\(Sample.customer)", with: "\(Self.stranger)")
            let id = try await service.create("/invoices", body)
            let refused = try await service.request(.post, "/invoices/\(id)/issue", body: "{}")
            #expect(service.code(refused) == "unknown-buyer")
            let named = try await service.change(.patch, "/invoices/\(id)", #"{"buyer":{"name":"Khách lẻ"}}"#)
            #expect(named.status == 200)
            try await service.act("/invoices/\(id)/issue")
            #expect(try await service.newest(InvoiceState.self, id)?.number == "1")
            let payment = try await service.request(
                .post, "/payments",
                body: #"{"amount":{"amount":5,"currency":"VND"},"customerId":"\#(Self.stranger)"}"#)
            #expect(service.code(payment) == "unknown-customer")
            let contract = try await service.create(
                "/contracts", #"{"customerId":"\#(Self.stranger)","kind":"sale","lines":[\#(Sample.tenPumps)]}"#)
            for command in ["draft", "agree"] {
                try await service.act("/contracts/\(contract)/transitions", Sample.step(command))
            }
            let signed = try await service.request(
                .post, "/contracts/\(contract)/transitions", body: Sample.step("sign"))
            #expect(service.code(signed) == "unknown-customer")
        }
    }

    @Test func aForeignCurrencyNeedsItsRate() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let id = try await service.draft(5, more: #","currency":"USD""#)
            let refused = try await service.request(.post, "/invoices/\(id)/issue", body: "{}")
            #expect(service.code(refused) == "exchange-rate-required")
            #expect(try await service.change(.patch, "/invoices/\(id)", #"{"exchangeRate":"25000"}"#).status == 200)
            try await service.act("/invoices/\(id)/issue")
            let correction = try await service.create(
                "/invoices/\(id)/corrections",
                #"{"kind":"replacing","reason":"Sai tỷ giá","agreement":"BB 1","exchangeRate":"25500","paymentMethod":"CK"}"#
            )
            let shown = try await service.request(.get, "/invoices/\(correction)")
            #expect(shown.text.contains(#""exchangeRate":"25500""#) && shown.text.contains(#""paymentMethod":"CK""#))
        }
    }

    @Test func finalMinutesWaitForDraftsAndSettlingToo() async throws {
        try await withContracts { service in
            let id = try await service.signedContract()
            try await service.act("/contracts/\(id)/transitions", Sample.step("start"))
            let line = try #require(try await service.newest(ContractState.self, id)?.lines.first).id
            let body = { (quantity: String, more: String) in
                #"{"lines":[{"contractLineId":"\#(line)","quantity":"\#(quantity)"}]\#(more)}"#
            }
            let forgotten = try await service.create("/contracts/\(id)/acceptances", body("2", ""))
            let final = try await service.create("/contracts/\(id)/acceptances", body("3", #","isFinal":true"#))
            let sign = #"{"proposeInvoice":false}"#
            let refused = try await service.request(.post, "/acceptances/\(final)/sign", body: sign)
            #expect(service.code(refused) == "acceptance-drafts-open")
            try await service.act("/contracts/\(id)/transitions", Sample.step("end"))
            let settled = try await service.request(.post, "/contracts/\(id)/transitions", body: Sample.step("settle"))
            #expect(service.code(settled) == "unfinished-documents")
            #expect(settled.text.contains("NT01"))
            #expect(try await service.change(.delete, "/acceptances/\(forgotten)").status == 200)
            let printed = try await service.request(.get, "/acceptances/\(final)/print?format=html&language=vi")
            #expect(printed.status == 200 && !printed.text.contains("toàn bộ"))
        }
    }

    @Test func aPaymentOfAReplacedInvoiceIsLaidOnItsReplacement() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let id = try await service.issued(100)
            let next = try await service.create(
                "/invoices/\(id)/corrections", #"{"kind":"replacing","reason":"Sai","agreement":"BB 1"}"#)
            try await service.act("/invoices/\(next)/issue")
            _ = try await service.create(
                "/payments", #"{"amount":{"amount":60,"currency":"VND"},"invoiceId":"\#(id)"}"#)
            #expect(try await service.newest(InvoiceState.self, next)?.paid == 60)
            #expect(try await service.newest(InvoiceState.self, id)?.paid == 0)
        }
    }

    @Test func invoicesOfPartsComeToWhatWasContracted() async throws {
        try await withContracts { service in
            let line =
                #"{"productId":"\#(Sample.product)","description":"Cát","unit":"kg","quantity":"3","unitPrice":"100000","discount":{"value":100},"tax":"KCT"}"#
            let contract = try await service.signedContract(lines: line)
            var total: Int64 = 0
            for _ in 0..<3 {
                let id = try await service.create(
                    "/invoices",
                    #"{"contractId":"\#(contract)","lines":[{"productId":"\#(Sample.product)","quantity":"1"}]}"#)
                let lines = try await service.request(.get, "/invoices/\(id)").object["lines"]
                total += try await service.newest(InvoiceState.self, id)?.sums.total ?? 0
                // What a client sends back as it was read is no change of a price.
                let again = try await service.change(
                    .patch, "/invoices/\(id)", #"{"lines":\#(try JSONEncoder().encode(lines).text)}"#)
                #expect(again.status == 200, "\(again.text)")
            }
            #expect(total == 299_900)
        }
    }

    /// A share above the whole: refused by the chain, and right where an adjustment comes to it.
    @Test func moreThanALineWithADiscountByValueIsAnswered() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let line =
                #"{"productId":"\#(Sample.product)","description":"Cát","unit":"kg","quantity":"3","unitPrice":"100","discount":{"value":30},"tax":"KCT"}"#
            let contract = try await service.signedContract(lines: line)
            for path in ["/orders", "/invoices"] {
                let answer = try await service.request(
                    .post, path,
                    body:
                        #"{"contractId":"\#(contract)","lines":[{"productId":"\#(Sample.product)","quantity":"4"}]}"#)
                #expect(service.code(answer) == "chain-exceeded", "\(path): \(answer.text)")
            }
            let alone = try await service.create(
                "/invoices", #"{"customerId":"\#(Sample.customer)","lines":[\#(line)]}"#)
            try await service.act("/invoices/\(alone)/issue")
            let first = try #require(try await service.newest(InvoiceState.self, alone)?.lines.first).id
            let more = try await service.create(
                "/invoices/\(alone)/corrections",
                #"{"kind":"adjusting","reason":"Thiếu","agreement":"BB 1","adjustments":[{"lineId":"\#(first)","quantity":"1"}]}"#
            )
            // Four less 40, less three less 30.
            #expect(try await service.newest(InvoiceState.self, more)?.sums.total == 90)
        }
    }
}

extension Data {
    fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
