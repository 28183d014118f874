import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A new template of a working procedure (SCH-3); the firm's, so only who may change catalogues of all enters one.
struct CreateProcedure {
    var input: Procedure.Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.catalogues, .edit)
        var procedure = try Procedure(id: transaction.newID(), input)
        try procedure.check(from: nil, transaction.db)
        return try transaction.insert(&procedure)
    }
}

/// Another one in its place. Chains that were started go on as they are.
struct UpdateProcedure {
    var id: EntityID
    var input: Procedure.Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.catalogues, .edit)
        let old = try transaction.fetch(Procedure.self, id)
        var procedure = old
        try procedure.change(to: input)
        try procedure.check(from: old, transaction.db)
        return try transaction.update(&procedure, from: old, expected: expected)
    }
}

extension Procedure {
    /// Nobody else has the name; whoever is newly named is there and has not left.
    fileprivate func check(from old: Procedure?, _ db: Database) throws {
        let taken = try Procedure.filter(Column("foldedName") == foldedName && Column("id") != id).fetchOne(db)
        if let taken { throw ProcedureError.nameTaken(name: taken.name) }
        let employees = Set((old?.steps ?? []).compactMap(\.employeeId))
        for (index, step) in steps.enumerated() {
            if let id = step.employeeId, !employees.contains(id) {
                let path = "$.steps[\(index)].employeeId"
                guard let employee = try Employee.fetchOne(db, key: id) else {
                    throw ProcedureError.unknownEmployee(path: path)
                }
                guard employee.isActive else { throw ProcedureError.employeeHasLeft(path: path) }
            }
            if let id = step.teamId, try !Team.exists(db, key: id) {
                throw ProcedureError.unknownTeam(path: "$.steps[\(index)].teamId")
            }
        }
    }
}
