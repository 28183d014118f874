import Foundation
import Messages
import ServiceHTTP

/// A record as it is answered: its public state, and beside it what only this API tells.
protocol RecordResponse: Encodable, Sendable {
    associatedtype State: EntityState
    associatedtype Extra: Encodable
    var state: State { get }
    var extra: Extra { get }
}

extension RecordResponse {
    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        try extra.encode(to: encoder)
    }
}

struct ContractResponse: RecordResponse {
    let contract: Contract
    let today: Day
    var state: ContractState { contract.published }

    struct Extra: Encodable {
        var ceiling: Int64?
        var paymentTerms: String?
        var note: String?
        var approval: Contract.Approval?
        /// The last day has passed. The status is not changed by it.
        var isExpired: Bool
        var nextCommands: [ContractCommand]
        var version: EventSequence
        var createdAt: Instant
    }

    var extra: Extra {
        Extra(
            ceiling: contract.ceiling, paymentTerms: contract.paymentTerms, note: contract.note,
            approval: contract.approval, isExpired: contract.isExpired(on: today), nextCommands: contract.nextCommands,
            version: contract.sequence, createdAt: contract.createdAt)
    }
}

struct OrderResponse: RecordResponse {
    let order: Order
    var state: OrderState { order.published }

    struct Extra: Encodable {
        var note: String?
        var nextCommands: [OrderCommand]
        var version: EventSequence
        var createdAt: Instant
    }

    var extra: Extra {
        Extra(
            note: order.note,
            nextCommands: OrderTransition.all.filter { $0.from.contains(order.status) }.map(\.command),
            version: order.sequence, createdAt: order.createdAt)
    }
}

struct InvoiceResponse: RecordResponse {
    let invoice: Invoice
    var state: InvoiceState { invoice.published }

    struct Extra: Encodable {
        var buyer: Invoice.Buyer?
        var note: String?
        var open: Int64
        var version: EventSequence
        var createdAt: Instant
    }

    var extra: Extra {
        Extra(
            buyer: invoice.buyer, note: invoice.note, open: invoice.open, version: invoice.sequence,
            createdAt: invoice.createdAt)
    }
}

struct PaymentResponse: RecordResponse {
    let payment: Payment
    var state: PaymentState { payment.published }

    struct Extra: Encodable {
        var note: String?
        var ownership: Ownership
        var version: EventSequence
        var createdAt: Instant
    }

    var extra: Extra {
        Extra(
            note: payment.note, ownership: payment.ownership, version: payment.sequence, createdAt: payment.createdAt)
    }
}
