import Foundation
import Money

public enum ContractKind: String, Codable, Sendable, Hashable, CaseIterable {
    case sale, service, maintenance, framework
}

/// CON-2.
public enum ContractStatus: String, Codable, Sendable, Hashable, CaseIterable {
    case requested, drafted, negotiating, agreed, signed
    case inProgress = "in-progress"
    case suspended, accepted, ended, settled, liquidated, cancelled
}

/// A contract (hợp đồng), CON-1. Its end date is what expiry alerts come from (CON-7).
public struct ContractState: EntityState {
    public static let owner = ServiceName.contracts
    public static let entity = "contract"
    public static let events: [EventName] = [
        .created, .updated, .deleted, "status-changed", "allowance-low", "allowance-used-up",
    ]
    public static let minor = 2

    public var id: EntityID
    public var number: String
    public var customerNumber: String?
    public var kind: ContractKind
    public var status: ContractStatus
    public var customerId: EntityID
    public var contactId: EntityID?
    public var opportunityId: EntityID?
    public var quoteId: EntityID?
    public var currency: Currency
    public var lines: [LineState]
    public var sums: DocumentSums
    public var signedOn: Day?
    public var effectiveFrom: Day?
    /// The last day on which it is in force.
    public var effectiveTo: Day?
    public var ownership: Ownership
    /// What is to be paid when, where that was agreed; since 1.1, as all that follows.
    public var instalments: [Instalment]?
    public var guarantees: [Guarantee]?
    /// Of a maintenance contract.
    public var visits: [MaintenanceVisit]?
    public var allowance: Allowance?
    /// The contract that it renews, and the one that renews it.
    public var predecessorId: EntityID?
    public var successorId: EntityID?

    public init(
        id: EntityID, number: String, customerNumber: String? = nil, kind: ContractKind, status: ContractStatus,
        customerId: EntityID, contactId: EntityID? = nil, opportunityId: EntityID? = nil, quoteId: EntityID? = nil,
        currency: Currency, lines: [LineState], sums: DocumentSums, signedOn: Day? = nil, effectiveFrom: Day? = nil,
        effectiveTo: Day? = nil, ownership: Ownership, instalments: [Instalment]? = nil,
        guarantees: [Guarantee]? = nil, visits: [MaintenanceVisit]? = nil, allowance: Allowance? = nil,
        predecessorId: EntityID? = nil, successorId: EntityID? = nil
    ) {
        self.id = id
        self.number = number
        self.customerNumber = customerNumber
        self.kind = kind
        self.status = status
        self.customerId = customerId
        self.contactId = contactId
        self.opportunityId = opportunityId
        self.quoteId = quoteId
        self.currency = currency
        self.lines = lines
        self.sums = sums
        self.signedOn = signedOn
        self.effectiveFrom = effectiveFrom
        self.effectiveTo = effectiveTo
        self.ownership = ownership
        self.instalments = instalments
        self.guarantees = guarantees
        self.visits = visits
        self.allowance = allowance
        self.predecessorId = predecessorId
        self.successorId = successorId
    }
}

public enum OrderStatus: String, Codable, Sendable, Hashable, CaseIterable {
    case draft, confirmed, fulfilled, closed, cancelled
}

/// An order (đơn hàng), CON-4.
public struct OrderState: EntityState {
    public static let owner = ServiceName.contracts
    public static let entity = "order"
    public static let events: [EventName] = [.created, .updated, .deleted, "status-changed"]
    public static let minor = 1

    public var id: EntityID
    public var number: String
    public var status: OrderStatus
    public var customerId: EntityID
    public var contractId: EntityID?
    public var currency: Currency
    public var lines: [LineState]
    public var sums: DocumentSums
    public var orderedOn: Day
    public var deliverOn: Day?
    public var ownership: Ownership

    public init(
        id: EntityID, number: String, status: OrderStatus, customerId: EntityID, contractId: EntityID? = nil,
        currency: Currency, lines: [LineState], sums: DocumentSums, orderedOn: Day, deliverOn: Day? = nil,
        ownership: Ownership
    ) {
        self.id = id
        self.number = number
        self.status = status
        self.customerId = customerId
        self.contractId = contractId
        self.currency = currency
        self.lines = lines
        self.sums = sums
        self.orderedOn = orderedOn
        self.deliverOn = deliverOn
        self.ownership = ownership
    }
}

public enum InvoiceStatus: String, Codable, Sendable, Hashable, CaseIterable { case draft, issued, adjusted, replaced }
public enum InvoicePaymentStatus: String, Codable, Sendable, Hashable, CaseIterable {
    case unpaid
    case partlyPaid = "partly-paid"
    case paid
}

/// An invoice (hóa đơn), CON-5.
public struct InvoiceState: EntityState {
    public static let owner = ServiceName.contracts
    public static let entity = "invoice"
    public static let events: [EventName] = [
        .created, .updated, .deleted, "issued", "recorded", "paid-changed", "corrected", "notice-sent", "transmitted",
    ]
    public static let minor = 2

