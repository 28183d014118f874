import Documents
import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// What can be printed, for a person who may see it.
enum Printable: Sendable {
    case contract(OneRecord<Contract>)
    case liquidation(OneRecord<Contract>)
    case order(OneRecord<Order>)
    case invoice(OneRecord<Invoice>)
    case acceptance(OneRecord<Acceptance>)
    case statement(BalanceStatement)
    /// What is overdue by a day, of the statement's customer and currency.
    case reminder(BalanceStatement, today: Day)
}

/// Reads what a document says, and makes a page or a PDF of it.
struct DocumentPrinter: Sendable {
    let store: ServiceStore
    let templates: DocumentTemplates
    let renderer: PDFRenderer

    /// - Parameter version: of the template; the newest where it is left out.
    func html(_ what: Printable, _ language: Language, version: Int?) async throws -> String {
        let language: DocumentLanguage = language == .english ? .en : .vi
        let now = store.world.now()
        let document = try await store.read { db in
            try PrintedFacts(db: db, now: now).document(what, language)
        }
        do {
            return try templates.html(document, version: version, language: language)
        } catch DocumentTemplatesError.unknownVersion(_, let version) { throw PrintingError.unknownVersion(version) }
    }

    func pdf(_ what: Printable, _ language: Language, version: Int?) async throws -> [UInt8] {
        try await renderer.pdf(of: try await html(what, language, version: version))
    }

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
        case .contract(let query): try printed(query.fetch(db), language)
        case .liquidation(let query): try liquidation(of: query.fetch(db))
        case .order(let query): try printed(query.fetch(db))
        case .invoice(let query): try printed(query.fetch(db), language)
        case .acceptance(let query): try printed(query.fetch(db), language)
        case .statement(let query): try printed(query.fetch(db), language)
        case .reminder(let query, let today): try reminder(query, today)
        }
    }

    private func reminder(_ query: BalanceStatement, _ today: Day) throws -> PrintedDocument {
        _ = try AccountOfCustomer(id: query.customerId, person: query.person).fetch(db)
        try query.person.require(.invoices, .view)
        return try reminder(
            of: query.customerId, query.currency, today: today,
            scope: RowScope(query.person, .invoice).condition("invoice"))
    }
}
