import Foundation
import HTTPTypes
import Messages
import Money
import ServiceKit
import TestKit
import Testing

@testable import Contracts

@Suite("Contracts: invoices that correct others")
struct ContractsCorrectionTests {
    private static let agreement = #""reason":"Sai số lượng","agreement":"BB 05/2026""#

    private func invoice(_ service: ServiceUnderTest, _ id: EntityID) async throws -> InvoiceState {
        try #require(try await service.newest(InvoiceState.self, id))
    }

    /// Ten pumps of a contract, issued: 10,800,000 ₫.
    private func tenPumpsIssued(_ service: ServiceUnderTest) async throws -> (contract: EntityID, invoice: EntityID) {
        try await service.registerSeries()
        let contract = try await service.signedContract()
        let id = try await service.create("/invoices", #"{"contractId":"\#(contract)"}"#)
        try await service.act("/invoices/\(id)/issue")
        return (contract, id)
    }

    private func adjust(
        _ service: ServiceUnderTest, _ id: EntityID, _ change: String
    ) async throws -> EntityID {
        let line = try #require(try await invoice(service, id).lines.first).id
        let draft = try await service.create(
            "/invoices/\(id)/corrections",
            #"{"kind":"adjusting",\#(Self.agreement),"adjustments":[{"lineId":"\#(line)",\#(change)}]}"#)
        try await service.act("/invoices/\(draft)/issue")
        return draft
    }

    @Test func returnedGoodsReduceWhatIsOwedAndFreeTheContract() async throws {
        try await withContracts { service in
            let (contract, id) = try await tenPumpsIssued(service)
            let payment = try await service.create(
                "/payments", #"{"amount":{"amount":10000000,"currency":"VND"},"invoiceId":"\#(id)"}"#)
            let adjusting = try await adjust(service, id, #""quantity":"-2""#)
            let original = try await invoice(service, id)
            #expect(original.status == .adjusted)
            #expect(original.adjustment == -2_160_000)
            #expect(original.paymentStatus == .paid)
            #expect(original.paid == 8_640_000)
            let correction = try await invoice(service, adjusting)
            #expect(correction.sums.total == -2_160_000)
            #expect(correction.paymentStatus == .paid)
            #expect(correction.correction?.number == "1")
            let freed = try #require(try await service.newest(PaymentState.self, payment))
            #expect(freed.credit == 1_360_000)
            let account = try #require(try await service.account(Sample.customer)?.balances.first)
            #expect(account.invoiced == 8_640_000)
            #expect(account.paid == 8_640_000)
            #expect(account.credit == 1_360_000)
            // Two can be invoiced again, and no third.
            let body = #"{"contractId":"\#(contract)","lines":[{"productId":"\#(Sample.product)","quantity":"3"}]}"#
            #expect(service.code(try await service.request(.post, "/invoices", body: body)) == "chain-exceeded")
            let rest = try await service.create("/invoices", #"{"contractId":"\#(contract)"}"#)
            #expect(try await invoice(service, rest).lines.map(\.quantity.description) == ["2"])
            let shown = try await service.request(.get, "/invoices/\(adjusting)")
            let day = try #require(original.issuedOn).components
            #expect(
                shown.text.contains(
                    "Điều chỉnh cho hóa đơn Mẫu số 1 ký hiệu C26TAA số 1 ngày \(day.day) tháng \(day.month) năm"))
        }
    }

    @Test func aPriceIsAdjustedWithoutTakingQuantity() async throws {
        try await withContracts { service in
            let (_, id) = try await tenPumpsIssued(service)
            let first = try await adjust(service, id, #""unitPrice":"-50000""#)
            #expect(try await invoice(service, first).sums.total == -540_000)
            _ = try await adjust(service, id, #""quantity":"-1""#)
            #expect(try await invoice(service, id).adjustment == -540_000 - 1_026_000)
            // Nine are left, of which the price goes up again.
            let third = try await adjust(service, id, #""unitPrice":"50000""#)
            #expect(try await invoice(service, third).sums.total == 486_000)
            #expect(try await invoice(service, id).adjustment == -540_000 - 1_026_000 + 486_000)
            #expect(try await invoice(service, id).status == .adjusted)
        }
    }

    /// Each piece rounds by itself: 1/3 of 100 ₫ with its tax is 36, three times that is 108, and 100 with its tax 108 or 110.
    @Test(arguments: ["perLine", "perRate"])
    func whatIsReturnedPieceByPieceComesToAllThatWasAsked(_ rounding: String) async throws {
        try await withContracts { service in
            try await service.registerSeries()
            _ = try await service.admin(.put, "/admin/parameters/tax-rounding", body: #"{"value":"\#(rounding)"}"#)
            let id = try await service.create(
                "/invoices",
                """
                {"customerId":"\(Sample.customer)","lines":[
                 {"description":"Cát","quantity":"3","unitPrice":"33.335","discount":{"value":10},"tax":"8"},
                 {"description":"Đá","quantity":"1","unitPrice":"7","tax":"8"}]}
                """)
            try await service.act("/invoices/\(id)/issue")
            for quantity in ["-0.5", "-1", "-1.4999", "-0.0001"] {
                _ = try await adjust(service, id, #""quantity":"\#(quantity)""#)
            }
            let other = try #require(try await invoice(service, id).lines.last).id
            let rest = try await service.create(
                "/invoices/\(id)/corrections",
                #"{"kind":"adjusting",\#(Self.agreement),"adjustments":[{"lineId":"\#(other)","quantity":"-1"}]}"#)
            try await service.act("/invoices/\(rest)/issue")
            let original = try await invoice(service, id)
            #expect(original.adjustment == -original.sums.total)
            #expect(original.sums.total > 0)
            #expect(try await service.account(Sample.customer)?.balances.first?.invoiced == 0)
        }
    }

    @Test func aReplacementTakesOverPaymentsAndTheRestIsCredit() async throws {
        try await withContracts { service in
            let (contract, id) = try await tenPumpsIssued(service)
            let payment = try await service.create(
                "/payments", #"{"amount":{"amount":9000000,"currency":"VND"},"invoiceId":"\#(id)"}"#)
            let body = """
                {"kind":"replacing",\(Self.agreement),"lines":[{"productId":"\(Sample.product)","quantity":"7"}]}
                """
            let draft = try await service.create("/invoices/\(id)/corrections", body)
            // The original still takes everything: nothing can be invoiced beside it before the replacement counts.
            let more = #"{"contractId":"\#(contract)","lines":[{"productId":"\#(Sample.product)","quantity":"1"}]}"#
            #expect(service.code(try await service.request(.post, "/invoices", body: more)) == "chain-exceeded")
            try await service.act("/invoices/\(draft)/issue")
            #expect(try await invoice(service, id).status == .replaced)
            #expect(try await invoice(service, id).paid == 0)
            let replacement = try await invoice(service, draft)
            #expect(replacement.paid == 7_560_000)
            #expect(replacement.paymentStatus == .paid)
            let moved = try #require(try await service.newest(PaymentState.self, payment))
            #expect(moved.allocations == [.init(invoiceId: draft, amount: 7_560_000)])
            #expect(moved.credit == 1_440_000)
            #expect(try await service.account(Sample.customer)?.balances.first?.invoiced == 7_560_000)
            #expect(try await service.account(Sample.customer)?.paidInvoices == 1)
            _ = try await service.create("/invoices", more.replacing(#""1""#, with: #""3""#))
        }
    }

    /// Of a replacement that is dated before the payment nothing was collected before that.
    @Test func whatWasCollectedStaysWhereItWasPaid() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let id = try await service.draft(1_000_000)
            try await service.act("/invoices/\(id)/issue", #"{"on":"2026-10-22"}"#)
            _ = try await service.create(
                "/payments",
                #"{"amount":{"amount":1000000,"currency":"VND"},"invoiceId":"\#(id)","paidOn":"2026-11-02"}"#)
            let draft = try await service.create(
                "/invoices/\(id)/corrections", #"{"kind":"replacing",\#(Self.agreement)}"#)
            try await service.act("/invoices/\(draft)/issue", #"{"on":"2026-10-24"}"#)
            func collected(_ from: String, _ to: String) async throws -> String {
                try await service.request(
                    .get, "/reports/revenue?measure=collected&by=customer&from=\(from)&to=\(to)"
                ).text
            }
            let october = try await collected("2026-10-01", "2026-10-31")
            #expect(!october.contains(#""revenue":"-"#), "\(october)")
            let november = try await collected("2026-11-01", "2026-11-30")
            #expect(november.contains(#""revenue":"1000000""#), "\(november)")
        }
    }

    @Test func furtherCorrectionsKeepTheFirstWay() async throws {
        try await withContracts { service in
            let (_, id) = try await tenPumpsIssued(service)
            let adjusting = try await adjust(service, id, #""quantity":"-1""#)
            let replacing = #"{"kind":"replacing",\#(Self.agreement)}"#
            let refused = try await service.request(.post, "/invoices/\(id)/corrections", body: replacing)
            #expect(service.code(refused) == "correction-keeps-first-way")
            let ofAdjusting = try await service.request(.post, "/invoices/\(adjusting)/corrections", body: replacing)
            #expect(service.code(ofAdjusting) == "correct-the-original")
            let other = try await service.issued(1000)
            let replacement = try await service.create("/invoices/\(other)/corrections", replacing)
            let twice = try await service.request(.post, "/invoices/\(other)/corrections", body: replacing)
            #expect(service.code(twice) == "correction-open")
            try await service.act("/invoices/\(replacement)/issue")
            #expect(
                service.code(try await service.request(.post, "/invoices/\(other)/corrections", body: replacing))
                    == "invoice-replaced")
            let again = try await service.create("/invoices/\(replacement)/corrections", replacing)
            try await service.act("/invoices/\(again)/issue")
            #expect(try await invoice(service, again).status == .issued)
        }
    }

    @Test(arguments: [
        (#"{"kind":"adjusting","reason":"Sai"}"#, "agreement-required"),
        (#"{"kind":"adjusting","reason":" ","agreement":"x"}"#, "reason-required"),
        (#"{"kind":"adjusting","reason":"Sai","agreement":"x"}"#, "nothing-to-correct"),
        (
            #"{"kind":"adjusting","reason":"Sai","agreement":"x","adjustments":[{"lineId":"LINE","quantity":"-11"}]}"#,
            "adjusted-out-of-range"
        ),
        (
            #"{"kind":"adjusting","reason":"Sai","agreement":"x","adjustments":[{"lineId":"LINE","quantity":"-922337203685477.5808"}]}"#,
            "amount-too-large"
        ),
        (
            #"{"kind":"adjusting","reason":"Sai","agreement":"x","adjustments":[{"lineId":"LINE","quantity":"0"}]}"#,
            "invalid-adjustment"
        ),
        (
            #"{"kind":"adjusting","reason":"Sai","agreement":"x","adjustments":[{"lineId":"LINE","quantity":"1","unitPrice":"1"}]}"#,
            "invalid-adjustment"
        ),
        (#"{"kind":"replacing","reason":"Sai","agreement":"x","lines":[]}"#, "lines-required"),
    ])
    func whatACorrectionLacksIsNamed(_ body: String, _ code: String) async throws {
        try await withContracts { service in
            let (_, id) = try await tenPumpsIssued(service)
            let line = try #require(try await invoice(service, id).lines.first).id
            let body = body.replacing("LINE", with: line.description)
            let answer = try await service.request(.post, "/invoices/\(id)/corrections", body: body)
            #expect(answer.status == 422, "\(answer.text)")
            #expect(service.code(answer) == code)
        }
    }

    @Test func theRateIsThatOfTheOriginalSupply() async throws {
        try await withContracts { service in
            service.clock.set(Instant(milliseconds: 1_798_000_000_000))
            try await service.registerSeries()
            try await service.registerSeries("1C27TAA")
            let id = try await service.create(
                "/invoices",
                #"{"customerId":"\#(Sample.customer)","lines":[{"description":"Máy","quantity":"1","unitPrice":"1000","tax":"8"}]}"#
            )
            try await service.act("/invoices/\(id)/issue")
            service.clock.advance(by: .seconds(30 * 86_400))
            let draft = try await service.create(
                "/invoices/\(id)/corrections", #"{"kind":"replacing",\#(Self.agreement)}"#)
            try await service.act("/invoices/\(draft)/issue")
            let replacement = try await invoice(service, draft)
            #expect(replacement.series == "1C27TAA")
            #expect(replacement.sums.tax == 80)
        }
    }

    @Test func aNoticeIsForNameAndAddressOnly() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let id = try await service.issued(1000)
            let path = "/invoices/\(id)/notices"
            let same = try await service.request(
                .post, path, body: #"{"reason":"Sai","name":"Công ty Ánh Dương"}"#)
            #expect(service.code(same) == "notice-not-enough")
            try await service.act(path, #"{"reason":"Sai địa chỉ","address":"12 Tràng Tiền"}"#)
            #expect(try await service.published(InvoiceState.self).last?.event == "notice-sent")
            #expect(try await invoice(service, id).status == .issued)
            let notices = try await service.request(.get, path)
            #expect(notices.text.contains("12 Tràng Tiền"))
            #expect(notices.text.contains("Công ty Ánh Dương"))
        }
    }

    @Test func theProviderNumbersItsSeries() async throws {
        try await withContracts { service in
            try await service.act("/invoice-series", #"{"symbol":"1C26TPP","numbering":"provider"}"#)
            let id = try await service.draft(1000)
            try await service.act("/invoices/\(id)/issue")
            #expect(try await invoice(service, id).status == .draft)
            #expect(try await invoice(service, id).transmission == .notSent)
            let edit = try await service.change(.patch, "/invoices/\(id)", #"{"note":"x"}"#)
            #expect(service.code(edit) == "invoice-being-sent")
            try await service.act("/invoices/\(id)/transmission", #"{"status":"sent"}"#)
            try await service.act("/invoices/\(id)/transmission", #"{"status":"rejected","message":"MST sai"}"#)
            #expect(try await service.change(.patch, "/invoices/\(id)", #"{"note":"x"}"#).status == 200)
            try await service.act("/invoices/\(id)/issue")
            let coded = #"{"status":"coded","number":"12","code":"M1-26-ABC"}"#
            let unnumbered = #"{"status":"coded"}"#
            let lacks = try await service.request(.post, "/invoices/\(id)/transmission", body: unnumbered)
            #expect(service.code(lacks) == "number-required")
            try await service.act("/invoices/\(id)/transmission", coded)
            let issued = try await invoice(service, id)
            #expect(issued.status == .issued)
            #expect(issued.number == "12")
            #expect(issued.transmission == .coded)
            let second = try await service.draft(1000)
            try await service.act("/invoices/\(second)/issue")
            let used = try await service.request(.post, "/invoices/\(second)/transmission", body: coded)
            #expect(service.code(used) == "number-used")
            let xml = try await service.request(.get, "/invoices/\(id)/xml")
            #expect(xml.text.contains("<KHHDon>C26TPP</KHHDon><SHDon>12</SHDon>"))
            #expect(xml.text.contains("<TgTTTBChu>Một nghìn đồng</TgTTTBChu>"))
        }
    }

    /// The authority's number cannot be refused afterwards, so what a correction takes is taken when it is handed over.
    @Test func aCorrectionThatWaitsForItsNumberHoldsWhatItTakes() async throws {
        try await withContracts { service in
            try await service.act("/invoice-series", #"{"symbol":"1C26TPP","numbering":"provider"}"#)
            let contract = try await service.signedContract()
            let pumps = { (count: Int) in #"[{"productId":"\#(Sample.product)","quantity":"\#(count)"}]"# }
            let id = try await service.create("/invoices", #"{"contractId":"\#(contract)","lines":\#(pumps(6))}"#)
            try await service.act("/invoices/\(id)/issue")
            try await service.act(
                "/invoices/\(id)/transmission", #"{"status":"coded","number":"1","code":"M1"}"#)
            let draft = try await service.create(
                "/invoices/\(id)/corrections", #"{"kind":"replacing",\#(Self.agreement),"lines":\#(pumps(9))}"#)
            try await service.act("/invoices/\(draft)/issue")
            let beside = #"{"contractId":"\#(contract)","lines":\#(pumps(2))}"#
            #expect(service.code(try await service.request(.post, "/invoices", body: beside)) == "chain-exceeded")
            let rejected = #"{"status":"rejected","message":"Sai MST"}"#
            try await service.act("/invoices/\(draft)/transmission", rejected)
            let other = try await service.create("/invoices", beside)
            let tooMuch = try await service.request(.post, "/invoices/\(draft)/issue", body: "{}")
            #expect(service.code(tooMuch) == "chain-exceeded")
            #expect(try await service.change(.delete, "/invoices/\(other)").status == 200)
            try await service.act("/invoices/\(draft)/issue")
            try await service.act(
                "/invoices/\(draft)/transmission", #"{"status":"coded","number":"2","code":"M2"}"#)
            _ = try await service.create("/invoices", #"{"contractId":"\#(contract)","lines":\#(pumps(1))}"#)
            #expect(service.code(try await service.request(.post, "/invoices", body: beside)) == "chain-exceeded")
        }
    }

    @Test func aReplacementKeepsThePriceThatWasInvoiced() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let contract = try await service.signedContract()
            let id = try await service.create(
                "/invoices",
                #"{"contractId":"\#(contract)","lines":[{"productId":"\#(Sample.product)","quantity":"2","unitPrice":"900000"}]}"#
            )
            try await service.act("/invoices/\(id)/issue")
            let draft = try await service.create(
                "/invoices/\(id)/corrections",
                #"{"kind":"replacing",\#(Self.agreement),"lines":[{"productId":"\#(Sample.product)","quantity":"3"}]}"#)
            #expect(try await invoice(service, draft).sums.afterDiscount == 2_700_000)
        }
    }

    @Test func aRetiredSeriesTakesNothingMore() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let id = try await service.draft(1000)
            try await service.act("/invoice-series/retire", #"{"symbol":"1C26TAA"}"#)
            let answer = try await service.request(.post, "/invoices/\(id)/issue", body: #"{"series":"1C26TAA"}"#)
            #expect(service.code(answer) == "unknown-series")
        }
    }
}