    public var id: EntityID
    /// Nothing in a draft.
    public var series: String?
    public var number: String?
    public var status: InvoiceStatus
    public var paymentStatus: InvoicePaymentStatus
    public var customerId: EntityID
    public var contractId: EntityID?
    public var orderId: EntityID?
    public var currency: Currency
    public var lines: [LineState]
    public var sums: DocumentSums
    public var issuedOn: Day?
    public var dueOn: Day?
    /// In the currency's smallest unit: what has been allocated to it, less reversals.
    public var paid: Int64
    public var ownership: Ownership
    public var external: ExternalReference?
    /// In the smallest unit: what issued adjusting invoices add to or take from it; since 1.1, as all that follows.
    public var adjustment: Int64?
    /// Of an adjusting or replacing invoice: what it corrects.
    public var correction: InvoiceCorrection?
    /// Where the provider of electronic invoices has it.
    public var transmission: InvoiceTransmissionStatus?

    public init(
        id: EntityID, series: String? = nil, number: String? = nil, status: InvoiceStatus,
        paymentStatus: InvoicePaymentStatus, customerId: EntityID, contractId: EntityID? = nil,
        orderId: EntityID? = nil, currency: Currency, lines: [LineState], sums: DocumentSums, issuedOn: Day? = nil,
        dueOn: Day? = nil, paid: Int64 = 0, ownership: Ownership, external: ExternalReference? = nil,
        adjustment: Int64? = nil, correction: InvoiceCorrection? = nil, transmission: InvoiceTransmissionStatus? = nil
    ) {
        self.id = id
        self.series = series
        self.number = number
        self.status = status
        self.paymentStatus = paymentStatus
        self.customerId = customerId
        self.contractId = contractId
        self.orderId = orderId
        self.currency = currency
        self.lines = lines
        self.sums = sums
        self.issuedOn = issuedOn
        self.dueOn = dueOn
        self.paid = paid
        self.ownership = ownership
        self.external = external
        self.adjustment = adjustment
        self.correction = correction
        self.transmission = transmission
    }
}

/// A payment (thanh toán), CON-6. Always: the sum of `allocations` + `advance` + `credit` = `amount`.
public struct PaymentState: EntityState {
    public static let owner = ServiceName.contracts
    public static let entity = "payment"
    public static let events: [EventName] = ["received", "allocated", "reversed"]

    public var id: EntityID
    public var customerId: EntityID
    public var amount: Amount
    public var paidOn: Day
    public var source: String
    /// Once per source.
    public var reference: String
    public var allocations: [Allocation]
    /// Smallest units kept for the next invoices of `contractId` or `orderId`.
    public var advance: Int64
    /// Smallest units that are the customer's credit.
    public var credit: Int64
    public var contractId: EntityID?
    public var orderId: EntityID?
    public var isReversed: Bool

    public struct Allocation: Codable, Sendable, Hashable {
        public var invoiceId: EntityID
        public var amount: Int64

        public init(invoiceId: EntityID, amount: Int64) {
            self.invoiceId = invoiceId
            self.amount = amount
        }
    }

    public init(
        id: EntityID, customerId: EntityID, amount: Amount, paidOn: Day, source: String, reference: String,
        allocations: [Allocation], advance: Int64, credit: Int64, contractId: EntityID? = nil,
        orderId: EntityID? = nil, isReversed: Bool = false
    ) {
        self.id = id
        self.customerId = customerId
        self.amount = amount
        self.paidOn = paidOn
        self.source = source
        self.reference = reference
        self.allocations = allocations
        self.advance = advance
        self.credit = credit
        self.contractId = contractId
        self.orderId = orderId
        self.isReversed = isReversed
    }
}

/// What a customer has been invoiced and has paid, by currency (CUS-2 lives on it). Its id is the customer's.
public struct CustomerAccountState: EntityState {
    public static let owner = ServiceName.contracts
    public static let entity = "customer-account"
    public static let events: [EventName] = ["changed"]

    public var id: EntityID
    public var balances: [Balance]
    public var lastInvoiceOn: Day?
    public var lastPaymentOn: Day?
    /// Invoices that were paid in part or whole, for the stages of a relationship (CUS-19).
    public var paidInvoices: Int

    /// All in the smallest unit of `currency`.
    public struct Balance: Codable, Sendable, Hashable {
        public var currency: Currency
        /// Totals of issued invoices, tax included.
        public var invoiced: Int64
        /// The paid value: allocated to issued invoices, less reversals.
        public var paid: Int64
        public var advance: Int64
        public var credit: Int64

        public init(currency: Currency, invoiced: Int64, paid: Int64, advance: Int64, credit: Int64) {
            self.currency = currency
            self.invoiced = invoiced
            self.paid = paid
            self.advance = advance
            self.credit = credit
        }
    }

    public init(
        id: EntityID, balances: [Balance], lastInvoiceOn: Day? = nil, lastPaymentOn: Day? = nil, paidInvoices: Int
    ) {
        self.id = id
        self.balances = balances
        self.lastInvoiceOn = lastInvoiceOn
        self.lastPaymentOn = lastPaymentOn
        self.paidInvoices = paidInvoices
    }
}
