import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The firm's own fields are the whole firm's: only who may change all catalogues changes them (CUS-5).
struct CreateCustomField {
    var input: CustomField.Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.catalogues, .create)
        let last = try CustomField.all(transaction.db)
        guard last.count < CustomField.most else { throw CustomFieldError.tooMany(most: CustomField.most) }
        var field = try CustomField(
            id: transaction.newID(), input, position: min((last.last?.position ?? 0) + 1, 1000),
            newID: transaction.newID)
        try field.requireUnique(transaction.db)
        return try transaction.insert(&field)
    }
}

/// Its whole content. Names and order are free; what would take something from employees is refused.
struct UpdateCustomField {
    var id: EntityID
    var input: CustomField.Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.catalogues, .edit)
        let old = try transaction.fetch(CustomField.self, id)
        var field = old
        try field.change(to: input, newID: transaction.newID)
        try field.requireUnique(transaction.db)
        try field.requireNoLoss(from: old, transaction.db)
        return try transaction.update(&field, from: old, expected: expected)
    }
}

struct DeleteCustomField {
    var id: EntityID
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.catalogues, .delete)
        let field = try transaction.fetch(CustomField.self, id)
        let records = try CustomFieldValue.records(with: id, transaction.db)
        guard records == 0 else { throw CustomFieldError.losesData(.field, records: records) }
        return try transaction.delete(field, expected: expected)
    }
}

/// Two choices become one: whoever has the first has the other from now on.
struct MergeCustomFieldChoice {
    struct Input: Decodable, Sendable {
        var into: EntityID
    }

    var id: EntityID
    var choice: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.catalogues, .edit)
        let old = try transaction.fetch(CustomField.self, id)
        guard old.choices.contains(where: { $0.id == choice }) else {
            throw CommonError.notFound(entity: "choice", id: choice.description)
        }
        var field = old
        try field.merge(choice, into: input.into)
        let version = try transaction.update(&field, from: old)
        for var employee in try Employee.having(choice: choice, in: id, transaction.db) {
            let before = employee
            employee.customFields = employee.customFields.merging(choice, into: input.into, of: field)
            _ = try transaction.save(&employee, from: before, event: .updated)
        }
        return version
    }
}

extension CustomField {
    fileprivate func requireUnique(_ db: Database) throws {
        guard try CustomField.filter(Column("foldedName") == foldedName && Column("id") != id).fetchCount(db) == 0
        else { throw CustomFieldError.nameTaken }
    }

    /// Several choices take what one choice held; another kind takes nothing of what there is.
    fileprivate func requireNoLoss(from old: CustomField, _ db: Database) throws {
        if kind != old.kind, !(old.kind == .oneChoice && kind == .severalChoices) {
            let records =
                old.kind == .severalChoices && kind == .oneChoice
                ? try CustomFieldValue.records(withSeveralIn: id, db) : try CustomFieldValue.records(with: id, db)
            guard records == 0 else { throw CustomFieldError.losesData(.kind, records: records) }
        }
        let kept = Set(choices.map(\.id))
        for choice in old.choices where !kept.contains(choice.id) {
            let records = try CustomFieldValue.records(with: id, choice: choice.id, db)
            guard records == 0 else { throw CustomFieldError.losesData(.choice(name: choice.name), records: records) }
        }
    }
}
