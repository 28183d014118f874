import Foundation
import Messages
import ServiceKit
import Store

/// One step in the life of an order.
struct TransitOrder {
    struct Input: Codable, Sendable {
        var command: OrderCommand
        var note: String?
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.owned(Order.self, id, for: person, .edit)
        var order = old
        let transition = try order.perform(input.command)
        switch transition.command {
        case .confirm:
            let contract = try openContract(of: order, in: transaction)
            order.confirmedTerms = contract.map { Order.ConfirmedTerms(paymentTerms: $0.paymentTerms) }
            order.parties = try transaction.partiesNow(of: order.customerId)
        case .cancel:
            try transaction.requireNoChildren(of: id)
            try transaction.deleteDraws(of: id)
        case .fulfil, .close: break
        }
        let version = try transaction.update(&order, from: old, event: "status-changed", cause: input.note)
        try transaction.keepStep(
            of: version.subject, id: id, by: person, transition.command.rawValue, from: old.status.rawValue,
            to: order.status.rawValue, note: input.note)
        return version
    }

    private func openContract(of order: Order, in transaction: Transaction) throws -> Contract? {
        guard let contractId = order.contractId else { return nil }
        let contract = try transaction.fetch(Contract.self, contractId)
        guard contract.canBeOrderedFrom else {
            throw ChainError.contractNotOpen(contract.number, contract.status)
        }
        return contract
    }
}
