import Foundation
import Messages
import Money
import ServiceKit
import Store

/// What a new order or invoice is made from, and what it takes from there: customer, currency, owner.
struct ParentDocument {
    var customerId: EntityID
    var currency: Currency
    var contract: Contract?
    var order: Order?
    /// The document's, else the customer's.
    var ownership: Ownership?

    /// Throws where the person may not see it, and where customer or currency are given otherwise.
    static func of(
        contractId: EntityID?, orderId: EntityID?, customerId: EntityID?, currency: Currency?, person: Person,
        in transaction: Transaction
    ) throws -> ParentDocument {
        let order = try orderId.map { try transaction.owned(Order.self, $0, for: person, .view) }
        if let order, let contractId, contractId != order.contractId {
            throw LineError.notInParent(path: "$.contractId")
        }
        // Whoever may see an order may draw on it, also where its contract is out of reach.
        let contract =
            if let order { try order.contractId.map { try transaction.fetch(Contract.self, $0) } } else {
                try contractId.map { try transaction.owned(Contract.self, $0, for: person, .view) }
            }
        var parent: ParentDocument
        if let order {
            parent = ParentDocument(
                customerId: order.customerId, currency: order.currency, ownership: order.ownership)
        } else if let contract {
            parent = ParentDocument(
                customerId: contract.customerId, currency: contract.currency, ownership: contract.ownership)
        } else {
            guard let customerId else {
                throw LineError.missing(member: Bilingual(en: "a customer", vi: "khách hàng"), path: "$.customerId")
            }
            parent = ParentDocument(
                customerId: customerId, currency: currency ?? .vnd,
                ownership: try transaction.visibleCustomer(customerId, for: person))
        }
        (parent.contract, parent.order) = (contract, order)
        try parent.agree(customerId, currency)
        return parent
    }

    private func agree(_ customerId: EntityID?, _ currency: Currency?) throws(ChainError) {
        let name = order.map { DocumentName(.order, $0.number) } ?? contract.map { DocumentName(.contract, $0.number) }
        // Without either, both are what was given.
        guard let name else { return }
        if let customerId, customerId != self.customerId { throw .otherCustomer(document: name) }
        if let currency, currency != self.currency { throw .otherCurrency(document: name) }
    }
}
