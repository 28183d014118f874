import Foundation
import GRDB
import Messages
import ServiceKit
import Store

extension Team: EntityRecord {
    static let databaseTableName = "team"
    var published: TeamState {
        TeamState(id: id, code: code, name: name, branchId: branchId, leaderId: leaderId)
    }

    static func find(foldedCode: String, _ db: Database) throws -> Team? {
        try Team.filter(Column("foldedCode") == foldedCode).fetchOne(db)
    }

    /// By its code however it is written, else by its name where only one has it.
    static func find(named text: String, _ db: Database) throws -> Team? {
        let folded = Branch.folded(text)
        if let team = try find(foldedCode: folded, db) { return team }
        let named = try Team.filter(Column("foldedName") == folded).limit(2).fetchAll(db)
        return named.count == 1 ? named.first : nil
    }
}

extension Transaction {
    /// Writes a new or changed team, its event and, as this service owns teams, the copy that scopes look at.
    func save(
        _ team: inout Team, from old: Team? = nil, event: EventName, expected: EventSequence? = nil
    ) throws -> RecordVersion {
        let version =
            try old.map { try update(&team, from: $0, event: event, expected: expected) }
            ?? insert(&team, event: event)
        try TeamCopy(team.published, sequence: team.sequence).save(db)
        return version
    }
}

/// How many employees name a team.
struct TeamMembers: Sendable, Hashable {
    var all: Int
    /// Of these have left the firm.
    var left: Int

    static func count(of code: String, _ db: Database) throws -> TeamMembers {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*) AS members, coalesce(sum(NOT e.isActive), 0) AS gone
                FROM employeeTeam t JOIN employee e ON e.id = t.employeeId WHERE t.team = ?
                """, arguments: [code])
        return TeamMembers(all: row?["members"] ?? 0, left: row?["gone"] ?? 0)
    }
}
