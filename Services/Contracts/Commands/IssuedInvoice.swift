import Foundation
import Messages
import Money
import ServiceKit
import Store

/// All that follows from an invoice's having its number: what it corrects is corrected, what was paid in advance for its order
/// or contract is laid on it, the account counts it (CON-5, CON-6).
struct IssuedInvoice {
    var draft: Invoice
    var series: String
    var number: String
    /// In a series that Quen numbers.
    var serial: Int64?
    var day: Day
    var transmission: InvoiceTransmission?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let parent = try ParentDocument.of(draft, in: transaction)
        // What has its number from the authority is issued, whatever became of the contract meanwhile.
        if serial != nil { try parent.requireInvoiceable(draft) }
        var invoice = draft
        try invoice.issue(
            series: series, number: number, serial: serial, on: day, buyer: try buyer(in: transaction))
        invoice.seller = try FirmParameters.seller(at: transaction.now, transaction.db)
        invoice.transmission = transmission ?? invoice.transmission
        let version = try transaction.update(&invoice, from: draft, event: "issued")
        var change = AccountChange(invoiced: invoice.sums.total)
        if let correction = invoice.correction {
            change.add(try correct(correction, by: &invoice, in: transaction))
            try transaction.writeDraws(of: invoice)
            if serial != nil { try parent.checkChildren(in: transaction) }
        }
        var settling = SettleInvoices()
        try settling.applyAdvances(to: &invoice, in: transaction)
        change.add(settling.change)
        try transaction.changeAccount(of: invoice.customerId, invoice.currency, by: change, cause: version.subject)
        return RecordVersion(source: version.source, subject: version.subject, sequence: invoice.sequence)
    }

    private func correct(
        _ correction: InvoiceCorrection, by invoice: inout Invoice, in transaction: Transaction
    ) throws -> AccountChange {
        let old = try transaction.fetch(Invoice.self, correction.invoiceId)
        try old.requireCorrectable(correction.kind, by: day)
        var original = old
        var moving = MovePayments()
        var change = AccountChange()
        switch correction.kind {
        case .adjusting:
            let excess = try original.adjust(by: invoice.sums.total)
            try moving.free(excess, of: old, in: transaction)
        case .replacing:
            change.invoiced -= old.sums.total
            let paid = original.giveWay(on: day)
            try transaction.deleteDraws(of: old.id)
            try moving.move(paid, from: old, to: &invoice, in: transaction)
        }
        try transaction.update(&original, from: old, event: "corrected", cause: invoice.published.subject.description)
        change.countPaid(original, before: old.paid)
        change.add(moving.change)
        return change
    }

    /// As the draft says, else as the customer is known here now.
    private func buyer(in transaction: Transaction) throws -> Invoice.Buyer? {
        if let buyer = draft.buyer { return buyer }
        return try transaction.customer(draft.customerId).map {
            Invoice.Buyer(name: $0.name, taxCode: $0.taxCode, address: $0.address, email: $0.invoiceEmail)
        }
    }
}
