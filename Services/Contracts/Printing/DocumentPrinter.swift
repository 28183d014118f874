import Documents
import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// What can be printed, for a person who may see it.
enum Printable: Sendable {
    /// As it was signed, or with what its annexes changed.
    case contract(OneRecord<Contract>, isConsolidated: Bool)
    case annex(OneRecord<Contract>, number: Int)
    case liquidation(OneRecord<Contract>)
    case order(OneRecord<Order>)
    case invoice(OneRecord<Invoice>)
    case notice(OneRecord<Invoice>, number: Int)
    case acceptance(OneRecord<Acceptance>)
    case statement(BalanceStatement)
    /// What is overdue by a day, of the statement's customer and currency.
    case reminder(BalanceStatement, today: Day)
}

/// A document as one page of HTML, with a name for its file.
struct PrintedPage: Sendable {
    var html: String
    /// Without an ending: "Hợp đồng 01-2026-HĐMB".
    var name: String
}

/// Reads what a document says, and makes a page or a PDF of it.
struct DocumentPrinter: Sendable {
    let store: ServiceStore
    let templates: DocumentTemplates
    let renderer: PDFRenderer

    /// - Parameter version: of the template; the newest where it is left out.
    func page(_ what: Printable, _ language: Language, version: Int?) async throws -> PrintedPage {
        let language: DocumentLanguage = language == .english ? .en : .vi
        let now = store.world.now()
        let document = try await store.read { db in
            try PrintedFacts(db: db, now: now).document(what, language)
        }
        do {
            return PrintedPage(
                html: try templates.html(document, version: version, language: language),
                name: document.fileName(language))
        } catch DocumentTemplatesError.unknownVersion(_, let version) { throw PrintingError.unknownVersion(version) }
    }

    func pdf(of page: PrintedPage) async throws -> [UInt8] { try await renderer.pdf(of: page.html) }

    /// The invoice in the general layout of electronic invoices.
    func xml(of invoice: OneRecord<Invoice>) async throws -> String {
        let now = store.world.now()
        return try await store.read { db in
            let invoice = try invoice.fetch(db)
            guard invoice.status != .draft || invoice.transmission != nil else {
                throw InvoiceError.notIssued(invoice.name)
            }
            return try ElectronicInvoice(invoice: invoice, facts: PrintedFacts(db: db, now: now)).xml()
        }
    }
}

extension PrintedFacts {
    fileprivate func document(_ what: Printable, _ language: DocumentLanguage) throws -> PrintedDocument {
        switch what {
        case .contract(let query, let isConsolidated):
            try printed(query.fetch(db), isConsolidated: isConsolidated, language)
        case .annex(let query, let number): try annex(number, of: query.fetch(db), language)
        case .liquidation(let query): try liquidation(of: query.fetch(db))
        case .order(let query): try printed(query.fetch(db))
        case .invoice(let query): try printed(query.fetch(db), language)
        case .notice(let query, let number): try notice(number, of: query.fetch(db))
        case .acceptance(let query): try printed(query.fetch(db), language)
        case .statement(let query): try printed(query.fetch(db), language)
        case .reminder(let query, let today): try reminder(query, today, language)
        }
    }

    private func reminder(
        _ query: BalanceStatement, _ today: Day, _ language: DocumentLanguage
    ) throws -> PrintedDocument {
        _ = try AccountOfCustomer(id: query.customerId, person: query.person).fetch(db)
        try query.person.require(.invoices, .view)
        return try reminder(
            of: query.customerId, query.currency, today: today,
            scope: RowScope(query.person, .invoice).condition("invoice"), language)
    }
}

extension PrintedDocument {
    /// Its kind and number, or whom a paper without a number is for; no character that a file's name cannot hold.
    fileprivate func fileName(_ language: DocumentLanguage) -> String {
        let words: (vi: String, en: String) =
            switch kind {
            case .contract: ("Hợp đồng", "Contract")
            case .annex: ("Phụ lục", "Annex")
            case .order: ("Đơn đặt hàng", "Order")
            case .invoice: ("Hóa đơn", "Invoice")
            case .notice: ("Thông báo sai sót", "Notice of errors")
            case .acceptance: ("Biên bản nghiệm thu", "Acceptance minutes")
            case .liquidation: ("Biên bản thanh lý", "Liquidation minutes")
            case .statement: ("Đối chiếu công nợ", "Statement")
            case .reminder: ("Thư nhắc nợ", "Reminder")
            }
        var parts = [language == .vi ? words.vi : words.en]
        if case .invoice(let invoice) = content { parts.append(invoice.symbol) }
        if let number { parts.append(number) }
        if kind == .statement || kind == .reminder { parts.append(String(buyer.name.prefix(60))) }
        return parts.joined(separator: " ").replacing(/[^\p{L}\p{M}\p{N} .]+/, with: "-")
    }
}
