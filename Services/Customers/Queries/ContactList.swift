import GRDB
import Messages
import ServiceKit
import Store

/// A person's contacts, of one customer or all.
struct ContactList {
    var customerId: EntityID?
    var person: Person
    var request: ListRequest

    func fetch(_ db: Database) throws -> Page<ContactResponse> {
        try person.require(.contacts, .view)
        if let customerId { _ = try VisibleCustomer(person: person).fetch(customerId, db) }
        var query = PagedQuery(
            "contact", sorts: ["name": "contact.nameFolded", "created": "contact.createdAt"], defaultSort: "name")
        try query.filter(within: RowScope(person, .contact), request)
        if let customerId { query.filter("contact.customerId = \(customerId)") }
        try query.filter(request, "working", Bool.self) { "contact.isWorking = \($0)" }
        try query.filter(request, "responsible") { value in
            if value == "none" { return "contact.responsibleId IS NULL AND contact.secondResponsibleId IS NULL" }
            return EntityID(value).map { "contact.responsibleId = \($0) OR contact.secondResponsibleId = \($0)" }
        }
        if let search = request.search { query.filter(SearchIndex.condition("contact", search)) }
        return try query.fetch(Contact.self, request, db).map { ContactResponse($0) }
    }
}
