import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// A payment that a bank or the accounting package has seen: taken in once per system and reference (CON-6).
struct OnPaymentReceived {
    let message: Inbound<PaymentReceived>
    private static let root = "$.data"

    init(message: Inbound<PaymentReceived>) { self.message = message }

    func execute(in transaction: Transaction) throws -> InboundOutcome {
        let payload = message.payload
        if let known = try transaction.payment(source: message.system, reference: payload.externalId) {
            return try repeated(known, in: transaction)
        }
        let version = try ReceivePayment(
            id: message.id, source: message.system, reference: payload.externalId,
            customerId: payload.customer?.resolved(system: message.system, entity: CustomerRecorded.entity),
            amount: payload.amount, paidOn: payload.paidOn, target: try target(in: transaction),
            madeFrom: (payload.orderId, payload.contractId), note: payload.note, root: Self.root
        ).execute(in: transaction)
        return InboundOutcome(version)
    }

    /// The same facts again have no second effect; others under the same reference are refused.
    private func repeated(_ known: Payment, in transaction: Transaction) throws -> InboundOutcome {
        let payload = message.payload
        guard known.amount == payload.amount.minorUnits, known.currency == payload.amount.currency,
            known.paidOn == payload.paidOn
        else {
            throw PaymentError.referenceUsed(
                source: message.system, reference: payload.externalId, path: Self.root + ".externalId")
        }
        return InboundOutcome(subject: known.published.subject, sequence: known.sequence)
    }

    private func target(in transaction: Transaction) throws -> ReceivePayment.Target {
        let payload = message.payload
        if let id = payload.invoice?.resolved(system: message.system, entity: InvoiceRecorded.entity) {
            let name = payload.invoice?.externalId ?? id.description
            return .invoice(try issued(try transaction.find(Invoice.self, id), name, "invoice"))
        }
        if let number = payload.invoiceNumber {
            let invoice = try transaction.invoice(
                named: number, defaultSeries: OnInvoiceRecorded.series(message.system))
            return .invoice(try issued(invoice, number, "invoiceNumber"))
        }
        if let id = payload.orderId { return .order(id) }
        if let id = payload.contractId { return .contract(id) }
        return .oldestFirst
    }

    private func issued(_ invoice: Invoice?, _ name: String, _ member: String) throws -> Invoice {
        guard let invoice, invoice.status != .draft else {
            throw PaymentError.unknownInvoice(name, path: "\(Self.root).\(member)")
        }
        return invoice
    }
}
