import Foundation
import GRDB
import Messages
import ServiceKit

/// A quote with what a list shows beside it.
struct QuoteRow: Sendable {
    var quote: Quote
    /// Nothing for a customer whom no event has told of yet.
    var customerName: String?
}

/// The quotes within a person's scope (PIP-4).
struct QuoteList {
    var request: ListRequest
    var person: Person

    private static let sorts = [
        "number": "quote.number", "validUntil": "quote.validUntil", "total": "json_extract(quote.sums, '$.total')",
        "created": "quote.createdAt",
    ]

    func fetch(_ db: Database) throws -> Page<QuoteRow> {
        try person.require(.quotes, .view)
        var query = PagedQuery("quote", sorts: Self.sorts, defaultSort: "number")
        try query.filter(within: RowScope(person, .quote), request)
        try query.filter(request, "status", text: "quote.status") { QuoteStatus(rawValue: $0) != nil }
        try query.filter(request, "customer", id: "quote.customerId")
        try query.filter(request, "opportunity", id: "quote.opportunityId")
        try query.filter(request, "responsible", id: "quote.responsibleId")
        try query.filter(request, "validFrom", day: "quote.validUntil", ">=")
        try query.filter(request, "validTo", day: "quote.validUntil", "<=")
        if let search = request.search { query.filter(Self.matches(search)) }
        let page = try query.fetch(Quote.self, request, db)
        let names = try CustomerCopy.names(Set(page.items.map(\.customerId)), db)
        return page.map { QuoteRow(quote: $0, customerName: names[$0.customerId]) }
    }

    /// The words are the quote's or its customer's.
    private static func matches(_ text: String) -> SQL {
        guard let own = SearchTable.matches(text, in: "quote", column: "quote.id"),
            let customer = SearchTable.matches(text, in: "customerCopy", column: "quote.customerId")
        else { return "0" }
        return "(\(own) OR \(customer))"
    }
}

/// One quote within a person's scope.
struct QuoteDetail {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> QuoteRow {
        let quote = try RowScope(person, .quote).fetch(Quote.self, id, db)
        return QuoteRow(quote: quote, customerName: try CustomerCopy.find(quote.customerId, db)?.name)
    }

    /// Every revision that was sent, as it was sent.
    func revisions(_ db: Database) throws -> [QuoteRevisionRecord] {
        _ = try fetch(db)
        return try QuoteRevisionRecord.all(of: id, db)
    }
}
