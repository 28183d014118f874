import Foundation
import GRDB
import Messages
import Store

/// At start: a team for every code that employees name and that none has, as there were codes before there were teams.
struct EnsureTeams {
    func execute(in transaction: Transaction) throws {
        let codes = try String.fetchAll(
            transaction.db,
            sql: "SELECT DISTINCT team FROM employeeTeam WHERE team NOT IN (SELECT code FROM team) ORDER BY team")
        for code in codes {
            var team = try Team(id: transaction.newID(), code: code, name: code)
            guard try Team.find(foldedCode: team.foldedCode, transaction.db) == nil else { continue }
            _ = try transaction.save(&team, event: .created)
        }
    }
}
