import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Where an employee has been, newest first, for whoever may see the employee (ACC-1).
struct EmployeeMoves {
    var id: EntityID
    var person: Person

    struct Line: Encodable, Sendable {
        /// Nothing for what was so before moves were kept.
        var on: Day?
        /// The first day on which it was no longer so; nothing for what is so now.
        var until: Day?
        var at: Instant?
        var account: EntityID?
        var accountName: String?
        var department: String?
        var branchId: EntityID?
        var branchName: String?
        var managerId: EntityID?
        var managerName: String?
        var teams: [String]
    }

    func fetch(_ db: Database) throws -> [Line] {
        try RowScope(person, .employee).check(id, db)
        let moves = try EmployeeMove.all(of: id, db)
        let branches = try NameTable.branches(moves.compactMap(\.branchId), db)
        let managers = try NameTable.employees(moves.compactMap(\.managerId), db)
        let accounts = try AccountNames.of(moves.compactMap(\.account), db)
        let ends = [nil] + moves.map(\.onDay)
        return zip(moves, ends).map { move, until in
            Line(
                on: move.onDay, until: until, at: move.at, account: move.account,
                accountName: move.account.flatMap { accounts[$0] }, department: move.department,
                branchId: move.branchId, branchName: move.branchId.flatMap { branches[$0] },
                managerId: move.managerId, managerName: move.managerId.flatMap { managers[$0] }, teams: move.teams)
        }
    }
}
