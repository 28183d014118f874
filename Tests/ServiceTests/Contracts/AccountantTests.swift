import Foundation
import HTTPTypes
import Messages
import Money
import ServiceKit
import TestKit
import Testing

@testable import Contracts

/// One contract from its request to its liquidation, by an accountant; the director approves.
@Suite("Contracts: an accountant's contract from request to liquidation")
struct ContractsAccountantTests {
    private static let accountant = Person.test(.accountant, name: "Kế toán", branch: Sample.branch)
    private static let director = Person.test(.director, name: "Giám đốc")
    private static let agreement = #""reason":"Sai đơn giá","agreement":"BB 05/2026""#

    @Test func everySumIsRightAndEveryDocumentIsPrinted() async throws {
        try await withContracts { service in
            try await service.act("/invoice-series", #"{"symbol":"1C26TAA"}"#, as: Self.accountant)
            let contract = try await signed(service)
            let line = try #require(try await service.newest(ContractState.self, contract)).lines
            try await pay(service, 3_000_000, #""contractId":"\#(contract)""#)
            let order = try await service.create(
                "/orders",
                #"{"contractId":"\#(contract)","lines":[{"parentLineId":"\#(line[0].id)","quantity":"6"}]}"#,
                as: Self.accountant)
            try await service.act("/orders/\(order)/transitions", Sample.step("confirm"), as: Self.accountant)
            let first = try await service.create("/invoices", #"{"orderId":"\#(order)"}"#, as: Self.accountant)
            try await issue(service, first)
            #expect(try await open(service, first) == 3_480_000)
            try await pay(service, 1_480_000, #""invoiceId":"\#(first)""#)
            let minutes = try await accept(
                service, contract, #"{"lines":[{"contractLineId":"\#(line[0].id)","quantity":"6"}]}"#,
                #"{"proposeInvoice":false}"#)
            let last = try await accept(service, contract, #"{"isFinal":true}"#, "{}")
            #expect(try await service.status(of: "/contracts/\(contract)") == "accepted")
            let second = try #require(try await service.newest(AcceptanceState.self, last)?.invoiceId)
            try await issue(service, second)
            #expect(try await open(service, second) == 6_480_000)
            // Somebody else's transfer, taken back; then one that stays.
            let mistaken = try await pay(service, 5_000_000, #""invoiceId":"\#(second)""#)
            try await service.act("/payments/\(mistaken)/reverse", #"{"note":"Nhầm khách"}"#, as: Self.accountant)
            #expect(try await open(service, second) == 6_480_000)
            try await pay(service, 1_000_000, #""invoiceId":"\#(second)""#)
            let third = try await correct(service, second, #""kind":"replacing""#)
            let of = try #require(try await service.newest(InvoiceState.self, first)?.lines.first).id
            let adjusting = try await correct(
                service, first, #""kind":"adjusting","adjustments":[{"lineId":"\#(of)","unitPrice":"-50000"}]"#)
            #expect(try await open(service, first) == 1_676_000)
            #expect(try await open(service, second) == 0)
            #expect(try await open(service, third) == 5_480_000)
            try await expectBalance(service, invoiced: 12_636_000, paid: 5_480_000)
            let account = "/customer-accounts/\(Sample.customer)"
            let page = try await service.request(.get, account + "/reminder/print", as: Self.accountant)
            #expect(service.code(page) == "nothing-to-print", "nothing is overdue yet: \(page.text)")
            try await liquidate(service, contract, order)
            try await expectBalance(service, invoiced: 12_636_000, paid: 12_636_000)
            try await expectPrinted(
                service,
                [
                    "/contracts/\(contract)/print": (
                        "Mười hai triệu chín trăm sáu mươi nghìn đồng", "Twelve million nine hundred"
                    ),
                    "/orders/\(order)/print": (
                        "Sáu triệu bốn trăm tám mươi nghìn đồng", "Six million four hundred eighty"
                    ),
                    "/invoices/\(first)/print": (
                        "Sáu triệu bốn trăm tám mươi nghìn đồng", "Six million four hundred eighty"
                    ),
                    "/invoices/\(second)/print": (
                        "ĐÃ BỊ THAY THẾ bởi hóa đơn 1C26TAA/3", "REPLACED by invoice 1C26TAA/3"
                    ),
                    "/invoices/\(third)/print": ("Thay thế cho hóa đơn Mẫu số 1 ký hiệu C26TAA số 2", "Replaces"),
                    "/invoices/\(adjusting)/print": ("Âm ba trăm hai mươi tư nghìn đồng", "Adjusts"),
                    "/acceptances/\(minutes)/print": ("NT01", "NT01"), "/acceptances/\(last)/print": ("NT02", "NT02"),
                    "/contracts/\(contract)/liquidation/print": ("12.636.000", "12,636,000"),
                    account + "/statement/print": ("7.156.000", "7,156,000"),
                ])
        }
    }

    @Test func aStatementSaysWhereItIsNotWhole() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let path = "/customer-accounts/\(Sample.customer)/statement?from=2026-01-01&to=2026-11-23"
            let own = try await service.create("/invoices", Sample.invoiceBody(1000), as: Self.accountant)
            try await issue(service, own)
            let whole = try await service.request(.get, path, as: Self.accountant)
            #expect(whole.object["isWhole"] == .bool(true), "\(whole.text)")
            let branch = EntityID(namespace: .quen, parts: ["other-branch"])
            _ = try await service.issued(500, more: #","ownership":{"branchId":"\#(branch)"}"#)
            let cut = try await service.request(.get, path, as: Self.accountant)
            #expect(cut.object["isWhole"] == .bool(false), "\(cut.text)")
            #expect(cut.object["closing"] == .integer(1000))
            let print = path.replacing("statement", with: "statement/print") + "&language=vi"
            let page = try await service.request(.get, print, as: Self.accountant)
            #expect(page.text.contains("Chỉ gồm các hóa đơn"))
            #expect(try await service.request(.get, path).object["closing"] == .integer(1500))
        }
    }

    private func signed(_ service: ServiceUnderTest) async throws -> EntityID {
        let id = try await service.create(
            "/contracts",
            """
            {"customerId":"\(Sample.customer)","kind":"sale","lines":[\(Sample.tenPumps),
             {"description":"Lắp đặt","unit":"gói","quantity":"1","unitPrice":"2000000","tax":"8"}],
             "instalments":[{"description":"Tạm ứng","dueOn":"2026-11-25","amount":3000000},
              {"description":"Còn lại","dueOn":"2026-12-25","amount":9960000}]}
            """, as: Self.accountant)
        let path = "/contracts/\(id)/transitions"
        try await service.act(path, Sample.step("draft"), as: Self.accountant)
        let own = try await service.request(.post, path, as: Self.accountant, body: Sample.step("agree"))
        #expect(own.status == 403, "an accountant approves no contract: \(own.text)")
        try await service.act(path, Sample.step("agree"), as: Self.director)
        for command in ["sign", "start"] {
            try await service.act(path, Sample.step(command), as: Self.accountant)
        }
        return id
    }

    private func issue(_ service: ServiceUnderTest, _ id: EntityID) async throws {
        try await service.act("/invoices/\(id)/issue", "{}", as: Self.accountant)
    }

    @discardableResult
    private func pay(_ service: ServiceUnderTest, _ amount: Int, _ target: String) async throws -> EntityID {
        try await service.create(
            "/payments", #"{"amount":{"amount":\#(amount),"currency":"VND"},\#(target)}"#, as: Self.accountant)
    }

    private func accept(
        _ service: ServiceUnderTest, _ contract: EntityID, _ minutes: String, _ signing: String
    ) async throws -> EntityID {
        let id = try await service.create("/contracts/\(contract)/acceptances", minutes, as: Self.accountant)
        try await service.act("/acceptances/\(id)/sign", signing, as: Self.accountant)
        return id
    }

    private func correct(_ service: ServiceUnderTest, _ id: EntityID, _ what: String) async throws -> EntityID {
        let draft = try await service.create(
            "/invoices/\(id)/corrections", "{\(Self.agreement),\(what)}", as: Self.accountant)
        try await issue(service, draft)
        return draft
    }

    private func open(_ service: ServiceUnderTest, _ id: EntityID) async throws -> Int64? {
        try await service.newest(InvoiceState.self, id).map { invoice in
            (invoice.status == .replaced ? 0 : invoice.sums.total + (invoice.adjustment ?? 0)) - invoice.paid
        }
    }

    private func liquidate(_ service: ServiceUnderTest, _ contract: EntityID, _ order: EntityID) async throws {
        let path = "/contracts/\(contract)/transitions"
        try await service.act(path, Sample.step("end"), as: Self.accountant)
        let early = try await service.request(.post, path, as: Self.accountant, body: Sample.step("settle"))
        #expect(service.code(early) == "unfinished-documents")
        try await service.act("/orders/\(order)/transitions", Sample.step("fulfil"), as: Self.accountant)
        try await pay(service, 7_156_000, #""customerId":"\#(Sample.customer)""#)
        try await service.act(path, Sample.step("settle"), as: Self.accountant)
        try await service.act(path, Sample.step("liquidate"), as: Self.director)
        #expect(try await service.status(of: "/contracts/\(contract)") == "liquidated")
    }

    /// The account, the statement and the receivables say the same.
    private func expectBalance(_ service: ServiceUnderTest, invoiced: Int64, paid: Int64) async throws {
        let balance = try #require(try await service.account(Sample.customer)?.balances.first)
        #expect(balance.invoiced == invoiced)
        #expect(balance.paid == paid)
        #expect(balance.advance + balance.credit == 0)
        let path = "/customer-accounts/\(Sample.customer)/statement?from=2026-01-01&to=2026-11-23"
        let statement = try await service.request(.get, path, as: Self.accountant)
        #expect(statement.object["closing"] == .integer(invoiced - paid), "\(statement.text)")
        let ages = try await service.request(.get, "/reports/receivables", as: Self.director)
        #expect(ages.text.contains(#""open":"\#(invoiced - paid)""#) == (invoiced != paid), "\(ages.text)")
    }

    private func expectPrinted(_ service: ServiceUnderTest, _ pages: [String: (vi: String, en: String)]) async throws {
        for (path, texts) in pages {
            for (language, text) in [("vi", texts.vi), ("en", texts.en)] {
                let page = try await service.request(.get, "\(path)?language=\(language)", as: Self.accountant)
                #expect(page.status == 200, "\(path): \(page.text)")
                #expect(page.text.contains(text), "\(path) in \(language) says nothing of \(text)")
            }
        }
    }
}
