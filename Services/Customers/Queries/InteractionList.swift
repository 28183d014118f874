import GRDB
import Messages
import ServiceKit
import Store

/// A person's interactions, of one customer or all; newest first.
struct InteractionList {
    var customerId: EntityID?
    var person: Person
    var request: ListRequest

    func fetch(_ db: Database) throws -> Page<InteractionResponse> {
        try person.require(.interactions, .view)
        if let customerId { _ = try VisibleCustomer(person: person).fetch(customerId, db) }
        var request = request
        if request.sort == nil { (request.sort, request.isDescending) = ("startedAt", true) }
        var query = PagedQuery(
            "interaction", sorts: ["startedAt": "interaction.startedAt"], defaultSort: "startedAt")
        try query.filter(within: RowScope(person, .interaction), request)
        if let customerId { query.filter("interaction.customerId = \(customerId)") }
        try query.filter(request, "channel") { value in
            Interaction.channels.contains(value) ? "interaction.channel = \(value)" : nil
        }
        try query.filter(request, "pursue", Prospect.self) { "interaction.isWorthPursuing = \($0.rawValue)" }
        // Everybody to be contacted again up to and including a day.
        try query.filter(request, "contactAgainBy", Day.self) { "interaction.contactAgainOn <= \($0)" }
        return try query.fetch(Interaction.self, request, db).map { InteractionResponse($0) }
    }
}
