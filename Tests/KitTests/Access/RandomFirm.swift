import Foundation
import GRDB
import Messages
import Store
import TestKit

@testable import ServiceKit

/// A small firm made of a seed: its branches, teams and employees, records that are theirs, and who shared which; with the
/// rule of `ServiceKit/Access/README.md` said once more, in Swift and row by row.
struct RandomFirm {
    struct Team {
        var id: EntityID
        var code: String
        var leader: EntityID?
    }

    struct Employee {
        var id: EntityID
        var branch: EntityID?
        var manager: EntityID?
        var teams: [String]
    }

    struct Thing {
        var id: EntityID
        var folder: EntityID?
        var ownership: Ownership
    }

    static let now = Instant(milliseconds: 1_795_399_200_000)
    static let folder = OwnedEntity("folder", .customers, table: "folder", path: "/folders")
    static let thing = OwnedEntity(
        "thing", .contacts, table: "thing", path: "/things", partOf: .init("folder", column: "folderId"))

    let branches: [EntityID]
    let headOffice: EntityID
    let teams: [Team]
    let employees: [Employee]
    let folders: [EntityID]
    let things: [Thing]
    let shares: [Share]

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func ids(_ kind: String, _ count: Int) -> [EntityID] {
            (0..<count).map { EntityID(namespace: .quen, parts: [kind, "\(seed)", "\($0)"]) }
        }
        func maybe<T>(_ all: [T]) -> T? { Bool.random(using: &random) ? all.randomElement(using: &random) : nil }
        let (branchIDs, people) = (ids("branch", 3), ids("employee", 8))
        teams = ids("team", 3).enumerated().map { Team(id: $1, code: "T\($0)", leader: maybe(people)) }
        let codes = teams.map(\.code)
        employees = people.map { id in
            Employee(
                id: id, branch: maybe(branchIDs), manager: maybe(people.filter { $0 != id }),
                teams: codes.filter { _ in Int.random(in: 0..<3, using: &random) == 0 })
        }
        (branches, headOffice, folders) = (branchIDs, branchIDs[0], ids("folder", 4))
        let folderIDs = folders
        things = ids("thing", 12).map { id in
            Thing(
                id: id, folder: maybe(folderIDs),
                ownership: Ownership(
                    branchId: maybe(branchIDs), responsibleId: maybe(people), secondResponsibleId: maybe(people)))
        }
        let records = folders.map { ("folder", $0) } + things.map { ("thing", $0.id) }
        let holders: [(Share.HolderKind, EntityID)] =
            people.map { (.employee, $0) } + teams.map { (.team, $0.id) } + branchIDs.map { (.branch, $0) }
        var shares: [Share] = []
        for (index, id) in ids("share", 12).enumerated() {
            let (record, holder) = (
                records[index % records.count], holders[Int.random(in: 0..<holders.count, using: &random)]
            )
            shares.append(
                Share(
                    id: id, entity: record.0, recordId: record.1, holderKind: holder.0, holderId: holder.1,
                    access: Bool.random(using: &random) ? .read : .write,
                    until: maybe([-1, 0, 1].map { Self.now.adding(.milliseconds($0)) }), note: nil, at: Self.now,
                    accountId: people[0], employeeId: people[0]))
        }
        self.shares = shares
    }

    // MARK: The rule

    func reaches(_ thing: Thing, _ employee: Employee, _ action: Action, _ scope: AccessScope) -> Bool {
        covers(thing.ownership, employee, scope)
            || isShared("thing", thing.id, employee, action)
            || thing.folder.map { isShared("folder", $0, employee, action) } ?? false
    }

    func covers(_ ownership: Ownership, _ employee: Employee, _ scope: AccessScope) -> Bool {
        let responsible = [ownership.responsibleId, ownership.secondResponsibleId].compactMap(\.self)
        return switch scope {
        case .own: responsible.contains(employee.id)
        case .team: covers(ownership, employee, .own) || responsible.contains { isColleague($0, of: employee) }
        case .branch:
            covers(ownership, employee, .team) || employee.branch == headOffice
                || ownership.branchId == employee.branch
        case .all: true
        }
    }

    private func isColleague(_ id: EntityID, of employee: Employee) -> Bool {
        guard let other = employees.first(where: { $0.id == id }) else { return false }
        let led = teams.filter { $0.leader == employee.id }.map(\.code)
        return other.manager == employee.id || !Set(other.teams).isDisjoint(with: employee.teams + led)
    }

    private func isShared(_ entity: String, _ id: EntityID, _ employee: Employee, _ action: Action) -> Bool {
        shares.contains { share in
            guard share.entity == entity, share.recordId == id else { return false }
            if let until = share.until, until <= Self.now { return false }
            switch action {
            case .view: break
            case .edit: guard share.access == .write else { return false }
            case .create, .delete, .approve, .export: return false
            }
            return switch share.holderKind {
            case .employee: share.holderId == employee.id
            case .branch: share.holderId == employee.branch
            case .team:
                teams.contains {
                    $0.id == share.holderId && ($0.leader == employee.id || employee.teams.contains($0.code))
                }
            }
        }
    }

    // MARK: In a store

    static func store(in directory: String) throws -> ServiceStore {
        try ServiceStore(directory: directory, service: .customers, site: "main") {
            $0.registerMigration("things") { db in
                for (table, more) in [("folder", ""), ("thing", ", folderId BLOB")] {
                    try db.execute(
                        sql: """
                            CREATE TABLE \(table)(
                              id BLOB PRIMARY KEY, branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB\(more));
                            """)
                }
            }
        }
    }

    func write(_ db: Database) throws {
        for branch in branches {
            try BranchCopy(
                BranchState(id: branch, code: "B", name: "B", isHeadOffice: branch == headOffice), sequence: .first
            ).insert(db)
        }
        for team in teams {
            try TeamCopy(
                TeamState(id: team.id, code: team.code, name: team.code, leaderId: team.leader), sequence: .first
            ).insert(db)
        }
        for employee in employees {
            let state = EmployeeState(
                id: employee.id, code: "NV", name: "NV", managerId: employee.manager, branchId: employee.branch,
                teams: employee.teams)
            let copy = EmployeeCopy(state, sequence: .first)
            try copy.insert(db)
            try copy.writeParts(db)
        }
        for folder in folders { try db.execute(sql: "INSERT INTO folder(id) VALUES (?)", arguments: [folder]) }
        for thing in things {
            let own = thing.ownership
            try db.execute(
                sql: "INSERT INTO thing VALUES (?, ?, ?, ?, ?)",
                arguments: [thing.id, own.branchId, own.responsibleId, own.secondResponsibleId, thing.folder])
        }
        for share in shares { try share.insert(db, onConflict: .ignore) }
    }

    /// As a token would bring them, but with another branch than theirs.
    func person(_ employee: Employee, _ permissions: Set<Permission>) -> Person {
        Person(
            account: employee.id, employee: employee.id, branch: branches.last, session: employee.id,
            permissions: permissions)
    }
}
