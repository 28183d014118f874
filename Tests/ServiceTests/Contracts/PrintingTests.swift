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

@Suite("Contracts: printed documents and their files")
struct ContractsPrintingTests {
    private static let pdf = "%PDF-1.7 bản gốc đã ký"

    @Test(arguments: ["vi", "en"])
    func everyDocumentIsPrintedInBothLanguages(_ language: String) async throws {
        try await withContracts { service in
            _ = try await service.admin(
                .put, "/admin/parameters/company-name", body: #"{"value":"Công ty CP Sao Mai <b>"}"#)
            try await service.registerSeries()
            let contract = try await service.signedContract()
            try await service.act("/contracts/\(contract)/transitions", Sample.step("start"))
            try await service.act(
                "/contracts/\(contract)/annexes", #"{"note":"Đổi hạn","paymentTerms":"45 ngày"}"#)
            let order = try await service.confirmedOrder(from: contract, quantity: "2")
            let invoice = try await service.create("/invoices", #"{"orderId":"\#(order)","dueOn":"2026-01-02"}"#)
            try await service.act("/invoices/\(invoice)/issue")
            let acceptance = try await service.create("/contracts/\(contract)/acceptances", #"{"isFinal":true}"#)
            try await service.act("/acceptances/\(acceptance)/sign", #"{"proposeInvoice":false}"#)
            let early = try await service.request(.get, "/contracts/\(contract)/liquidation/print")
            #expect(service.code(early) == "nothing-to-print")
            try await service.act("/contracts/\(contract)/transitions", Sample.step("end"))
            let account = "/customer-accounts/\(Sample.customer)"
            try await service.act(
                "/invoices/\(invoice)/notices", #"{"reason":"Sai địa chỉ","address":"12 Tràng Tiền"}"#)
            for path in [
                "/contracts/\(contract)/annexes/1/print", "/invoices/\(invoice)/notices/1/print",
                "/contracts/\(contract)/print", "/contracts/\(contract)/liquidation/print", "/orders/\(order)/print",
                "/invoices/\(invoice)/print", "/acceptances/\(acceptance)/print", account + "/statement/print",
                account + "/reminder/print",
            ] {
                let page = try await service.request(.get, "\(path)?language=\(language)")
                #expect(page.status == 200, "\(path): \(page.text)")
                #expect(page.text.contains("Công ty CP Sao Mai &lt;b&gt;"), "\(path)")
                #expect(page.text.contains("Công ty Ánh Dương"), "\(path)")
                #expect(page.text.contains("lang=\"\(language)\""), "\(path)")
            }
            let words = language == "vi" ? "Hai triệu một trăm sáu mươi nghìn đồng" : "Two million one hundred"
            #expect(
                try await service.request(.get, "/invoices/\(invoice)/print?language=\(language)").text.contains(words))
            let unknown = try await service.request(.get, "/invoices/\(invoice)/print?version=99")
            #expect(service.code(unknown) == "unknown-version")
            let odd = try await service.request(.get, "/invoices/\(invoice)/print?language=fr")
            #expect(odd.status == 422)
        }
    }

    @Test func withoutItsProgramPDFIsNotAvailableAndSaysWhatToDo() async throws {
        var settings = ContractsSettings()
        settings.pdfRenderer = "quen-no-such-program"
        try await ServiceUnderTest.with(.contracts) { [settings] in
            try await buildContracts($0, settings)
        } body: {
            service in
            let id = try await service.draft(1000)
            let answer = try await service.request(.get, "/invoices/\(id)/print?format=pdf")
            #expect(answer.status == 422)
            #expect(service.code(answer) == "pdf-not-available")
            #expect(answer.text.contains("format=html"))
        }
    }

    @Test func aRendererIsGivenThePageAndItsFailureIsTold() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "quen-renderer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appending(path: "renderer")
        let script = "#!/bin/sh\nprintf '%%PDF-1.4 ' >\"$4\"\ngrep -c -- 'html' \"$3\" >>\"$4\"\n"
        try script.write(to: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        let pdf = try await PDFRenderer(program: program.path).pdf(of: "<html></html>")
        #expect(String(decoding: pdf, as: UTF8.self) == "%PDF-1.4 1\n")
        try "#!/bin/sh\necho 'no fonts' >&2\nexit 3\n".write(to: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        await #expect(throws: PrintingError.self) { try await PDFRenderer(program: program.path).pdf(of: "<html>") }
    }

    @Test func aFileIsKeptOnceGivenBackAndKeptWhereItCounts() async throws {
        try await withContracts { service in
            let id = try await service.signedContract()
            let path = "/contracts/\(id)/attachments"
            let query = path + "?kind=signed-original&name=H%E1%BB%A3p%20%C4%91%E1%BB%93ng.pdf"
            let first = try await service.request(.post, query, body: Self.pdf)
            #expect(first.status == 201, "\(first.text)")
            #expect(first.object["type"] == .string("application/pdf"))
            #expect(first.object["name"] == .string("Hợp đồng.pdf"))
            let again = try await service.request(.post, query, body: Self.pdf)
            #expect(again.object["id"] == first.object["id"])
            guard case .string(let file)? = first.object["id"] else { throw TestFailure("no id") }
            let read = try await service.request(.get, "\(path)/\(file)")
            #expect(read.text == Self.pdf)
            #expect(read.headers[.contentDisposition]?.hasPrefix("attachment; filename*=UTF-8''H%E1%BB%A3p") == true)
            let kept = try await service.request(.delete, "\(path)/\(file)")
            #expect(service.code(kept) == "file-kept")
            let other = try await service.request(.post, path + "?kind=other&name=a.pdf", body: Self.pdf + "x")
            guard case .string(let second)? = other.object["id"] else { throw TestFailure("no id") }
            #expect(try await service.request(.delete, "\(path)/\(second)").status == 204)
            #expect(try await service.request(.get, "\(path)/\(second)").status == 404)
            let stranger = Person.test(.salesperson, name: "Khác")
            #expect(try await service.request(.get, "\(path)/\(file)", as: stranger).status == 404)
            let pieces = try await service.store.read { db in
                try Int.fetchOne(db, sql: "SELECT count(DISTINCT attachmentId) FROM attachmentPiece")
            }
            #expect(pieces == 1)
        }
    }

    @Test(arguments: [
        ("?kind=other&name=a.exe", "MZ........", "file-type-unsupported"), ("?kind=other&name=a", "", "file-empty"),
        ("?kind=other&name=a%2Fb", "%PDF-1.7 x", "invalid-name"), ("?name=a", "%PDF-1.7 x", "invalid-parameter"),
        ("?kind=other&name=a", "%PDF", "file-type-unsupported"),
        ("?kind=moon&name=a", "%PDF-1.7 x", "invalid-parameter"),
    ])
    func whatIsNoFileIsRefused(_ query: String, _ body: String, _ code: String) async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let id = try await service.issued(1000)
            let answer = try await service.request(.post, "/invoices/\(id)/attachments\(query)", body: body)
            #expect(answer.status == 422)
            #expect(service.code(answer) == code)
            let pieces = try await service.store.read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM attachmentPiece")
            }
            #expect(pieces == 0)
        }
    }

    @Test func aFileAboveTheLimitIsRefusedAndLeavesNothing() async throws {
        try await withContracts { service in
            let id = try await service.draft(1000)
            let body = "%PDF-1.7" + String(repeating: "x", count: Attachment.greatestSize)
            let answer = try await service.request(
                .post, "/invoices/\(id)/attachments?kind=other&name=large.pdf", body: body)
            #expect(answer.status == 413)
            let pieces = try await service.store.read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM attachmentPiece")
            }
            #expect(pieces == 0)
        }
    }
}
