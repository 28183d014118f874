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

/// Texts of terms follow the contract until it is signed, and papers say what was agreed with them.
@Suite("Contracts: terms follow the contract until it is signed")
struct ContractsTermsTests {
    private static let template =
        "Bên mua {{customer}} trả {{total}} ({{totalInWords}}) trong {{paymentTerms}}, từ {{effectiveFrom}}."
    private static let twelvePumps = Sample.tenPumps.replacing(#""quantity":"10""#, with: #""quantity":"12""#)

    private func page(_ service: ServiceUnderTest, _ path: String) async throws -> String {
        let page = try await service.request(.get, path)
        #expect(page.status == 200, "\(path): \(page.text)")
        return page.text
    }

    private func terms(_ service: ServiceUnderTest, _ id: EntityID) async throws -> [String: JSONValue] {
        guard case .object(let terms)? = try await service.request(.get, "/contracts/\(id)").object["terms"] else {
            throw TestFailure("no terms")
        }
        return terms
    }

    private func contract(_ service: ServiceUnderTest, terms: String, more: String = "") async throws -> EntityID {
        try await service.act("/terms-templates", #"{"name":"sale","text":"\#(Self.template)"}"#)
        return try await service.create(
            "/contracts",
            #"{"customerId":"\#(Sample.customer)","kind":"sale","lines":[\#(Sample.tenPumps)],"paymentTerms":"30 ngày","terms":\#(terms)\#(more)}"#
        )
    }

    private func edit(_ service: ServiceUnderTest, _ id: EntityID, _ body: String) async throws {
        let answer = try await service.change(.patch, "/contracts/\(id)", body)
        #expect(answer.status == 200, "\(answer.text)")
    }

    @Test func termsOfATemplateFollowTheContractAndAreFrozenWithTheSignature() async throws {
        try await withContracts { service in
            let id = try await contract(service, terms: #"{"template":"sale"}"#)
            #expect(
                try await terms(service, id)["text"]?.text
                    == "Bên mua Công ty Ánh Dương trả 10.800.000 đồng (Mười triệu tám trăm nghìn đồng) trong 30 ngày, từ ."
            )
            // A later version of the template is for contracts that ask for it.
            try await service.act("/terms-templates", #"{"name":"sale","text":"khác"}"#)
            try await edit(service, id, #"{"lines":[\#(Self.twelvePumps)],"paymentTerms":"20 ngày"}"#)
            let changed = try await terms(service, id)["text"]?.text ?? ""
            #expect(changed.contains("12.960.000 đồng (Mười hai triệu chín trăm sáu mươi nghìn đồng) trong 20 ngày"))
            let path = "/contracts/\(id)/transitions"
            try await service.act(path, Sample.step("draft"))
            try await service.act(path, Sample.step("agree"))
            // After the approval nothing changes by itself, and nothing voids it.
            try await service.publish(Sample.customerState(name: "Công ty Tên Mới"), .updated, sequence: 2)
            try await edit(service, id, #"{"paymentTerms":"20 ngày"}"#)
            #expect(try await service.status(of: "/contracts/\(id)") == "agreed")
            #expect(try await terms(service, id)["text"]?.text == changed)
            try await service.act(path, Sample.step("sign"))
            let signed = try await terms(service, id)["text"]?.text ?? ""
            #expect(signed.hasPrefix("Bên mua Công ty Tên Mới trả 12.960.000 đồng"))
            #expect(signed.firstMatch(of: /từ \d\d\/\d\d\/\d{4}\./) != nil, "\(signed)")
            try await service.act("/contracts/\(id)/annexes", #"{"note":"Giảm","paymentTerms":"10 ngày"}"#)
            #expect(try await terms(service, id)["text"]?.text == signed)
            let original = try await page(service, "/contracts/\(id)/print?language=vi")
            #expect(original.contains("trong 20 ngày") && !original.contains("in nguyên văn theo bản đã ký"))
            let whole = try await page(service, "/contracts/\(id)/print?language=vi&text=consolidated")
            #expect(whole.contains("in nguyên văn theo bản đã ký") && whole.contains("trong 20 ngày"))
            #expect(whole.contains("10 ngày"))
            let english = try await page(service, "/contracts/\(id)/print?language=en&text=consolidated")
            #expect(english.contains("printed as they were signed"))
        }
    }

    @Test func aTextThatSomebodyGaveIsTheirs() async throws {
        try await withContracts { service in
            let id = try await contract(service, terms: #"{"template":"sale"}"#)
            // Sent back as it was read it is nobody's.
            let read = try await terms(service, id)["text"]?.text ?? ""
            #expect(try await terms(service, id)["version"] == .integer(1))
            let back = #"{"template":"sale","version":1,"text":"\#(read)"}"#
            try await edit(service, id, #"{"paymentTerms":"20 ngày","terms":\#(back)}"#)
            #expect(try await terms(service, id)["text"]?.text?.contains("20 ngày") == true)
            try await edit(service, id, #"{"terms":{"template":"sale","text":"Trả 10.800.000 đồng, giao tại kho."}}"#)
            try await edit(service, id, #"{"lines":[\#(Self.twelvePumps)]}"#)
            #expect(try await terms(service, id)["text"]?.text == "Trả 10.800.000 đồng, giao tại kho.")
            #expect(try await terms(service, id)["version"] == nil)
            try await edit(service, id, #"{"terms":{"template":"sale"}}"#)
            #expect(try await terms(service, id)["text"]?.text?.contains("12.960.000 đồng") == true)
        }
    }

    @Test(arguments: [
        ("sale", "{{total}}", "10.800.000 đồng"), ("sale", "{{ total }} {{currency}}", "10.800.000 VND"),
        ("sale", "{{total}} đồng", "10.800.000 đồng"), ("sale", "{{totalNumber}}", "10.800.000"),
        ("sale-en", "{{total}}", "10,800,000 VND"), ("sale", "đến {{effectiveTo}}", "đến 31/10/2027"),
        ("sale-en", "until {{effectiveTo}}", "until 31 Oct 2027"),
        ("sale-en", "{{totalInWords}}", "Ten million eight hundred thousand dong"),
    ])
    func sumsAndDaysAreWrittenInTheTemplatesLanguage(name: String, text: String, made: String) async throws {
        try await withContracts { service in
            try await service.act("/terms-templates", #"{"name":"\#(name)","text":"\#(text)"}"#)
            let id = try await service.create(
                "/contracts",
                #"{"customerId":"\#(Sample.customer)","kind":"sale","lines":[\#(Sample.tenPumps)],"effectiveTo":"2027-10-31","terms":{"template":"\#(name)"}}"#
            )
            #expect(try await terms(service, id)["text"]?.text == made)
        }
    }

    @Test func aRenewalSaysItsOwnDaysInItsTerms() async throws {
        try await withContracts { service in
            let id = try await contract(
                service, terms: #"{"template":"sale"}"#,
                more: #","effectiveFrom":"2026-01-01","effectiveTo":"2026-12-31""#)
            for command in ["draft", "agree", "sign"] {
                try await service.act("/contracts/\(id)/transitions", Sample.step(command))
            }
            let successor = try await service.create("/contracts/\(id)/renewal", "{}")
            #expect(try await terms(service, successor)["text"]?.text?.hasSuffix("từ 01/01/2027.") == true)
        }
    }

    @Test func aConfirmedOrderKeepsThePaymentTermsItWasConfirmedWith() async throws {
        try await withContracts { service in
            let contract = try await service.signedContract(more: #","paymentTerms":"Trong 30 ngày""#)
            let id = try await service.confirmedOrder(from: contract, quantity: "2")
            let draft = try await service.create(
                "/orders",
                #"{"contractId":"\#(contract)","lines":[{"productId":"\#(Sample.product)","quantity":"1"}]}"#)
            try await service.act("/contracts/\(contract)/annexes", #"{"note":"Rút","paymentTerms":"Trong 20 ngày"}"#)
            try await service.act("/contracts/\(contract)/annexes", #"{"note":"Nữa","paymentTerms":"Trong 10 ngày"}"#)
            let kept = try await page(service, "/orders/\(id)/print?language=vi")
            #expect(kept.contains("Trong 30 ngày") && !kept.contains("Trong 10 ngày"))
            #expect(try await page(service, "/orders/\(draft)/print?language=vi").contains("Trong 10 ngày"))
            // An order of before the store kept them.
            try await service.store.write { transaction in
                try transaction.db.execute(sql: "UPDATE salesOrder SET confirmedTerms = NULL")
                try transaction.db.execute(sql: ContractsMigrations.confirmedTermsOfOlderOrders)
            }
            #expect(try await page(service, "/orders/\(id)/print?language=vi") == kept)
            #expect(try await page(service, "/orders/\(draft)/print?language=vi").contains("Trong 10 ngày"))
        }
    }

    @Test func theAllowanceIsPrintedAndAnAnnexCallsThePartiesAsTheContractDoes() async throws {
        try await withContracts { service in
            let id = try await service.signedContract(
                kind: "maintenance",
                more:
                    #","allowance":{"unit":"hours","quantity":"20.5","from":"2026-12-01","to":"2027-11-30","coverage":"Máy bơm tại xưởng"}"#
            )
            let path = "/contracts/\(id)"
            for (language, texts) in [
                (
                    "vi",
                    ["Hạn mức dịch vụ:", "20,5 giờ, từ ngày 01 tháng 12 năm 2026 đến hết ngày 30 tháng 11 năm 2027"]
                ), ("en", ["Allowance of service:", "20.5 hours, from 1 December 2026 until 30 November 2027"]),
            ] {
                let text = try await page(service, path + "/print?language=\(language)")
                for part in texts + ["Máy bơm tại xưởng"] { #expect(text.contains(part), "\(part)") }
                let old = try await page(service, path + "/print?language=\(language)&version=2")
                #expect(!old.contains("Máy bơm tại xưởng"))
            }
            try await service.act(
                path + "/annexes", #"{"note":"Thêm giờ","allowance":{"unit":"hours","quantity":"30"}}"#)
            #expect(try await page(service, path + "/print?language=vi").contains("20,5 giờ"))
            let whole = try await page(service, path + "/print?language=vi&text=consolidated")
            #expect(whole.contains("30 giờ, trong thời hạn hiệu lực của hợp đồng") && !whole.contains("20,5 giờ"))
            let annex = try await page(service, path + "/annexes/1/print?language=vi")
            #expect(annex.contains("BÊN A (BÊN BẢO TRÌ)") && annex.contains("BÊN B (BÊN SỬ DỤNG DỊCH VỤ)"))
            try await service.act(path + "/transitions", Sample.step("end"))
            let minutes = try await page(service, path + "/liquidation/print?language=vi")
            #expect(minutes.contains("BÊN BẢO TRÌ") && !minutes.contains("BÊN BÁN"))
        }
    }

    @Test func filesOfReportsSayTheirValuesInWords() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let contract = try await service.signedContract(more: #","effectiveFrom":"2026-11-01""#)
            try await service.act("/contracts/\(contract)/transitions", Sample.step("start"))
            let invoice = try await service.create(
                "/invoices", #"{"contractId":"\#(contract)","lines":[\#(Sample.tenPumps)]}"#)
            try await service.act("/invoices/\(invoice)/issue")
            func file(_ path: String, _ language: String = "vi") async throws -> String {
                let answer = try await service.request(.get, path, headers: ["Accept-Language": language])
                #expect(answer.status == 200, "\(path): \(answer.text)")
                return answer.text
            }
            let reports = "/reports/contracts?format=csv&by="
            #expect(try await file(reports + "status").contains("\nĐang thực hiện,VND,1,10800000"))
            #expect(try await file(reports + "status", "en").contains("\nIn progress,VND,1,10800000"))
            #expect(try await file(reports + "kind").contains("\nMua bán,VND,1,10800000"))
            #expect(try await file(reports + "start").hasPrefix("\u{FEFF}Tháng bắt đầu hiệu lực,"))
            let statement = "/customer-accounts/\(Sample.customer)/statement?format=csv"
            let vietnamese = try await file(statement)
            for word in ["Số dư đầu kỳ", "Hóa đơn", "Số dư cuối kỳ"] { #expect(vietnamese.contains(",\(word),")) }
            #expect(!vietnamese.contains("opening") && !vietnamese.contains("invoice"))
            #expect(try await file(statement, "en").contains(",Closing balance,"))
            let json = try await service.request(.get, "/reports/contracts?by=status")
            #expect(json.text.contains(#""key":"in-progress""#))
            try await service.store.write { transaction in
                try transaction.db.execute(
                    sql: """
                        INSERT OR IGNORE INTO employeeTeam(employeeId, team)
                          SELECT DISTINCT responsibleId, 'ke-toan-w5' FROM invoice;
                        INSERT INTO teamCopy(id, sequence, code, name) VALUES (randomblob(16), 1, 'ke-toan-w5', 'Tổ kế toán')
                        """)
            }
            let teams = try await file("/reports/revenue?measure=invoiced&by=team&format=csv")
            #expect(teams.contains("ke-toan-w5,Tổ kế toán,VND,10800000"), "\(teams)")
        }
    }
}
