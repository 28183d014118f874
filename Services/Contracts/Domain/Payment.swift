import Foundation
import Messages
import Money

/// A payment (thanh toán), CON-6. Always: allocations + advance + credit = amount (CON-10). A reversed one keeps them as
/// they were and counts nothing.
struct Payment: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var customerId: EntityID
    var currency: Currency
    /// Smallest units, above zero; so are the other sums.
    var amount: Int64
    var paidOn: Day
    /// The outside system, or `manual`.
    var source: String
    /// Once per source.
    var reference: String
    var allocations: [PaymentState.Allocation] = []
    /// Kept for the next invoices of the order or contract that the payment names.
    var advance: Int64 = 0
    /// The customer's own money.
    var credit: Int64 = 0
    var contractId: EntityID?
    var orderId: EntityID?
    var isReversed = false
    var note: String?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var createdAt: Instant

    /// What is not on an invoice yet.
    enum Reserve: Sendable { case advance, credit }

    var ownership: Ownership {
        Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
    }

    /// Lays `amount` of what is kept in reserve on an invoice.
    mutating func allocate(_ amount: Int64, to invoice: EntityID, from reserve: Reserve) throws(PaymentError) {
        try requireStanding()
        let kept = reserve == .advance ? advance : credit
        guard amount > 0, amount <= kept else {
            throw .notEnoughLeft(left: Amount(minorUnits: kept, currency: currency))
        }
        switch reserve {
        case .advance: advance -= amount
        case .credit: credit -= amount
        }
        if let index = allocations.firstIndex(where: { $0.invoiceId == invoice }) {
            allocations[index].amount += amount
        } else {
            allocations.append(PaymentState.Allocation(invoiceId: invoice, amount: amount))
        }
    }

    /// Takes what it pays of an invoice off it: onto another, else into the customer's credit.
    mutating func release(_ amount: Int64, from invoice: EntityID, onto other: EntityID?) throws(PaymentError) {
        try requireStanding()
        guard let index = allocations.firstIndex(where: { $0.invoiceId == invoice }),
            allocations[index].amount >= amount
        else { throw .notEnoughLeft(left: Amount(minorUnits: 0, currency: currency)) }
        allocations[index].amount -= amount
        credit += amount
        if let other { try allocate(amount, to: other, from: .credit) }
        allocations.removeAll { $0.amount == 0 }
    }

    mutating func reverse() throws(PaymentError) {
        try requireStanding()
        isReversed = true
    }

    private func requireStanding() throws(PaymentError) {
        guard !isReversed else { throw .alreadyReversed }
    }
}
