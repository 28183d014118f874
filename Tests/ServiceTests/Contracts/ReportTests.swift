import Foundation
import HTTPTypes
import Messages
import Money
import ServiceKit
import TestKit
import Testing

@testable import Contracts

@Suite("Contracts: reports, statements, what came from the books before")
struct ContractsReportTests {
    @Test func salesAreToldByMeasureAndByWhat() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let contract = try await service.signedContract()
            let id = try await service.create("/invoices", #"{"contractId":"\#(contract)"}"#)
            try await service.act("/invoices/\(id)/issue")
            _ = try await service.create(
                "/payments", #"{"amount":{"amount":1000000,"currency":"VND"},"invoiceId":"\#(id)"}"#)
            func revenue(_ query: String) async throws -> String {
                let answer = try await service.request(.get, "/reports/revenue?\(query)")
                #expect(answer.status == 200, "\(query): \(answer.text)")
                return answer.text
            }
            #expect(try await revenue("").contains(#""measure":"net-sales""#))
            #expect(try await revenue("measure=net-sales").contains(#""revenue":"10000000""#))
            #expect(try await revenue("measure=invoiced&by=month").contains(#""revenue":"10800000""#))
            #expect(try await revenue("measure=invoiced&by=product").contains(#""name":"Máy bơm""#))
            #expect(try await revenue("measure=collected&by=branch").contains(#""revenue":"1000000""#))
            for by in ["employee", "team", "customer"] { _ = try await revenue("measure=net-sales&by=\(by)") }
            #expect(try await revenue("measure=invoiced&from=2020-01-01&to=2020-12-31").contains(#""rows":[]"#))
            for wrong in [
                "measure=collected&by=product", "measure=x", "from=2026-01-01", "from=2026-02-01&to=2026-01-01",
            ] {
                #expect(try await service.request(.get, "/reports/revenue?\(wrong)").status == 422, "\(wrong)")
            }
            let file = try await service.request(.get, "/reports/revenue?measure=net-sales&format=csv")
            #expect(file.text.hasPrefix("\u{FEFF}Khách hàng,Tên,Loại tiền,Doanh thu thuần\n"))
            let english = try await service.request(
                .get, "/reports/revenue?measure=net-sales&format=csv", headers: ["Accept-Language": "en"])
            #expect(english.text.hasPrefix("\u{FEFF}Customer,Name,Currency,Net sales\n"))
            let seller = Person.test(.salesManager, name: "Bán")
            #expect(try await service.request(.get, "/reports/revenue?format=csv", as: seller).status == 403)
            let entries = try await service.request(.get, "/reports/accounting-entries?format=csv")
            #expect(entries.text.contains("131,511,10000000,VND"))
            #expect(entries.text.contains("131,33311,800000,VND"))
            #expect(entries.text.contains("112,131,1000000,VND"))
            let contracts = try await service.request(.get, "/reports/contracts?by=kind")
            #expect(contracts.text.contains(#"{"count":1,"currency":"VND","key":"sale","total":"10800000"}"#))
        }
    }

