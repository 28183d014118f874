import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Payments that a person may see.
struct PaymentList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<Payment> {
        try person.require(.payments, .view)
        var query = PagedQuery(
            "payment",
            sorts: ["created": "payment.createdAt", "paidOn": "payment.paidOn", "amount": "payment.amount"],
            defaultSort: "created")
        try query.filter(within: RowScope(person, .payment), request)
        for name in ["customer", "contract", "order"] {
            try query.filterID(request, name, column: "payment.\(name)Id")
        }
        try query.filter(request, "invoice", EntityID.self) {
            "payment.id IN (SELECT paymentId FROM allocation WHERE invoiceId = \($0))"
        }
        try query.filterText(request, "source", column: "payment.source")
        try query.filterText(request, "reference", column: "payment.reference")
        try query.filterCurrency(request, column: "payment.currency")
        try query.filterDays(request, "paid", column: "payment.paidOn")
        try query.filter(request, "reversed", Bool.self) { "payment.isReversed = \($0)" }
        query.search(request, table: "payment", numbers: ["reference"])
        return try query.fetch(Payment.self, request, db)
    }
}
