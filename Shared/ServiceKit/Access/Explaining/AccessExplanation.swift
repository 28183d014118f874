import Foundation
import GRDB
import Messages
import Store

/// What a person may do with a record, and why (ACC-2): each action's verdict is that of `RowScope`, and each reason is one
/// of the conditions that it asks.
public struct AccessExplanation: Sendable {
    public var entity: OwnedEntity
    public var id: EntityID
    public var person: Person

    public init(entity: OwnedEntity, id: EntityID, person: Person) {
        self.entity = entity
        self.id = id
        self.person = person
    }

    public struct Answer: Encodable, Sendable {
        public var entity: String
        public var id: EntityID
        public var accountId: EntityID
        public var employeeId: EntityID?
        public var actions: [Verdict]
    }

    public struct Verdict: Encodable, Sendable {
        public var action: Action
        public var isAllowed: Bool
        /// How far the permission reaches; nothing where there is none.
        public var scope: AccessScope?
        public var reasons: [Reason]
    }

    /// Throws `notFound` where there is no such record.
    public func fetch(_ db: Database) throws -> Answer {
        guard let facts = try RecordFacts(entity, id, db) else {
            throw CommonError.notFound(entity: entity.name, id: id.description)
        }
        return Answer(
            entity: entity.name, id: id, accountId: person.account, employeeId: person.employee,
            actions: try Action.allCases.map { try verdict($0, facts, db) })
    }

    private func verdict(_ action: Action, _ facts: RecordFacts, _ db: Database) throws -> Verdict {
        guard let scope = person.scope(entity.function, action) else {
            return Verdict(action: action, isAllowed: false, reasons: [.noPermission(entity.function, action)])
        }
        let ways = try RowScope(person, entity, action).waysThatReach(id, db)
        let reasons = Reasons(person: person, action: action, scope: scope, facts: facts)
        return Verdict(
            action: action, isAllowed: !ways.isEmpty, scope: scope,
            reasons: ways.isEmpty
                ? [.outOfReach(entity.function, action, scope)] : try ways.flatMap { try reasons.of($0, db) })
    }
}

extension RowScope {
    /// In which ways the record is within reach, by the conditions that lists ask.
    func waysThatReach(_ id: EntityID, _ db: Database) throws -> [Way] {
        try ways.filter { way in
            let request: SQLRequest<Bool> = """
                SELECT EXISTS (SELECT 1 FROM \(SQL(sql: entity.table)) r WHERE r.id = \(id)
                  AND (\(way.condition("r", person, action, of: entity))))
                """
            return try request.fetchOne(db) ?? false
        }
    }
}

/// Whose a record is, as it is stored.
struct RecordFacts: Sendable {
    let entity: OwnedEntity
    let id: EntityID
    let ownership: Ownership
    let parentId: EntityID?

    /// Nothing where there is no such record.
    init?(_ entity: OwnedEntity, _ id: EntityID, _ db: Database) throws {
        let request: SQLRequest<Row> = """
            SELECT branchId, responsibleId, secondResponsibleId, \(SQL(sql: entity.parent?.column ?? "NULL")) AS parentId
            FROM \(SQL(sql: entity.table)) WHERE id = \(id)
            """
        guard let row = try request.fetchOne(db) else { return nil }
        self.entity = entity
        self.id = id
        ownership = Ownership(
            branchId: row["branchId"], responsibleId: row["responsibleId"],
            secondResponsibleId: row["secondResponsibleId"])
        parentId = row["parentId"]
    }
}
