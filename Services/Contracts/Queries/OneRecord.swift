import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// One record, for whoever may see it.
struct OneRecord<R: OwnedRecord> {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> R {
        try RowScope(person, R.access).fetch(R.self, id, db)
    }
}
