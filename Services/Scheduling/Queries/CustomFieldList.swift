import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// The firm's own fields in their order: for everybody who sees what they hold.
struct CustomFieldList {
    var person: Person

    func fetch(_ db: Database) throws -> [CustomFieldView] {
        try person.require(.employees, .view)
        return try CustomField.all(db).map { CustomFieldView(state: $0.published, version: $0.sequence) }
    }
}

struct CustomFieldByID {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> CustomFieldView {
        try person.require(.employees, .view)
        let field = try CustomField.find(id, db)
        return CustomFieldView(state: field.published, version: field.sequence)
    }
}

struct CustomFieldView: Encodable, Sendable {
    var state: CustomFieldState
    var version: EventSequence

    private enum Keys: String, CodingKey { case version }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(version, forKey: .version)
    }
}

/// How many of the employees within reach have what in a field (CUS-5): of choices each, of the others yes, no, or anything.
/// Who has left is not counted.
struct CustomFieldCounts {
    var id: EntityID
    var person: Person

    struct Result: Encodable, Sendable {
        struct Line: Encodable, Sendable {
            var choiceId: EntityID?
            var yes: Bool?
            var name: String
            var employees: Int
        }

        /// In the field's order.
        var items: [Line]
        /// With anything in the field, and with nothing.
        var filled: Int
        var empty: Int
    }

    func fetch(_ db: Database) throws -> Result {
        try person.require(.employees, .view)
        let field = try CustomField.find(id, db)
        let seen: SQL = "employee.isActive AND \(RowScope(person, .employee).condition("employee"))"
        let rows: SQLRequest<Row> = """
            SELECT value.text, value.number, count(*) AS employees
            FROM employeeCustomField value JOIN employee ON employee.id = value.employeeId
            WHERE value.fieldId = \(id) AND \(seen) AND \(field.kind.hasChoices || field.kind == .yesNo)
            GROUP BY value.text, value.number
            """
        var (byText, byNumber): ([String: Int], [Int64: Int]) = ([:], [:])
        for row in try rows.fetchAll(db) {
            if let text = row["text"] as String? { byText[text] = row["employees"] }
            if let number = row["number"] as Int64? { byNumber[number] = row["employees"] }
        }
        let totals: SQLRequest<Row> = """
            SELECT count(*) AS employees,
              count(*) FILTER (WHERE employee.id IN (SELECT employeeId FROM employeeCustomField WHERE fieldId = \(id)))
                AS filled
            FROM employee WHERE \(seen)
            """
        let total = try totals.fetchOne(db)
        let all: Int = total?["employees"] ?? 0
        let filled: Int = total?["filled"] ?? 0
        let choices = field.choices.map {
            Result.Line(choiceId: $0.id, name: $0.name, employees: byText[$0.id.description] ?? 0)
        }
        let answers =
            field.kind != .yesNo
            ? []
            : [true, false].map {
                Result.Line(yes: $0, name: $0 ? "Có" : "Không", employees: byNumber[$0 ? 1 : 0] ?? 0)
            }
        return Result(items: choices + answers, filled: filled, empty: all - filled)
    }
}

extension CustomField {
    static func find(_ id: EntityID, _ db: Database) throws -> CustomField {
        guard let field = try fetchOne(db, key: id) else {
            throw CommonError.notFound(entity: CustomFieldState.entity, id: id.description)
        }
        return field
    }
}

/// The filter of the list of employees by one field: `customField` names it, `value` what is in it, or `from` and `to` between
/// what a number or date lies; with neither, that there is anything.
struct CustomFieldFilter {
    var request: ListRequest

    func apply(to query: inout PagedQuery, _ db: Database) throws {
        let field = try request.filters["customField"].flatMap { EntityID($0) }.flatMap {
            try CustomField.fetchOne(db, key: $0)
        }
        try query.filter(request, "customField") { _ in
            try field.map {
                "employee.id IN (SELECT employeeId FROM employeeCustomField WHERE fieldId = \($0.id)\(try bounds($0)))"
            }
        }
        for name in ["value", "from", "to"] {
            // Read above; without a field they mean nothing.
            try query.filter(request, name) { text in
                try field.flatMap { try Self.key(text, name, of: $0) }.map { _ in "1" }
            }
        }
    }

    private func bounds(_ field: CustomField) throws -> SQL {
        var conditions: [SQL] = []
        for (name, comparison) in [("value", "="), ("from", ">="), ("to", "<=")] as [(String, SQL)] {
            guard let text = request.filters[name], let key = try Self.key(text, name, of: field) else { continue }
            switch key {
            case .text(let text): conditions.append(" AND text = \(text)")
            case .part(let text): conditions.append(" AND instr(text, \(text)) > 0")
            case .number(let number): conditions.append(" AND number \(comparison) \(number)")
            }
        }
        return conditions.joined(separator: "")
    }

    private enum Key { case text(String), part(String), number(Int64) }

    /// Nothing for what the field cannot be asked.
    private static func key(_ text: String, _ name: String, of field: CustomField) throws -> Key? {
        switch field.kind {
        case .text: name == "value" ? .part(TextFolding.fold(text.trimmed)) : nil
        case .number: Quantity(text).map { .number($0.scaled) }
        case .date: Day(text).map { .number($0.daysSince1970) }
        case .yesNo: name == "value" ? Bool(text).map { .number($0 ? 1 : 0) } : nil
        case .oneChoice, .severalChoices: name == "value" ? EntityID(text).map { .text($0.description) } : nil
        }
    }
}
