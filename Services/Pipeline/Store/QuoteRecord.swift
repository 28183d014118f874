import Foundation
import GRDB
import Messages
import Store

extension Quote: EntityRecord {
    static let databaseTableName = "quote"

    var published: QuoteState {
        QuoteState(
            id: id, number: number, revision: revision, customerId: customerId, contactId: contactId,
            opportunityId: opportunityId, status: status, currency: currency, lines: lines, sums: sums,
            validUntil: validUntil, ownership: ownership)
    }
}

/// A revision of a quote as it was sent; never changed, which the store itself refuses.
struct QuoteRevisionRecord: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "quoteRevision"
    var quoteId: EntityID
    var revision: Int
    var sentAt: Instant
    var state: QuoteState

    static func all(of id: EntityID, _ db: Database) throws -> [QuoteRevisionRecord] {
        try filter(Column("quoteId") == id).order(Column("revision")).fetchAll(db)
    }
}
