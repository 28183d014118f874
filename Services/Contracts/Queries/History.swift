import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The steps of a document's life, oldest first, for whoever may see the document (CON-2).
struct History<R: OwnedRecord> {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> [StepRow] {
        _ = try OneRecord<R>(id: id, person: person).fetch(db)
        return try StepRow.filter(Column("recordId") == id).order(Column("number")).fetchAll(db)
    }
}

/// The annexes of a contract, oldest first.
struct AnnexList {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> [AnnexRow] {
        _ = try OneRecord<Contract>(id: id, person: person).fetch(db)
        return try AnnexRow.filter(Column("contractId") == id).order(Column("number")).fetchAll(db)
    }
}
