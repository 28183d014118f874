import Foundation
import Messages
import ServiceKit
import Store

/// Takes away a draft of an invoice; an issued one never (CON-4).
struct DeleteInvoice {
    var id: EntityID
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let invoice = try transaction.owned(Invoice.self, id, for: person, .delete)
        try invoice.requireDraft()
        try transaction.deleteDraws(of: id)
        try transaction.deleteAttachments(of: id)
        try transaction.forgetProposal(invoice)
        return try transaction.delete(invoice, expected: expected)
    }
}
