import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

extension CustomField: EntityRecord {
    static let databaseTableName = "customField"
    var published: CustomFieldState {
        CustomFieldState(
            id: id, name: name, nameEn: nameEn, kind: kind, choices: choices.isEmpty ? nil : choices,
            position: position, isActive: isActive)
    }

    /// In the order in which they are shown.
    static func all(_ db: Database) throws -> [CustomField] {
        try fetchAll(db, sql: "SELECT * FROM customField ORDER BY position, foldedName")
    }
}

/// What employees have in the firm's fields, as it is looked for: one row for each value, of several choices for each choice.
/// `text` is folded, or a choice's id; `number` is a number in ten thousandths, a day since 1970, 1 for yes.
extension CustomFieldValue {
    static func keep(_ employee: Employee, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM employeeCustomField WHERE employeeId = ?", arguments: [employee.id])
        for value in employee.customFields {
            for (text, number) in value.keys {
                try db.execute(
                    sql: "INSERT INTO employeeCustomField(fieldId, employeeId, text, number) VALUES (?, ?, ?, ?)",
                    arguments: [value.fieldId, employee.id, text, number])
            }
        }
    }

    private var keys: [(text: String?, number: Int64?)] {
        if let text { return [(TextFolding.fold(text), nil)] }
        if let number { return [(nil, number.scaled)] }
        if let date { return [(nil, date.daysSince1970)] }
        if let yes { return [(nil, yes ? 1 : 0)] }
        return (choiceIds ?? []).map { ($0.description, nil) }
    }

    /// How many employees have something in a field, or one choice of it.
    static func records(with field: EntityID, choice: EntityID? = nil, _ db: Database) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT count(DISTINCT employeeId) FROM employeeCustomField WHERE fieldId = ?1 AND (?2 IS NULL OR text = ?2)
                """, arguments: [field, choice?.description]) ?? 0
    }

    static func records(withSeveralIn field: EntityID, _ db: Database) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM (SELECT 1 FROM employeeCustomField WHERE fieldId = ?
                  GROUP BY employeeId HAVING count(*) > 1)
                """, arguments: [field]) ?? 0
    }
}

extension Employee {
    static func having(choice: EntityID, in field: EntityID, _ db: Database) throws -> [Employee] {
        try fetchAll(
            db,
            sql: """
                SELECT * FROM employee
                WHERE id IN (SELECT employeeId FROM employeeCustomField WHERE fieldId = ? AND text = ?) ORDER BY id
                """, arguments: [field, choice.description])
    }
}
