import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Orders that a person may see.
struct OrderList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<Order> {
        try person.require(.orders, .view)
        var query = PagedQuery(
            "salesOrder",
            sorts: [
                "created": "salesOrder.createdAt", "number": "salesOrder.number", "total": "salesOrder.total",
                "orderedOn": "salesOrder.orderedOn",
            ], defaultSort: "created")
        try query.filter(within: RowScope(person, .order), request)
        try query.filterAny(request, "status", of: OrderStatus.self, column: "salesOrder.status")
        try query.filterID(request, "customer", column: "salesOrder.customerId")
        try query.filterID(request, "contract", column: "salesOrder.contractId")
        try query.filterID(request, "responsible", column: "salesOrder.responsibleId")
        try query.filterText(request, "number", column: "salesOrder.number")
        try query.filterCurrency(request, column: "salesOrder.currency")
        try query.filterDays(request, "ordered", column: "salesOrder.orderedOn")
        try query.filterProduct(request, table: "salesOrder")
        try query.filterFacts(request, table: "salesOrder", delivered: ["id": "orderId", "contractId": "contractId"])
        query.search(request, table: "salesOrder", numbers: ["number"])
        return try query.fetch(Order.self, request, db)
    }
}
