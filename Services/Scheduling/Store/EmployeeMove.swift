import Foundation
import GRDB
import Messages
import Store

/// Where an employee has been from a day on: what was true after a move of department, branch, manager or teams (ACC-1).
struct EmployeeMove: Codable, Sendable, Hashable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "employeeMove"
    var number: Int64?
    var employeeId: EntityID
    /// The day from which it counts; nothing for what was so before moves were kept.
    var onDay: Day?
    /// When it was entered, and by whom; nobody for what another system recorded.
    var at: Instant?
    var account: EntityID?
    var department: String?
    var branchId: EntityID?
    var managerId: EntityID?
    var teams: [String]
    /// The most that are shown of one employee.
    static let most = 500

    /// Newest first.
    static func all(of employee: EntityID, _ db: Database) throws -> [EmployeeMove] {
        try filter(Column("employeeId") == employee).order(Column("number").desc).limit(most).fetchAll(db)
    }

    static func lastDay(of employee: EntityID, _ db: Database) throws -> Day? {
        try Day.fetchOne(
            db, sql: "SELECT max(onDay) FROM employeeMove WHERE employeeId = ?", arguments: [employee])
    }
}

extension Employee {
    /// Whether one of the things that moves are about differs.
    func hasMoved(since old: Employee?) -> Bool {
        guard let old else { return true }
        return department != old.department || branchId != old.branchId || managerId != old.managerId
            || Set(teams) != Set(old.teams)
    }
}

extension Transaction {
    /// The day of a move that another system recorded: the record's, but neither to come nor before the move before.
    func moveDay(of employee: EntityID, recordedAt time: Instant) throws -> Day {
        let zone = LocalZone.vietNam
        let day = min(zone.day(of: time), zone.day(of: now))
        return try EmployeeMove.lastDay(of: employee, db).map { max($0, day) } ?? day
    }

    /// Keeps a move from `day` on; today where none is given. Throws for a day to come, or before the move before.
    func keepMove(of employee: Employee, on day: Day?) throws {
        let today = LocalZone.vietNam.day(of: now)
        let day = day ?? today
        let previous = try EmployeeMove.lastDay(of: employee.id, db)
        guard day <= today, previous.map({ $0 <= day }) ?? true else {
            throw EmployeeError.movedOnInvalid(earliest: previous)
        }
        try EmployeeMove(
            employeeId: employee.id, onDay: day, at: now, account: cause.actor, department: employee.department,
            branchId: employee.branchId, managerId: employee.managerId, teams: employee.teams
        ).insert(db)
    }
}
