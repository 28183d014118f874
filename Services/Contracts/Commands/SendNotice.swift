import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Tells the buyer and the tax authority that only the name or the address on an invoice was wrong (form 04/SS-HĐĐT): the
/// invoice itself stays as it is (CON-5).
struct SendNotice {
    struct Input: Codable, Sendable {
        var reason: String
        /// The right ones; what is left out was right.
        var name: String?
        var address: String?
        var on: Day?
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.owned(Invoice.self, id, for: person, .approve)
        guard old.status == .issued || old.status == .adjusted else {
            throw old.status == .draft ? InvoiceError.notIssued(old.name) : InvoiceError.alreadyReplaced(old.name)
        }
        guard old.external == nil else { throw InvoiceError.correctedElsewhere(old.name) }
        var buyer = old.buyer ?? Invoice.Buyer(name: "")
        buyer.name = input.name ?? buyer.name
        buyer.address = input.address ?? buyer.address
        guard buyer != old.buyer, !buyer.name.isEmpty else { throw InvoiceError.changesMoreThanAddress }
        let day = input.on ?? transaction.today
        guard day <= transaction.today else { throw ContractError.inFuture(path: "$.on") }
        if let issued = old.issuedOn, day < issued { throw InvoiceError.beforeOriginal(issued) }
        guard !input.reason.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty else {
            throw InvoiceError.reasonRequired
        }
        var invoice = old
        let version = try transaction.update(&invoice, from: old, event: "notice-sent", cause: input.reason)
        try transaction.keepNotice(of: id, on: day, reason: input.reason, buyer: buyer, by: person)
        return version
    }
}

/// A notice of a wrong name or address.
struct InvoiceNotice: FetchableRecord, PersistableRecord, Codable, Sendable {
    static let databaseTableName = "invoiceNotice"
    var invoiceId: EntityID
    /// Counted from 1 for each invoice.
    var number: Int
    var at: Instant
    var account: EntityID?
    var onDay: Day
    var reason: String
    var buyer: Invoice.Buyer
}

extension Transaction {
    func keepNotice(
        of invoice: EntityID, on day: Day, reason: String, buyer: Invoice.Buyer, by person: Person
    ) throws {
        let count = try InvoiceNotice.filter(Column("invoiceId") == invoice).fetchCount(db)
        try InvoiceNotice(
            invoiceId: invoice, number: count + 1, at: now, account: person.account, onDay: day, reason: reason,
            buyer: buyer
        ).insert(db)
    }
}
