import Foundation
import GRDB
import Messages
import Money
import Store

extension Invoice: EntityRecord {
    static let databaseTableName = "invoice"

    var published: InvoiceState {
        InvoiceState(
            id: id, series: series, number: number, status: status, paymentStatus: paymentStatus,
            customerId: customerId, contractId: contractId, orderId: orderId, currency: currency, lines: lines,
            sums: sums, issuedOn: issuedOn, dueOn: dueOn, paid: paid, ownership: ownership, external: external)
    }
}
