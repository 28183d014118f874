import Foundation
import Messages
import Money
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
        var approvals: [RoleApproval]
        /// Names the present content, for whoever approves it.
        var contentHash: String?
        var signatories: [Signatory]
        var workItems: [WorkItem]
        var terms: Terms?
        var renewal: Renewal?
        /// The last day has passed. The status is not changed by it.
        var isExpired: Bool
        var nextCommands: [ContractCommand]
        var version: EventSequence
        var createdAt: Instant
    }

    var extra: Extra {
        Extra(
            ceiling: contract.ceiling, paymentTerms: contract.paymentTerms, note: contract.note,
            approval: contract.approval, approvals: contract.approvals, contentHash: try? contract.contentHash(),
            signatories: contract.signatories,
            workItems: contract.workItems, terms: contract.terms, renewal: contract.renewal,
            isExpired: contract.isExpired(on: today), nextCommands: contract.nextCommands,
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
            nextCommands: OrderTransition.possible(from: order.status),
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
        /// With all adjustments.
        var payable: Int64
        var paymentMethod: Invoice.PaymentMethod?
        var exchangeRate: UnitPrice?
        /// As the law wants it written on a correcting invoice.
        var wording: String?
        var provider: InvoiceTransmission?
        var version: EventSequence
        var createdAt: Instant
    }

    var extra: Extra {
        Extra(
            buyer: invoice.buyer, note: invoice.note, open: invoice.open, payable: invoice.payable,
            paymentMethod: invoice.paymentMethod, exchangeRate: invoice.exchangeRate,
            wording: invoice.correction?.wording, provider: invoice.transmission, version: invoice.sequence,
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

struct AcceptanceResponse: RecordResponse {
    let acceptance: Acceptance
    var state: AcceptanceState { acceptance.published }

    struct Extra: Encodable {
        var note: String?
        var version: EventSequence
        var createdAt: Instant
    }

    var extra: Extra {
        Extra(note: acceptance.note, version: acceptance.sequence, createdAt: acceptance.createdAt)
    }
}

struct DeliveredItemResponse: RecordResponse {
    let item: DeliveredItem
    let today: Day
    var state: DeliveredItemState { item.published }

    struct Extra: Encodable {
        var acceptanceId: EntityID?
        var note: String?
        /// Whether the warranty has not ended.
        var isUnderWarranty: Bool
        var version: EventSequence
        var createdAt: Instant
    }

    var extra: Extra {
        Extra(
            acceptanceId: item.acceptanceId, note: item.note,
            isUnderWarranty: item.warrantyTo.map { $0 >= today } ?? false, version: item.sequence,
            createdAt: item.createdAt)
    }
}
