import Foundation
import GRDB
import Messages
import Money
import Store

extension Payment: EntityRecord {
    static let databaseTableName = "payment"

    var published: PaymentState {
        PaymentState(
            id: id, customerId: customerId, amount: Amount(minorUnits: amount, currency: currency), paidOn: paidOn,
            source: source, reference: reference, allocations: allocations, advance: advance, credit: credit,
            contractId: contractId, orderId: orderId, isReversed: isReversed)
    }
}
