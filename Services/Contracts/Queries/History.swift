import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The steps of a document's life, oldest first, for whoever may see the document (CON-2).
struct History<R: OwnedRecord> {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> [NamedLine<StepRow>] {
        _ = try OneRecord<R>(id: id, person: person).fetch(db)
        return try AccountNames.beside(
            StepRow.filter(Column("recordId") == id).order(Column("number")).fetchAll(db), \.account, db)
    }
}

/// The annexes of a contract, oldest first.
struct AnnexList {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> [NamedLine<AnnexRow>] {
        _ = try OneRecord<Contract>(id: id, person: person).fetch(db)
        return try AccountNames.beside(
            AnnexRow.filter(Column("contractId") == id).order(Column("number")).fetchAll(db), \.account, db)
    }
}

/// The notices of a wrong name or address on an invoice, oldest first.
struct NoticeList {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> [NamedLine<InvoiceNotice>] {
        _ = try OneRecord<Invoice>(id: id, person: person).fetch(db)
        return try AccountNames.beside(
            InvoiceNotice.filter(Column("invoiceId") == id).order(Column("number")).fetchAll(db), \.account, db)
    }
}

/// The newest version of each text that terms are made from.
struct TermsTemplateList {
    var person: Person

    func fetch(_ db: Database) throws -> [TermsTemplate] {
        try person.require(.contracts, .view)
        return try TermsTemplate.fetchAll(
            db,
            sql: """
                SELECT * FROM termsTemplate t WHERE version =
                  (SELECT max(version) FROM termsTemplate WHERE name = t.name) ORDER BY name
                """)
    }
}
