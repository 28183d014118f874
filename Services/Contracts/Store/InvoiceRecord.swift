import Foundation
import GRDB
import Messages
import Money
import Store

extension Invoice: EntityRecord {
    static let databaseTableName = "invoice"

    var published: InvoiceState {
        InvoiceState(
            id: id, series: series, number: number, status: status, paymentStatus: paymentStatus,
            customerId: customerId, contractId: contractId, orderId: orderId, currency: currency, lines: lines,
            sums: sums, issuedOn: issuedOn, dueOn: dueOn, paid: paid, ownership: ownership, external: external,
            adjustment: adjustment == 0 ? nil : adjustment, correction: correction,
            transmission: transmission?.status)
    }
}

extension Transaction {
    /// The drafts and issued invoices that correct one, the oldest first.
    func corrections(of invoice: EntityID) throws -> [Invoice] {
        try Invoice.filter(Column("corrects") == invoice).order(Column("createdAt"), Column("id")).fetchAll(db)
    }

    /// What is paid where people name `invoice`: one that was replaced gave way to its replacement, and an adjusting one asks
    /// for nothing itself (CON-5).
    func payable(insteadOf invoice: Invoice) throws -> Invoice {
        if let correction = invoice.correction, correction.kind == .adjusting {
            return try payable(insteadOf: fetch(Invoice.self, correction.invoiceId))
        }
        guard invoice.status == .replaced,
            let next = try corrections(of: invoice.id).first(where: {
                $0.correction?.kind == .replacing && $0.status != .draft
            })
        else { return invoice }
        return try payable(insteadOf: next)
    }

    /// Throws where another draft corrects it: two at once would not know of each other.
    func requireNoOpenCorrection(of invoice: Invoice) throws {
        if try corrections(of: invoice.id).contains(where: { $0.status == .draft }) {
            throw InvoiceError.openCorrection(invoice.name)
        }
    }
}
