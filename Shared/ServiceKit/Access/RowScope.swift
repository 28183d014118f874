import Foundation
import GRDB
import Messages
import Store

/// Which rows a person's permission reaches, as a condition in SQL: the one place where scopes and shares are applied
/// (ACC-2, CUS-7). What it decides is written down in `README.md` beside this file.
public struct RowScope: Sendable {
    public let entity: OwnedEntity
    let person: Person
    let action: Action
    private let function: Function
    private var countsShares = true

    /// `function` where another than the entity's own permits it, such as `reports` for a table of invoices.
    public init(_ person: Person, _ entity: OwnedEntity, _ action: Action = .view, as function: Function? = nil) {
        self.person = person
        self.entity = entity
        self.action = action
        self.function = function ?? entity.function
    }

    /// The same without what was only shared with the person.
    public var withoutShares: RowScope {
        var scope = self
        scope.countsShares = false
        return scope
    }

    var ways: [Way] {
        guard let scope = person.scope(function, action) else { return [] }
        let ways = Way.open(to: person, scope, action, of: entity)
        return countsShares ? ways : ways.filter { !$0.isByShare }
    }

    /// Whether it reaches more than the person's own: a large part of a table, which is looked up last.
    public var isWide: Bool { person.scope(function, action).map { $0 >= .team } ?? false }

    /// A condition for the entity's table or an alias of it. It is false for all rows where the permission is lacking.
    public func condition(_ alias: String) -> SQL { condition(alias, ways) }

    private func condition(_ alias: String, _ ways: [Way]) -> SQL {
        guard !ways.isEmpty else { return "0" }
        return "(\(ways.map { $0.condition(alias, person, action, of: entity) }.joined(separator: " OR ")))"
    }

    // MARK: One record

    /// Whether there is such a record, within reach.
    public func reaches(_ id: EntityID, _ db: Database) throws -> Bool {
        let exists: SQL = """
            SELECT EXISTS (SELECT 1 FROM \(SQL(sql: entity.table)) r WHERE r.id = \(id) AND \(condition("r")))
            """
        return try SQLRequest<Bool>(literal: exists, cached: true).fetchOne(db) ?? false
    }

    /// Throws `CommonError.notFound` for a record out of reach, so that its existence is not given away; `forbidden`
    /// where the person may see it but not do this.
    public func check(_ id: EntityID, _ db: Database) throws {
        if try reaches(id, db) { return }
        if action != .view || function != entity.function, try RowScope(person, entity).reaches(id, db) {
            throw forbidden
        }
        throw CommonError.notFound(entity: entity.name, id: id.description)
    }

    /// The record, where it is within reach; throws as `check` does.
    public func fetch<R: EntityRecord>(_ type: R.Type, _ id: EntityID, _ db: Database) throws -> R {
        try check(id, db)
        guard let record = try R.filter(Column("id") == id).fetchOne(db) else {
            throw CommonError.notFound(entity: entity.name, id: id.description)
        }
        return record
    }

    // MARK: One that is not there yet

    /// Whether a record of that ownership would be within reach; nobody shares what is not there.
    public func covers(_ ownership: Ownership, _ db: Database) throws -> Bool {
        let covers: SQL = """
            SELECT \(condition("o", ways.filter(\.isByOwnership))) FROM (SELECT \(ownership.branchId) AS branchId,
              \(ownership.responsibleId) AS responsibleId, \(ownership.secondResponsibleId) AS secondResponsibleId) o
            """
        return try SQLRequest<Bool>(literal: covers, cached: true).fetchOne(db) ?? false
    }

    /// Throws `forbidden` where a record of that ownership would be out of reach. It does not say "not found": the record
    /// is the one that the person describes.
    public func require(_ ownership: Ownership, _ db: Database) throws {
        guard try covers(ownership, db) else { throw forbidden }
    }

    /// Throws `forbidden` where the person may not make the record another's: it must be within reach before and after, and
    /// through a share nobody takes a record or gives it away.
    public func requireTransfer(of id: EntityID, to ownership: Ownership, _ db: Database) throws {
        guard try withoutShares.reaches(id, db) else { throw forbidden }
        try require(ownership, db)
    }

    private var forbidden: CommonError {
        ways.isEmpty
            ? .forbidden(function: function.rawValue, action: action.rawValue)
            : .beyondReach(function: function.rawValue, action: action.rawValue)
    }
}
