import Foundation
import GRDB
import Messages
import ServiceKit

/// An opportunity with what a list shows beside it.
struct OpportunityRow: Sendable {
    var opportunity: Opportunity
    /// Nothing for a customer whom no event has told of yet.
    var customerName: String?
}

/// The opportunities within a person's scope (PIP-3).
struct OpportunityList {
    var request: ListRequest
    var person: Person

    private static let sorts = [
        "code": "opportunity.code", "name": "fold(opportunity.name)", "value": "opportunity.expectedMinor",
        "created": "opportunity.createdAt",
        "closing": "ifnull(ifnull(opportunity.closedOn, opportunity.expectedCloseOn), '9999-12-31')",
    ]

    func fetch(_ db: Database) throws -> Page<OpportunityRow> {
        let page = try query().fetch(Opportunity.self, request, db)
        let names = try CustomerCopy.names(Set(page.items.map(\.customerId)), db)
        return page.map { OpportunityRow(opportunity: $0, customerName: names[$0.customerId]) }
    }

    private func query() throws -> PagedQuery {
        var query = PagedQuery("opportunity", sorts: Self.sorts, defaultSort: "code")
        try person.require(.opportunities, .view)
        try query.filter(within: RowScope(person, .opportunity), request)
        try query.filter(request, "status", text: "opportunity.status") { OpportunityStatus(rawValue: $0) != nil }
        try query.filter(request, "stage", text: "opportunity.stage")
        try query.filter(request, "customer", id: "opportunity.customerId")
        try query.filter(request, "responsible", id: "opportunity.responsibleId")
        try query.filter(request, "product", EntityID.self) {
            "opportunity.id IN (SELECT opportunityId FROM opportunityProduct WHERE productId = \($0))"
        }
        let closing = "ifnull(opportunity.closedOn, opportunity.expectedCloseOn)"
        try query.filter(request, "closingFrom", day: closing, ">=")
        try query.filter(request, "closingTo", day: closing, "<=")
        if let search = request.search { query.filter(Self.matches(search)) }
        return query
    }

    /// The words are the opportunity's or its customer's.
    private static func matches(_ text: String) -> SQL {
        guard let own = SearchTable.matches(text, in: "opportunity", column: "opportunity.id"),
            let customer = SearchTable.matches(text, in: "customerCopy", column: "opportunity.customerId")
        else { return "0" }
        return "(\(own) OR \(customer))"
    }
}

/// One opportunity within a person's scope.
struct OpportunityDetail {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> OpportunityRow {
        let opportunity = try RowScope(person, .opportunity).fetch(Opportunity.self, id, db)
        return OpportunityRow(
            opportunity: opportunity, customerName: try CustomerCopy.find(opportunity.customerId, db)?.name)
    }

    func history(_ db: Database) throws -> [NamedLine<StageChange>] {
        _ = try fetch(db)
        return try AccountNames.beside(StageChange.all(of: id, db), \.account, db)
    }
}
