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
        try RowScope(person, .customer).check(customerId, db)
        var request = request
        if request.sort == nil { (request.sort, request.isDescending) = ("at", true) }
        var query = PagedQuery("timelineEntry", sorts: ["at": "timelineEntry.at"], defaultSort: "at")
        query.filter("timelineEntry.customerId = \(customerId)")
        query.filter(try TimelineEntry.Kind.allCases.map { try condition($0, db) }.joined(separator: " OR "))
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

    /// Payments belong to whoever the customer belongs to; the rest have an ownership of their own, interactions and cases
    /// also follow what the customer is shared with.
    private func condition(_ kind: TimelineEntry.Kind, _ db: Database) throws -> SQL {
        let isVisible: SQL =
            switch kind {
            case .payment: try RowScope(person, .customer, as: .payments).reaches(customerId, db) ? "1" : "0"
            case .interaction: RowScope(person, .interaction).condition("timelineEntry")
            case .supportCase: RowScope(person, .supportCase).condition("timelineEntry")
            default: RowScope(person, .timelineEntry(kind)).condition("timelineEntry")
            }
        return "(timelineEntry.kind = \(kind.rawValue) AND \(isVisible))"
    }
}
