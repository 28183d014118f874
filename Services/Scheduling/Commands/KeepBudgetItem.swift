import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The catalogue of budget items is the whole firm's: only who may change all catalogues changes it (SCH-7).
struct CreateBudgetItem {
    struct Input: Decodable, Sendable {
        var code: String
        var name: String
        var isActive: Bool?
    }

    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.catalogues, .create)
        guard try BudgetItem.fetchCount(transaction.db) < BudgetItem.most else {
            throw BudgetItemError.tooMany(most: BudgetItem.most)
        }
        var item = try BudgetItem(
            id: transaction.newID(), code: input.code, name: input.name, isActive: input.isActive ?? true)
        try item.requireUnique(transaction.db)
        return try transaction.insert(&item)
    }
}

/// Another name, or no longer in use. The code stays: costs name it.
struct UpdateBudgetItem {
    struct Input: Decodable, Sendable {
        var name: String
        var isActive: Bool
    }

    var id: EntityID
    var input: Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.catalogues, .edit)
        let old = try transaction.fetch(BudgetItem.self, id)
        var item = old
        try item.change(name: input.name, isActive: input.isActive)
        try item.requireUnique(transaction.db)
        return try transaction.update(&item, from: old, expected: expected)
    }
}

extension BudgetItem {
    /// No code or name is written like another's code or name: a cost finds one item.
    fileprivate func requireUnique(_ db: Database) throws {
        let others = try BudgetItem.fetchAll(
            db,
            sql: """
                SELECT * FROM budgetItem WHERE id != ?1 AND (foldedCode IN (?2, ?3) OR foldedName IN (?2, ?3))
                """, arguments: [id, foldedCode, foldedName])
        guard let other = others.first else { return }
        let isCode = other.foldedCode == foldedCode || other.foldedName == foldedCode
        throw BudgetItemError.taken(field: isCode ? "code" : "name")
    }
}
