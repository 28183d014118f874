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

/// What papers say once they are signed, confirmed or sent, whatever comes later.
@Suite("Contracts: what was signed stays as it was")
struct ContractsPaperTests {
    private func page(_ service: ServiceUnderTest, _ path: String) async throws -> String {
        let page = try await service.request(.get, path)
        #expect(page.status == 200, "\(path): \(page.text)")
        return page.text
    }

    @Test func aContractIsPrintedAsSignedAndItsAnnexesByThemselves() async throws {
        try await withContracts { service in
            try await service.publish(Sample.customerState(), .created)
            let signer =
                #","paymentTerms":"Trong 30 ngày","note":"chỉ nội bộ","effectiveTo":"2027-01-31","signatories":[{"party":"customer","name":"Bà Tuyết","position":"Phó Giám đốc","powerOfAttorney":"12/GUQ"}],"guarantees":[{"kind":"performance","amount":50000000,"expiresOn":"2027-06-30"}]"#
            let id = try await service.signedContract(more: signer)
            let before = try await page(service, "/contracts/\(id)/print?language=vi")
            #expect(before.contains("50.000.000 đồng, có hiệu lực đến ngày 30 tháng 06 năm 2027"))
            #expect(before.contains("Bà Tuyết") && !before.contains("chỉ nội bộ") && !before.contains("Phụ lục"))
            let lines = Sample.tenPumps.replacing(#""quantity":"10""#, with: #""quantity":"12""#)
            try await service.act(
                "/contracts/\(id)/annexes",
                #"{"note":"Mua thêm hai máy","paymentTerms":"Trong 45 ngày","effectiveTo":"2028-01-31","lines":[\#(lines)]}"#
            )
            let after = try await page(service, "/contracts/\(id)/print?language=vi")
            #expect(after.contains("Trong 30 ngày") && !after.contains("Trong 45 ngày"))
            #expect(after.contains("10.800.000 đồng") && after.contains("ngày 31 tháng 01 năm 2027"))
            #expect(after.contains("đã được sửa đổi, bổ sung bởi: Phụ lục số 01"))
            let whole = try await page(service, "/contracts/\(id)/print?language=en&text=consolidated")
            #expect(whole.contains("Trong 45 ngày") && whole.contains("12,960,000"))
            #expect(whole.contains("Consolidated with: Annex No. 01"))
            let annex = try await page(service, "/contracts/\(id)/annexes/1/print?language=vi")
            for text in [
                "Phụ lục hợp đồng số 01", "Mua thêm hai máy", "Trong 30 ngày", "Trong 45 ngày", "10.800.000 đồng",
                "12.960.000 đồng", "31 tháng 01 năm 2028", "Bà Tuyết", "Công ty Ánh Dương",
            ] { #expect(annex.contains(text), "\(text)") }
            #expect(try await service.request(.get, "/contracts/\(id)/annexes/2/print").status == 404)
            #expect(try await service.request(.get, "/contracts/\(id)/annexes/x/print").status == 404)
            let odd = try await service.request(.get, "/contracts/\(id)/print?text=old")
            #expect(service.code(odd) == "invalid-parameter")
            let mistyped = try await service.request(.get, "/contracts/\(id)/print?languag=en")
            #expect(mistyped.status == 422 && service.code(mistyped) == "unknown-parameter")
            let stranger = Person.test(.salesperson, name: "Khác")
            let hidden = try await service.request(.get, "/contracts/\(id)/annexes/1/print", as: stranger)
            #expect(hidden.status == 404)
            let rows = try await service.request(.get, "/contracts/\(id)/annexes")
            #expect(rows.text.contains("termsBefore"))
        }
    }

    /// Annexes that were entered before payment terms were kept with them tell the rest.
    @Test func anOldAnnexTellsWhatWasSignedButForItsPaymentTerms() async throws {
        try await withContracts { service in
            let id = try await service.signedContract()
            let lines = Sample.tenPumps.replacing(#""quantity":"10""#, with: #""quantity":"12""#)
            try await service.act("/contracts/\(id)/annexes", #"{"note":"Thêm","lines":[\#(lines)]}"#)
            try await service.store.write { transaction in
                try transaction.db.execute(sql: "UPDATE annex SET termsBefore = NULL, termsAfter = NULL")
            }
            let text = try await page(service, "/contracts/\(id)/print?language=vi")
            #expect(text.contains("10.800.000 đồng"))
            #expect(try await page(service, "/contracts/\(id)/annexes/1/print").contains("Thêm"))
        }
    }

    @Test func aNoticeIsPrintedInItsFormAndIsNotOlderThanItsInvoice() async throws {
        try await withContracts { service in
            try await service.publish(Sample.customerState(), .created)
            try await service.registerSeries()
            let id = try await service.issued(1000)
            let path = "/invoices/\(id)/notices"
            let early = try await service.request(
                .post, path, body: #"{"reason":"Sai","address":"12 Tràng Tiền","on":"2020-01-01"}"#)
            #expect(early.status == 422 && service.code(early) == "issue-date-before-original")
            try await service.act(path, #"{"reason":"Ghi thiếu số nhà","address":"12 Tràng Tiền"}"#)
            let text = try await page(service, path + "/1/print?language=vi")
            for part in ["04/SS-HĐĐT", "Ghi thiếu số nhà", "12 Tràng Tiền", "1C26TAA", "Công ty Ánh Dương"] {
                #expect(text.contains(part), "\(part)")
            }
            #expect(try await page(service, path + "/1/print?language=en").contains("Notice of errors"))
            #expect(try await service.request(.get, path + "/2/print").status == 404)
            let draft = try await service.draft(1000)
            let none = try await service.request(.get, "/invoices/\(draft)/notices/1/print")
            #expect(none.status == 409)
        }
    }

    @Test func anOrderKeepsTheNamesOfTheDayOnWhichItWasConfirmed() async throws {
        try await withContracts { service in
            try await service.publish(Sample.customerState(), .created)
            let contract = try await service.signedContract()
            let id = try await service.confirmedOrder(from: contract, quantity: "2")
            try await service.publish(Sample.customerState(name: "Công ty Tên Mới"), .updated, sequence: 2)
            #expect(try await page(service, "/orders/\(id)/print").contains("Công ty Ánh Dương"))
            let draft = try await service.create(
                "/orders",
                #"{"contractId":"\#(contract)","lines":[{"productId":"\#(Sample.product)","quantity":"1"}]}"#)
            #expect(try await page(service, "/orders/\(draft)/print").contains("Công ty Tên Mới"))
        }
    }

    @Test func minutesOfLiquidationStayAsTheyWereSigned() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let id = try await service.signedContract()
            try await service.act("/contracts/\(id)/transitions", Sample.step("start"))
            let invoice = try await service.create(
                "/invoices", #"{"contractId":"\#(id)","lines":[\#(Sample.tenPumps)]}"#)
            try await service.act("/invoices/\(invoice)/issue")
            let payment = try await service.create(
                "/payments", #"{"amount":{"amount":10800000,"currency":"VND"},"invoiceId":"\#(invoice)"}"#)
            for command in ["end", "settle", "liquidate"] {
                try await service.act("/contracts/\(id)/transitions", Sample.step(command))
            }
            let path = "/contracts/\(id)/liquidation/print?language=vi"
            let signed = try await page(service, path)
            #expect(signed.contains("Hai bên đã thanh toán đầy đủ"))
            try await service.act("/payments/\(payment)/reverse", #"{"note":"nhầm"}"#)
            #expect(try await page(service, path) == signed)
        }
    }

    @Test func whatIsToComeIsConfirmedByNobodyAndPapersHaveNames() async throws {
        try await withContracts { service in
            try await service.publish(Sample.customerState(), .created)
            try await service.registerSeries()
            _ = try await service.issued(1000)
            let path = "/customer-accounts/\(Sample.customer)/statement/print?language=vi"
            let late = try await service.request(.get, path + "&from=2026-01-01&to=2035-01-01")
            #expect(late.status == 422 && service.code(late) == "day-in-future")
            let answer = try await service.request(.get, path)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(
                answer.headers[.contentDisposition]?.hasPrefix("inline; filename*=UTF-8''%C4%90%E1%BB%91i%20chi")
                    == true)
        }
    }

    @Test func anAdjustedInvoiceSaysSoAndPapersSpeakToTheCustomer() async throws {
        try await withContracts { service in
            try await service.publish(Sample.customerState(), .created)
            try await service.registerSeries()
            let id = try await service.issued(1000, more: #","dueOn":"2026-11-23","paymentMethod":"CK""#)
            guard case .array(let lines)? = try await service.request(.get, "/invoices/\(id)").object["lines"],
                case .object(let line)? = lines.first, case .string(let lineId)? = line["id"]
            else { throw TestFailure("no line") }
            let correction = try await service.create(
                "/invoices/\(id)/corrections",
                #"{"kind":"adjusting","reason":"Sai đơn giá","agreement":"BB 03","adjustments":[{"lineId":"\#(lineId)","unitPrice":"-100"}]}"#
            )
            try await service.act("/invoices/\(correction)/issue")
            let original = try await page(service, "/invoices/\(id)/print?language=vi")
            #expect(original.contains("ĐÃ ĐƯỢC ĐIỀU CHỈNH bởi hóa đơn 1C26TAA/2: -100 đồng"))
            #expect(original.contains("sau điều chỉnh: 900 đồng"))
            let adjusting = try await page(service, "/invoices/\(correction)/print?language=vi")
            #expect(adjusting.contains("Lý do: Sai đơn giá") && adjusting.contains("Tổng cộng tiền điều chỉnh"))
            #expect(!adjusting.contains("Hạn thanh toán"))
            #expect(try await page(service, "/invoices/\(id)/print?language=en").contains("Bank transfer"))
            _ = try await service.create(
                "/payments",
                #"{"amount":{"amount":950,"currency":"VND"},"invoiceId":"\#(id)","reference":"FT1"}"#)
            let path = "/customer-accounts/\(Sample.customer)"
            let statement = try await page(service, path + "/statement/print?language=vi")
            #expect(statement.contains("Hóa đơn điều chỉnh 1C26TAA/2") && statement.contains("Thanh toán FT1"))
            _ = try await service.issued(5000, more: #","dueOn":"2026-11-23""#)
            service.clock.advance(by: .seconds(2 * 86_400))
            let letter = try await page(service, path + "/reminder/print?language=vi")
            #expect(letter.contains("50 đồng đã trả thừa"))
        }
    }
}
