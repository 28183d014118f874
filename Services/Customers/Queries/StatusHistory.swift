import GRDB
import Messages
import ServiceKit
import Store

/// Every status that a customer has had, newest first, with time, cause and person (CUS-2).
struct StatusHistory {
    var customerId: EntityID
    var person: Person

    struct Line: Codable, Sendable {
        var at: Instant
        var from: CustomerStatus?
        var to: CustomerStatus
        var causeKind: StatusCause.Kind
        var cause: String
        var account: EntityID?
    }

    func fetch(_ db: Database) throws -> [NamedLine<Line>] {
        _ = try VisibleCustomer(person: person).fetch(customerId, db)
        let lines = try StatusChangeRecord.filter(Column("customerId") == customerId).order(Column("number").desc)
            .limit(500).fetchAll(db).map {
                Line(at: $0.at, from: $0.from, to: $0.to, causeKind: $0.causeKind, cause: $0.cause, account: $0.account)
            }
        return try AccountNames.beside(lines, \.account, db)
    }
}
