import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Branches belong to the whole firm: only who reaches all employees may enter or change one.
struct CreateBranch {
    var code: String
    var name: String
    var isHeadOffice: Bool
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.employees, .create)
        var branch = try Branch(id: transaction.newID(), code: code, name: name, isHeadOffice: isHeadOffice)
        try branch.requireUnique(transaction.db)
        return try transaction.save(&branch, event: .created)
    }
}

struct UpdateBranch {
    var id: EntityID
    var code: String
    var name: String
    var isHeadOffice: Bool
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.employees, .edit)
        let old = try transaction.fetch(Branch.self, id)
        var branch = old
        try branch.rename(code: code, name: name)
        branch.isHeadOffice = isHeadOffice
        try branch.requireUnique(transaction.db)
        return try transaction.save(&branch, from: old, event: .updated, expected: expected)
    }
}

extension Branch {
    fileprivate func requireUnique(_ db: Database) throws {
        let other = try Branch.fetchOne(
            db, sql: "SELECT * FROM branch WHERE (foldedCode = ? OR foldedName = ?) AND id != ?",
            arguments: [foldedCode, foldedName, id])
        if other != nil { throw BranchError.codeTaken(code: code) }
    }
}
