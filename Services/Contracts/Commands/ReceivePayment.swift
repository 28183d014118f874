import Foundation
import Messages
import Money
import Store

/// Takes in a payment and allocates it: to the invoice that it names, to the open invoices of the order or contract that it
/// names (the rest is an advance), else to the customer's, oldest first. What no invoice takes is the customer's credit.
struct ReceivePayment {
    enum Target {
        case invoice(Invoice)
        case order(EntityID)
        case contract(EntityID)
        case oldestFirst
    }

    var id: EntityID
    var source: String
    var reference: String
    /// Needed for `oldestFirst`; else it must agree with the document's, where it is given.
    var customerId: EntityID?
    var amount: Amount
    var paidOn: Day
    var target: Target
    /// What else it names: the invoice's or the order's own, else it is not known what was meant.
    var madeFrom: (orderId: EntityID?, contractId: EntityID?) = (nil, nil)
    var note: String?
    var ownership: Ownership?
    /// Where the input's members are, for the paths of errors.
    var root = "$"

    func execute(in transaction: Transaction) throws -> RecordVersion {
        guard amount.minorUnits > 0 else { throw PaymentError.notPositive(path: root + ".amount") }
        guard amount.minorUnits <= PricedLines.greatestTotal else { throw PaymentError.tooLarge }
        try checkDay(in: transaction)
        let purpose = try purpose(in: transaction)
        let plan = try Amount.allocate(amount, over: purpose.invoices.map(\.open))
        var payment = Payment(
            id: id, customerId: purpose.customerId, currency: amount.currency, amount: amount.minorUnits,
            paidOn: paidOn,
            source: source, reference: reference, contractId: purpose.contractId, orderId: purpose.orderId, note: note,
            createdAt: transaction.now)
        let owner = ownership ?? purpose.ownership
        (payment.branchId, payment.responsibleId, payment.secondResponsibleId) =
            (owner.branchId, owner.responsibleId, owner.secondResponsibleId)
        payment.allocations = zip(purpose.invoices, plan.amounts).filter { $1 > 0 }
            .map { PaymentState.Allocation(invoiceId: $0.id, amount: $1) }
        if purpose.keepsAdvance { payment.advance = plan.remainder } else { payment.credit = plan.remainder }
        let version = try transaction.insert(&payment, event: "received")
        try settle(purpose.invoices, plan.amounts, payment, in: transaction)
        return version
    }

    /// A year that was mistyped shows in no report, and nobody would look for it.
    private func checkDay(in transaction: Transaction) throws {
        let (today, path) = (transaction.today, root + ".paidOn")
        guard paidOn <= today else { throw PaymentError.inFuture(path: path) }
        let earliest = today.adding(months: -12 * Self.mostYearsAgo)
        guard paidOn >= earliest else { throw PaymentError.longAgo(earliest: earliest, path: path) }
    }

    private static let mostYearsAgo = 50

    private func settle(
        _ invoices: [Invoice], _ amounts: [Int64], _ payment: Payment, in transaction: Transaction
    ) throws {
        var settling = SettleInvoices()
        for (invoice, amount) in zip(invoices, amounts) where amount > 0 {
            var invoice = invoice
            try settling.pay(&invoice, amount, by: payment.id, on: payment.paidOn, in: transaction)
        }
        var change = settling.change
        change.advance += payment.advance
        change.credit += payment.credit
        try transaction.changeAccount(
            of: payment.customerId, payment.currency, by: change, cause: payment.published.subject)
    }

    // MARK: What it is for

    private struct Purpose {
        var customerId: EntityID
        var invoices: [Invoice]
        var contractId: EntityID?
        var orderId: EntityID?
        /// Whether what is left waits for the next invoices of the order or contract.
        var keepsAdvance = false
        var ownership: Ownership
    }

    private func purpose(in transaction: Transaction) throws -> Purpose {
        switch target {
        case .invoice(let named):
            let invoice = try transaction.payable(insteadOf: named)
            try agree(invoice.customerId, invoice.currency, .invoice(invoice.name))
            try checkParents(of: .invoice(named.name), orderId: named.orderId, contractId: named.contractId)
            return Purpose(customerId: invoice.customerId, invoices: [invoice], ownership: invoice.ownership)
        case .order(let id):
            guard let order = try transaction.find(Order.self, id) else {
                throw PaymentError.unknownDocument(entity: "order", id: id, path: root + ".orderId")
            }
            try agree(order.customerId, order.currency, DocumentName(.order, order.number))
            try checkParents(of: DocumentName(.order, order.number), orderId: id, contractId: order.contractId)
            return Purpose(
                customerId: order.customerId, invoices: try open(.order(id), transaction), contractId: order.contractId,
                orderId: id, keepsAdvance: true, ownership: order.ownership)
        case .contract(let id):
            guard let contract = try transaction.find(Contract.self, id) else {
                throw PaymentError.unknownDocument(entity: "contract", id: id, path: root + ".contractId")
            }
            try agree(contract.customerId, contract.currency, DocumentName(.contract, contract.number))
            return Purpose(
                customerId: contract.customerId, invoices: try open(.contract(id), transaction), contractId: id,
                keepsAdvance: true, ownership: contract.ownership)
        case .oldestFirst:
            guard let customerId else { throw PaymentError.customerRequired(path: root + ".customer") }
            let customer = try transaction.customer(customerId)
            return Purpose(
                customerId: customerId, invoices: try open(.customer(customerId), transaction),
                ownership: customer?.ownership ?? Ownership())
        }
    }

    private func open(_ scope: OpenInvoices, _ transaction: Transaction) throws -> [Invoice] {
        try transaction.openInvoices(scope, amount.currency, upTo: amount.minorUnits)
    }

    private func checkParents(of document: DocumentName, orderId: EntityID?, contractId: EntityID?) throws {
        if let given = madeFrom.orderId, given != orderId {
            throw PaymentError.documentMismatch(document: document, path: root + ".orderId")
        }
        if let given = madeFrom.contractId, given != contractId {
            throw PaymentError.documentMismatch(document: document, path: root + ".contractId")
        }
    }

    private func agree(_ owner: EntityID, _ currency: Currency, _ document: DocumentName) throws {
        if let customerId, customerId != owner {
            throw PaymentError.customerMismatch(document: document, path: root + ".customer")
        }
        guard currency == amount.currency else {
            throw PaymentError.currencyMismatch(document: document, currency: currency, path: root + ".amount.currency")
        }
    }
}
