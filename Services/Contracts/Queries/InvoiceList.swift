import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Invoices that a person may see.
struct InvoiceList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<Invoice> {
        try person.require(.invoices, .view)
        var query = PagedQuery(
            "invoice",
            sorts: [
                "created": "invoice.createdAt", "total": "invoice.total", "issuedOn": "coalesce(invoice.issuedOn, '')",
                "dueOn": "coalesce(invoice.dueOn, '')", "serial": "coalesce(invoice.serial, 0)",
            ], defaultSort: "created")
        try query.filter(within: RowScope(person, .invoice), request)
        try query.filterAny(request, "status", of: InvoiceStatus.self, column: "invoice.status")
        try query.filter(request, "payment", InvoicePaymentStatus.self, Self.condition)
        for name in ["customer", "contract", "order", "responsible"] {
            try query.filterID(request, name, column: "invoice.\(name)Id")
        }
        try query.filterText(request, "series", column: "invoice.series")
        try query.filterText(request, "number", column: "invoice.number")
        try query.filterCurrency(request, column: "invoice.currency")
        try query.filterDays(request, "issued", column: "invoice.issuedOn")
        try query.filterDays(request, "due", column: "invoice.dueOn")
        try query.filterProduct(request, table: "invoice")
        try query.filterFacts(request, table: "invoice", delivered: ["orderId": "orderId", "contractId": "contractId"])
        query.search(request, table: "invoice", numbers: ["number"])
        return try query.fetch(Invoice.self, request, db)
    }

    /// The same as `Invoice.paymentStatus`.
    private static func condition(_ status: InvoicePaymentStatus) -> SQL {
        switch status {
        case .unpaid: "invoice.status = 'draft' OR (invoice.paid = 0 AND invoice.payable > 0)"
        case .partlyPaid: "invoice.status != 'draft' AND invoice.paid > 0 AND invoice.paid < invoice.payable"
        case .paid: "invoice.status != 'draft' AND invoice.paid >= invoice.payable"
        }
    }
}
