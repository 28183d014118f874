import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Service that another system saw given: taken in once per system and reference (CON-8).
struct OnUsageRecorded {
    let message: Inbound<UsageRecorded>
    private static let root = "$.data"

    init(message: Inbound<UsageRecorded>) { self.message = message }

    func execute(in transaction: Transaction) throws -> InboundOutcome {
        let payload = message.payload
        if let known = try transaction.usage(source: message.system, reference: payload.externalId) {
            return try repeated(known, in: transaction)
        }
        let version = try TakeUsage(
            id: message.id, contract: try contract(in: transaction), source: message.system,
            reference: payload.externalId, usedOn: payload.usedOn, quantity: payload.quantity, note: payload.note,
            root: Self.root
        ).execute(in: transaction)
        return InboundOutcome(version)
    }

    /// The same facts again have no second effect; others under the same reference are refused.
    private func repeated(_ known: UsageRow, in transaction: Transaction) throws -> InboundOutcome {
        guard known.quantity == message.payload.quantity, known.usedOn == message.payload.usedOn else {
            throw PaymentError.referenceUsed(
                source: message.system, reference: known.reference, path: Self.root + ".externalId")
        }
        let contract = try transaction.fetch(Contract.self, known.contractId)
        return InboundOutcome(subject: contract.published.subject, sequence: contract.sequence)
    }

    private func contract(in transaction: Transaction) throws -> Contract {
        let payload = message.payload
        let found =
            if let id = payload.contractId { try transaction.find(Contract.self, id) } else {
                try payload.contractNumber.flatMap {
                    try Contract.filter(Column("number") == $0).fetchOne(transaction.db)
                }
            }
        guard let found else {
            throw UsageError.unknownContract(
                payload.contractId?.description ?? payload.contractNumber ?? "",
                path: Self.root + (payload.contractId == nil ? ".contractNumber" : ".contractId"))
        }
        return found
    }
}
