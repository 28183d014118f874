import Foundation
import GRDB
import Messages
import Money
import Store

extension Order: EntityRecord {
    static let databaseTableName = "salesOrder"

    var published: OrderState {
        OrderState(
            id: id, number: number, status: status, customerId: customerId, contractId: contractId, currency: currency,
            lines: lines, sums: sums, orderedOn: orderedOn, deliverOn: deliverOn, ownership: ownership)
    }
}
