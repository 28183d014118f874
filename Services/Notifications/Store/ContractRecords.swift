import Foundation
import GRDB
import Messages
import Store

/// What is kept of a contract: what alerts about other records of it call it, and whom they go to.
struct KnownContract: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "knownContract"
    var id: EntityID
    var number: String
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    /// When it was last heard of.
    var heardAt: Instant

    init(_ state: ContractState, at now: Instant) {
        (id, number, heardAt) = (state.id, state.number, now)
        branchId = state.ownership.branchId
        responsibleId = state.ownership.responsibleId
        secondResponsibleId = state.ownership.secondResponsibleId
    }

    var ownership: Ownership {
        Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
    }
}

/// The warranty of one delivered item. Those of one contract that end on one day share their reminders.
struct Warranty: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "warranty"
    var itemId: EntityID
    /// The contract; the order, or the item itself, where there is none.
    var about: Subject
    var endsOn: Day
    var description: String
    var serial: String?
    var customerId: EntityID
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var eventType: String
    var eventId: EntityID

    /// Nothing for an item without a warranty.
    init?(_ state: DeliveredItemState, eventType: String, eventId: EntityID) {
        guard let endsOn = state.warrantyTo else { return nil }
        itemId = state.id
        about =
            state.contractId.map(ContractState.subject) ?? state.orderId.map(OrderState.subject) ?? state.subject
        self.endsOn = endsOn
        (description, serial, customerId) = (state.description, state.serial, state.customerId)
        branchId = state.ownership.branchId
        responsibleId = state.ownership.responsibleId
        secondResponsibleId = state.ownership.secondResponsibleId
        (self.eventType, self.eventId) = (eventType, eventId)
    }

    var ownership: Ownership {
        Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
    }
}

/// The warranties of one contract that end on one day: the first item, and how many there are.
struct WarrantyGroup: FetchableRecord, Sendable {
    var first: Warranty
    var count: Int

    init(row: Row) throws {
        first = try Warranty(row: row)
        count = row["items"]
    }

    /// By day.
    static func fetch(_ about: Subject, _ db: Database) throws -> [WarrantyGroup] {
        // With one min() SQLite takes the other columns from the row that has it.
        try fetchAll(
            db,
            sql: """
                SELECT *, count(*) AS items, min(itemId) FROM warranty WHERE about = ? GROUP BY endsOn ORDER BY endsOn
                """, arguments: [about])
    }
}
