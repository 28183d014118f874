import Foundation
import GRDB
import Messages
import Money
import Store

extension Contract: EntityRecord {
    static let databaseTableName = "contract"

    var published: ContractState {
        ContractState(
            id: id, number: number, customerNumber: customerNumber, kind: kind, status: status, customerId: customerId,
            contactId: contactId, opportunityId: opportunityId, quoteId: quoteId, currency: currency, lines: lines,
            sums: sums, signedOn: signedOn, effectiveFrom: effectiveFrom, effectiveTo: effectiveTo,
            ownership: ownership, instalments: instalments.nilIfEmpty, guarantees: guarantees.nilIfEmpty,
            visits: visits.nilIfEmpty, allowance: allowance, predecessorId: predecessorId, successorId: successorId)
    }
}
