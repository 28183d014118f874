import GRDB
import Messages
import ServiceKit
import Store

/// Every step of a case's life, oldest first; the last 500 (CUS-11).
struct CaseHistory {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> [NamedLine<CaseStepRow>] {
        _ = try VisibleCase(person: person).fetch(id, db)
        let steps = try CaseStepRow.filter(Column("caseId") == id).order(Column("number").desc).limit(500)
            .fetchAll(db)
        return try AccountNames.beside(steps.reversed(), \.account, db)
    }
}
