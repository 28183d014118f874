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
        guard let record = try R.filter(Column("id") == id).fetchOne(db) else {
            throw CommonError.notFound(entity: R.State.entity, id: id.description)
        }
        try RowScope(person, R.function).check(record.ownership, entity: R.State.entity, id: id, db)
        return record
    }
}
