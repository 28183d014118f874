import Foundation
import GRDB
import Messages
import Store

extension UnitGroup: EntityRecord {
    static let databaseTableName = "unitGroup"

    var published: UnitGroupState { UnitGroupState(id: id, name: name, baseUnit: baseUnit, units: units) }

    static func find(_ id: EntityID, _ db: Database) throws -> UnitGroup? {
        try UnitGroup.filter(Column("id") == id).fetchOne(db)
    }

    static func byID(_ ids: Set<EntityID>, _ db: Database) throws -> [EntityID: UnitGroup] {
        guard !ids.isEmpty else { return [:] }
        let groups = try UnitGroup.filter(Array(ids).contains(Column("id"))).fetchAll(db)
        return Dictionary(uniqueKeysWithValues: groups.map { ($0.id, $0) })
    }

    /// Throws `nameTaken` where another group has the name.
    func requireFreeName(_ db: Database) throws {
        let isTaken = try UnitGroup.filter(Column("nameKey") == nameKey && Column("id") != id).isEmpty(db) == false
        if isTaken { throw UnitGroupError.nameTaken(name) }
    }

    /// Those whose units it has.
    func products(_ db: Database) throws -> [Product] {
        try Product.filter(Column("unitGroupId") == id).order(Column("code")).fetchAll(db)
    }
}
