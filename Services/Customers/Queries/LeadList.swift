import GRDB
import Messages
import ServiceKit
import Store

/// A person's leads, the newest first.
struct LeadList {
    var person: Person
    var request: ListRequest

    func fetch(_ db: Database) throws -> Page<LeadResponse> {
        try person.require(.leads, .view)
        var request = request
        if request.sort == nil { (request.sort, request.isDescending) = ("created", true) }
        var query = PagedQuery(
            "lead", sorts: ["created": "lead.createdAt", "name": "lead.nameFolded", "code": "lead.code"],
            defaultSort: "created")
        try query.filter(within: RowScope(person, .lead), request)
        try query.filter(request, "status", LeadStatus.self) { "lead.status = \($0.rawValue)" }
        try query.filter(request, "rating", LeadRating.self) { "lead.rating = \($0.rawValue)" }
        try query.filter(request, "source") { "lead.source = \($0)" }
        try query.filter(request, "responsible") { value in
            if value == "none" { return "lead.responsibleId IS NULL AND lead.secondResponsibleId IS NULL" }
            return EntityID(value).map { "lead.responsibleId = \($0) OR lead.secondResponsibleId = \($0)" }
        }
        if let search = request.search { query.filter(SearchIndex.condition("lead", search)) }
        return try query.fetch(Lead.self, request, db).map { LeadResponse($0) }
    }
}
