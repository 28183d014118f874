import GRDB
import Messages
import Store

/// The two sides of sharing, as lists ask for them.
enum SharedView: String, Sendable, Hashable, CaseIterable {
    case withMe = "with-me"
    case byMe = "by-me"

    /// The ids of the records, as a query.
    func records(of entity: OwnedEntity, _ person: Person) -> SQL {
        let side: SQL =
            switch self {
            case .withMe: "holderId IN \(Way.holders(person))"
            case .byMe: "accountId = \(person.account)"
            }
        return """
            (SELECT recordId FROM share WHERE entity = \(entity.name) AND \(side)
               AND (until IS NULL OR until > \(person.askedAt)))
            """
    }
}
