import GRDB
import Messages
import Money
import ServiceKit
import Store

/// What happened with a customer, newest first, of the kinds and rows that the person may see (CUS-8).
struct CustomerTimeline {
    var customerId: EntityID
    var person: Person
    var request: ListRequest

    struct Line: Encodable, Sendable {
        var kind: TimelineEntry.Kind
        var id: EntityID
        var at: Instant
        var title: String
        var status: String?
        var amount: Amount?
        var note: String?
    }

    func fetch(_ db: Database) throws -> Page<Line> {
        let customer = try VisibleCustomer(person: person).fetch(customerId, db)
        var request = request
        if request.sort == nil { (request.sort, request.isDescending) = ("at", true) }
        var query = PagedQuery("timelineEntry", sorts: ["at": "timelineEntry.at"], defaultSort: "at")
        query.filter("timelineEntry.customerId = \(customerId)")
        query.filter(try TimelineEntry.Kind.allCases.map { try condition($0, customer, db) }.joined(separator: " OR "))
        try query.filter(request, "kind") { value in
            let names = value.split(separator: ",").map(String.init)
            guard !names.isEmpty, names.allSatisfy({ TimelineEntry.Kind(rawValue: $0) != nil }) else { return nil }
            return "timelineEntry.kind IN \(names)"
        }
        return try query.fetch(TimelineEntry.self, request, db).map {
            Line(
                kind: $0.kind, id: $0.id, at: $0.at, title: $0.title, status: $0.status, amount: $0.amount,
                note: $0.note)
        }
    }

    /// Payments belong to whoever the customer belongs to; the rest have an ownership of their own.
    private func condition(_ kind: TimelineEntry.Kind, _ customer: Customer, _ db: Database) throws -> SQL {
        let scope = RowScope(person, kind.function)
        if kind == .payment {
            let isVisible = try scope.reaches(customer.ownership, db)
            return "(timelineEntry.kind = \(kind.rawValue) AND \(isVisible))"
        }
        return "(timelineEntry.kind = \(kind.rawValue) AND \(scope.condition("timelineEntry")))"
    }
}
