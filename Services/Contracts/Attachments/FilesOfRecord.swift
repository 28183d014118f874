import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The files of one document, for whoever may see or change the document.
struct FilesOfRecord<R: OwnedRecord & KeptRecord>: Sendable {
    var id: EntityID
    var person: Person

    func requireEdit(_ db: Database) throws { try RowScope(person, R.access, .edit).check(id, db) }

    /// Oldest first.
    func list(_ db: Database) throws -> [Attachment] {
        _ = try OneRecord<R>(id: id, person: person).fetch(db)
        return try Attachment.filter(Column("recordId") == id).order(Column("at"), Column("id")).fetchAll(db)
    }

    func file(_ attachment: EntityID, _ db: Database) throws -> Attachment {
        _ = try OneRecord<R>(id: id, person: person).fetch(db)
        let found = try Attachment.filter(Column("id") == attachment && Column("recordId") == id).fetchOne(db)
        guard let found else { throw CommonError.notFound(entity: "attachment", id: attachment.description) }
        return found
    }

    /// The papers of what is signed or issued are kept.
    func delete(_ attachment: EntityID, in transaction: Transaction) throws {
        let person = person.asking(at: transaction.now)
        let record = try transaction.owned(R.self, id, for: person, .edit)
        let attachment = try file(attachment, transaction.db)
        if record.isKept, attachment.kind != .other { throw AttachmentError.kept }
        try AttachmentStore.deletePieces(of: attachment.id, transaction.db)
        try attachment.delete(transaction.db)
        try transaction.audit(
            "attachment-deleted", subject: "\(attachment.entity)/\(id)",
            details: ["name": attachment.name, "sha256": attachment.sha256])
    }
}

/// A document whose papers are kept once it counts.
protocol KeptRecord {
    var isKept: Bool { get }
}

extension Contract: KeptRecord { var isKept: Bool { signedOn != nil } }
extension Invoice: KeptRecord { var isKept: Bool { status != .draft } }
