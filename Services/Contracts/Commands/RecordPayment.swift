import Foundation
import Messages
import Money
import ServiceKit
import Store

/// A payment by hand (CON-6).
struct RecordPayment {
    struct Input: Codable, Sendable {
        var amount: Amount
        var paidOn: Day?
        var invoiceId: EntityID?
        /// `<series>/<number>`.
        var invoiceNumber: String?
        var orderId: EntityID?
        var contractId: EntityID?
        /// Needed where no document is named.
        var customerId: EntityID?
        /// Where it was seen, such as `cash`; `manual` where it is left out.
        var source: String?
        /// Once per source; made up where it is left out.
        var reference: String?
        var note: String?
        var ownership: Ownership?
    }

    var input: Input
    var person: Person
    static let source = "manual"

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.payments, .create)
        let id = transaction.newID()
        let (source, reference) = (input.source ?? Self.source, input.reference ?? id.description)
        if try transaction.payment(source: source, reference: reference) != nil {
            throw PaymentError.referenceUsed(source: source, reference: reference, path: "$.reference")
        }
        let (target, parent) = try target(in: transaction)
        let ownership = try transaction.newOwnership(
            .payment, given: input.ownership, parent: parent, person: person)
        return try ReceivePayment(
            id: id, source: source, reference: reference, customerId: input.customerId, amount: input.amount,
            paidOn: input.paidOn ?? transaction.today, target: target,
            madeFrom: (input.orderId, input.contractId), note: input.note, ownership: ownership
        ).execute(in: transaction)
    }

    /// What it is for, and whose that is. Throws where the person may not see it.
    private func target(in transaction: Transaction) throws -> (ReceivePayment.Target, Ownership?) {
        if let invoice = try namedInvoice(in: transaction) { return (.invoice(invoice), invoice.ownership) }
        if let id = input.orderId {
            return (.order(id), try transaction.owned(Order.self, id, for: person, .view).ownership)
        }
        if let id = input.contractId {
            return (.contract(id), try transaction.owned(Contract.self, id, for: person, .view).ownership)
        }
        guard let customerId = input.customerId else { throw PaymentError.customerRequired(path: "$.customerId") }
        guard let customer = try transaction.visibleCustomer(customerId, for: person) else {
            throw PaymentError.unknownCustomer(path: "$.customerId")
        }
        return (.oldestFirst, customer)
    }

    /// One that the person may not see is as unknown as one that there is not: its number gives nothing away.
    private func namedInvoice(in transaction: Transaction) throws -> Invoice? {
        guard input.invoiceId != nil || input.invoiceNumber != nil else { return nil }
        let found =
            if let id = input.invoiceId { try transaction.find(Invoice.self, id) } else {
                try input.invoiceNumber.flatMap { try transaction.invoice(named: $0, defaultSeries: nil) }
            }
        guard let found, found.status != .draft, try RowScope(person, .invoice).reaches(found.id, transaction.db) else {
            let name = input.invoiceId?.description ?? input.invoiceNumber ?? ""
            throw PaymentError.unknownInvoice(name, path: input.invoiceId == nil ? "$.invoiceNumber" : "$.invoiceId")
        }
        return found
    }
}
