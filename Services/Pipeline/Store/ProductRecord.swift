import Foundation
import GRDB
import Messages
import Store

extension Product: EntityRecord {
    static let databaseTableName = "product"

    var published: ProductState {
        ProductState(
            id: id, code: code, name: name, group: groupName, kind: kind, unit: unit, taxClass: taxClass,
            isActive: isActive, prices: prices, external: external, unitGroupId: unitGroupId,
            unitPrices: unitPrices.isEmpty ? nil : unitPrices)
    }

    /// By the sender's own id for it, whatever its spaces and case; then by Quen's id or the one derived from it.
    static func find(_ reference: RecordReference, system: String, _ db: Database) throws -> Product? {
        if let id = reference.id { return try Product.filter(Column("id") == id).fetchOne(db) }
        guard let externalId = reference.externalId else { return nil }
        return try find(externalId: externalId, system: system, db) ?? find(name: externalId, db)
    }

    static func find(externalId: String, system: String, _ db: Database) throws -> Product? {
        try Product.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM product WHERE externalSystem = ? AND externalKey = ?"),
            arguments: [system, TextRule.key(externalId)])
    }

    /// Nothing where several products have the name.
    private static func find(name: String, _ db: Database) throws -> Product? {
        let named = try Product.filter(Column("nameKey") == TextRule.key(name)).limit(2).fetchAll(db)
        return named.count == 1 ? named.first : nil
    }

    static func byID(_ ids: Set<EntityID>, _ db: Database) throws -> [EntityID: Product] {
        let products = try Product.filter(Array(ids).contains(Column("id"))).fetchAll(db)
        return Dictionary(uniqueKeysWithValues: products.map { ($0.id, $0) })
    }

    /// Throws `codeTaken` where another product has `code`.
    static func requireFree(code: String, for id: EntityID, _ db: Database) throws {
        let isTaken = try Product.filter(Column("code") == code && Column("id") != id).isEmpty(db) == false
        if isTaken { throw ProductError.codeTaken(code) }
    }
}
