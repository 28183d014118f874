import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The teams that a person names for an employee, as codes. A team opens its members' records to whoever is put into it, so
/// only who reaches the team may.
struct TeamNaming {
    var person: Person
    var action: Action
    /// The codes that the employee has already, which may stay.
    var kept: [String] = []
    /// The most that are named to whoever got one wrong.
    static let mostNamed = 30

    /// Throws `EmployeeError.unknownTeam` or `teamOutOfReach`.
    func codes(_ names: [String], _ db: Database) throws -> [String] {
        var codes: [String] = []
        for (index, name) in names.enumerated() {
            let code = kept.contains(name) ? name : try code(of: name, at: index, db)
            if !codes.contains(code) { codes.append(code) }
        }
        return codes
    }

    private func code(of name: String, at index: Int, _ db: Database) throws -> String {
        guard let team = try Team.find(foldedCode: Branch.folded(name), db) else {
            let known = try String.fetchAll(
                db, sql: "SELECT code FROM team ORDER BY foldedCode LIMIT ?", arguments: [Self.mostNamed])
            throw EmployeeError.unknownTeam(index: index, name: name, known: known)
        }
        if !kept.contains(team.code), try !RowScope(person, .team, action).covers(team.ownership, db) {
            throw EmployeeError.teamOutOfReach(index: index, code: team.code)
        }
        return team.code
    }
}
