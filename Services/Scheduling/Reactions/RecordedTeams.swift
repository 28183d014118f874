import Foundation
import GRDB
import Messages
import Store

/// The teams that another system names for an employee: found by their codes or names, and made where there are none, for
/// what comes from outside is a fact.
struct RecordedTeams {
    let system: String

    /// Their codes, each once.
    func codes(_ names: [String], in transaction: Transaction) throws -> [String] {
        var codes: [String] = []
        for (index, name) in names.enumerated() {
            let team = try Team.find(named: name, transaction.db) ?? make(name, at: index, in: transaction)
            if !codes.contains(team.code) { codes.append(team.code) }
        }
        return codes
    }

    /// Every service would derive the same id.
    private func make(_ name: String, at index: Int, in transaction: Transaction) throws -> Team {
        let id = EntityID.external(system: system, entity: TeamState.entity, externalId: Branch.folded(name))
        var team: Team
        do throws(TeamError) {
            team = try Team(id: id, code: name, name: name)
        } catch {
            throw CommonError.invalid(code: error.code, path: "$.data.teams[\(index)]", message: error.message)
        }
        _ = try transaction.save(&team, event: .created)
        return team
    }
}
