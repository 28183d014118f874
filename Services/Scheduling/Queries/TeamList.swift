import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// All teams: who may see employees at all may see how the firm is divided.
struct TeamList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<TeamView> {
        try person.require(.employees, .view)
        var query = PagedQuery(
            "team", sorts: ["name": "team.foldedName", "code": "team.foldedCode"], defaultSort: "name")
        if let search = request.search {
            let pattern = "%" + Branch.folded(search) + "%"
            query.filter("team.foldedName LIKE \(pattern) OR team.foldedCode LIKE \(pattern)")
        }
        try query.filter(request, "branch", EntityID.self) { "team.branchId = \($0)" }
        try query.filter(request, "leader", EntityID.self) { "team.leaderId = \($0)" }
        try query.filter(request, "member", EntityID.self) {
            "team.code IN (SELECT team FROM employeeTeam WHERE employeeId = \($0))"
        }
        let page = try query.fetch(Team.self, request, db)
        let names = try TeamNames(page.items, db)
        return try page.map { try TeamView($0, names, db) }
    }
}

struct TeamByID {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> TeamView {
        try person.require(.employees, .view)
        guard let team = try Team.fetchOne(db, key: id) else {
            throw CommonError.notFound(entity: TeamState.entity, id: id.description)
        }
        return try TeamView(team, try TeamNames([team], db), db)
    }
}

/// A team as people see it.
struct TeamView: Sendable {
    var state: TeamState
    var version: EventSequence
    var branchName: String?
    var leaderName: String?
    /// Who has not left the firm.
    var memberCount: Int

    fileprivate init(_ team: Team, _ names: TeamNames, _ db: Database) throws {
        (state, version) = (team.published, team.sequence)
        branchName = team.branchId.flatMap { names.branches[$0] }
        leaderName = team.leaderId.flatMap { names.employees[$0] }
        let members = try TeamMembers.count(of: team.code, db)
        memberCount = members.all - members.left
    }
}

private struct TeamNames {
    var employees: [EntityID: String]
    var branches: [EntityID: String]

    init(_ page: [Team], _ db: Database) throws {
        employees = try NameTable.employees(page.compactMap(\.leaderId), db)
        branches = try NameTable.branches(page.compactMap(\.branchId), db)
    }
}