    @Test func whatWasOwedOnADayIsToldAfterwards() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            func open(_ day: String) async throws -> [String] {
                let answer = try await service.request(.get, "/reports/receivables?on=\(day)")
                guard case .array(let rows)? = answer.object["rows"] else { throw TestFailure(answer.text) }
                return rows.compactMap { $0["open"]?.text }
            }
            // The invoice is of the 1st, paid in parts, then adjusted.
            let id = try await service.draft(1000)
            try await service.act("/invoices/\(id)/issue", #"{"on":"2026-11-01"}"#)
            func pay(_ amount: Int, _ day: String) async throws -> EntityID {
                try await service.create(
                    "/payments",
                    #"{"amount":{"amount":\#(amount),"currency":"VND"},"paidOn":"\#(day)","invoiceId":"\#(id)"}"#)
            }
            _ = try await pay(300, "2026-11-05")
            let second = try await pay(200, "2026-11-10")
            #expect(try await open("2026-10-31") == [])
            #expect(try await open("2026-11-04") == ["1000"])
            #expect(try await open("2026-11-05") == ["700"])
            #expect(try await open("2026-11-15") == ["500"])
            try await service.act("/payments/\(second)/reverse")
            #expect(try await open("2026-11-15") == ["500"])
            let now = try await service.request(.get, "/reports/receivables")
            #expect(now.text.contains(#""open":"700""#))
            let replacing = #"{"kind":"replacing","reason":"Sai","agreement":"x"}"#
            let draft = try await service.create("/invoices/\(id)/corrections", replacing)
            try await service.act("/invoices/\(draft)/issue")
            #expect(try await open("2026-11-15") == ["500"])
            #expect(try await service.request(.get, "/reports/receivables").text.contains(#""open":"700""#))
            let statement = try await service.request(
                .get, "/customer-accounts/\(Sample.customer)/statement?from=2026-11-02&to=2026-12-31")
            #expect(statement.object["opening"] == .integer(1000), "\(statement.text)")
            #expect(statement.object["closing"] == .integer(700))
            #expect(statement.object["isWhole"] == .bool(true))
            guard case .array(let entries)? = statement.object["entries"] else { throw TestFailure(statement.text) }
            #expect(Set(entries.compactMap { $0["kind"]?.text }) == ["payment", "reversal", "invoice", "replaced"])
        }
    }

    @Test func theBooksBeforeCountForStatusAndAges() async throws {
        try await withContracts { service in
            let path = "/customer-accounts/\(Sample.customer)/cut-over"
            let body = """
                {"currency":"VND","on":"2026-10-31","paid":5000000,"lastPaymentOn":"2026-10-20","openInvoices":[
                {"number":"0000123","issuedOn":"2026-09-01","dueOn":"2026-09-30","open":1500000}]}
                """
            try await service.act(path, body)
            let account = try #require(try await service.account(Sample.customer))
            #expect(account.balances.first?.paid == 5_000_000)
            #expect(account.balances.first?.invoiced == 1_500_000)
            #expect(account.paidInvoices == 1)
            #expect(account.lastPaymentOn == Day("2026-10-20"))
            #expect(service.code(try await service.request(.post, path, body: body)) == "cut-over-done")
            let ages = try await service.request(.get, "/reports/receivables")
            #expect(ages.text.contains(#""days31to60":"1500000""#))
            let sales = try await service.request(.get, "/reports/revenue?measure=invoiced")
            #expect(sales.object["rows"] == .array([]))
            let payment = try await service.create(
                "/payments", #"{"amount":{"amount":1500000,"currency":"VND"},"customerId":"\#(Sample.customer)"}"#)
            #expect(try await service.account(Sample.customer)?.balances.first?.paid == 6_500_000)
            try await service.act("/payments/\(payment)/reverse")
            #expect(try await service.account(Sample.customer)?.lastPaymentOn == Day("2026-10-20"))
        }
    }

    @Test(arguments: [
        (#""paid":-1"#, "amount-not-positive"), (#""paid":0,"lastPaymentOn":"2026-11-01""#, "cut-over-after-business"),
        (#""paid":0,"openInvoices":[{"number":"1","issuedOn":"2026-11-01","open":1}]"#, "day-in-future"),
        (#""paid":0,"openInvoices":[{"number":"1","issuedOn":"2026-10-01","open":0}]"#, "amount-not-positive"),
        (
            #""paid":0,"openInvoices":[{"number":"1","issuedOn":"2026-10-01","open":1},{"number":"1","issuedOn":"2026-10-01","open":1}]"#,
            "number-twice"
        ),
    ])
    func whatTheBooksCannotSayIsNamed(_ rest: String, _ code: String) async throws {
        try await withContracts { service in
            let answer = try await service.request(
                .post, "/customer-accounts/\(Sample.customer)/cut-over",
                body: #"{"currency":"VND","on":"2026-10-31",\#(rest)}"#)
            #expect(answer.status == 422, "\(answer.text)")
            #expect(service.code(answer) == code)
        }
    }
}
