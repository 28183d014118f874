import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What this service knows of a customer: name and tax code for documents, ownership for scopes.
struct CustomerCopy: CopyRecord, Codable {
    static let databaseTableName = "customerCopy"
    var id: EntityID
    var sequence: EventSequence
    var code: String
    var name: String
    var shortName: String?
    var taxCode: String?
    var address: String?
    /// Where it wants its invoices.
    var invoiceEmail: String?
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
        address = state.address?.printed
        invoiceEmail = state.invoiceEmail
        branchId = state.ownership.branchId
        responsibleId = state.ownership.responsibleId
        secondResponsibleId = state.ownership.secondResponsibleId
    }

    var ownership: Ownership {
        Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
    }

    /// The words under which its documents are found.
    func writeParts(_ db: Database) throws {
        let key = try Self.key(of: id, db)
        try db.execute(sql: "DELETE FROM customerSearch WHERE rowid = ?", arguments: [key])
        try db.execute(
            sql: "INSERT INTO customerSearch(rowid, code, name, taxCode) VALUES (?, ?, ?, ?)",
            arguments: [key, code, name, taxCode])
    }

    static func deleteParts(of id: EntityID, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM customerSearch WHERE rowid = ?", arguments: [try key(of: id, db)])
        try db.execute(sql: "DELETE FROM customerKey WHERE id = ?", arguments: [id])
    }

    private static func key(of id: EntityID, _ db: Database) throws -> Int64 {
        if let key = try Int64.fetchOne(db, sql: "SELECT key FROM customerKey WHERE id = ?", arguments: [id]) {
            return key
        }
        try db.execute(sql: "INSERT INTO customerKey(id) VALUES (?)", arguments: [id])
        return db.lastInsertedRowID
    }
}

extension Address {
    /// With the country, where it is another and is not in the text.
    fileprivate var printed: String {
        guard let country, !country.isEmpty, !Self.ownCountry.contains(country.uppercased()),
            !text.uppercased().contains(country.uppercased())
        else { return text }
        return "\(text), \(country)"
    }

    private static let ownCountry: Set = ["VN", "VIET NAM", "VIETNAM", "VIỆT NAM"]
}

extension Transaction {
    func customer(_ id: EntityID) throws -> CustomerCopy? {
        try CustomerCopy.filter(Column("id") == id).fetchOne(db)
    }
}
