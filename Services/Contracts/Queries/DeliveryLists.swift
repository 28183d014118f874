import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Acceptance minutes that a person may see.
struct AcceptanceList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<Acceptance> {
        try person.require(.contracts, .view)
        var query = PagedQuery(
            "acceptance", sorts: ["created": "acceptance.createdAt", "acceptedOn": "acceptance.acceptedOn"],
            defaultSort: "created")
        try query.filter(within: RowScope(person, .acceptance), request)
        try query.filterAny(request, "status", of: AcceptanceStatus.self, column: "acceptance.status")
        for name in ["customer", "contract"] { try query.filterID(request, name, column: "acceptance.\(name)Id") }
        try query.filterDays(request, "accepted", column: "acceptance.acceptedOn")
        return try query.fetch(Acceptance.self, request, db)
    }
}

/// What customers own and use, with warranties (CON-7), as far as the person may see it.
struct DeliveredItemList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<DeliveredItem> {
        try person.require(.orders, .view)
        var query = PagedQuery(
            "deliveredItem",
            sorts: [
                "created": "deliveredItem.createdAt", "handedOverOn": "deliveredItem.handedOverOn",
                "warrantyTo": "coalesce(deliveredItem.warrantyTo, '9999-12-31')",
                "serial": "coalesce(deliveredItem.serial, '')",
            ], defaultSort: "created")
        try query.filter(within: RowScope(person, .deliveredItem), request)
        for name in ["customer", "contract", "order", "acceptance", "product"] {
            try query.filterID(request, name, column: "deliveredItem.\(name)Id")
        }
        try query.filterText(request, "serial", column: "deliveredItem.serial")
        try query.filterDays(request, "handedOver", column: "deliveredItem.handedOverOn")
        try query.filterDays(request, "warranty", column: "deliveredItem.warrantyTo")
        query.search(request, table: "deliveredItem", numbers: ["serial", "description"])
        return try query.fetch(DeliveredItem.self, request, db)
    }
}
