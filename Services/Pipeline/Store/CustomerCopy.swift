import Foundation
import GRDB
import Messages
import ServiceKit

/// What Pipeline knows of a customer; Customers owns it.
struct CustomerCopy: CopyRecord, Codable {
    static let databaseTableName = "customerCopy"
    var id: EntityID
    var sequence: EventSequence
    var code: String
    var name: String
    var shortName: String?
    var taxCode: String?
    var isActive: Bool
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?

    init(_ state: CustomerState, sequence: EventSequence) {
        id = state.id
        self.sequence = sequence
        code = state.code
        name = state.name
        shortName = state.shortName
        taxCode = state.taxCode
        isActive = state.isActive
        branchId = state.ownership.branchId
        responsibleId = state.ownership.responsibleId
        secondResponsibleId = state.ownership.secondResponsibleId
    }

    var ownership: Ownership {
        Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
    }

    /// Nothing for one that no event has told of yet.
    static func find(_ id: EntityID, _ db: Database) throws -> CustomerCopy? {
        try filter(Column("id") == id).fetchOne(db)
    }

    static func names(_ ids: Set<EntityID>, _ db: Database) throws -> [EntityID: String] {
        let copies = try filter(Array(ids).contains(Column("id"))).fetchAll(db)
        return Dictionary(uniqueKeysWithValues: copies.map { ($0.id, $0.name) })
    }
}
