import Foundation
import GRDB
import Messages
import Store

/// What employees can do, as it is searched for: product groups are compared by their words, tones and case aside.
enum EmployeeSkills {
    static let most = 50

    /// In their order, trimmed.
    static func checked(_ skills: [EmployeeSkill]) throws(EmployeeError) -> [EmployeeSkill] {
        guard skills.count <= most else { throw .tooMany(field: "skills", most: most) }
        var read: [EmployeeSkill] = []
        for (index, skill) in skills.enumerated() {
            let group = skill.productGroup.trimmed
            guard (1...100).contains(group.count) else {
                throw .textInvalid(field: "skills[\(index)].productGroup", most: 100)
            }
            let isThere = read.contains { $0.kind == skill.kind && folded($0.productGroup) == folded(group) }
            if !isThere { read.append(EmployeeSkill(kind: skill.kind, productGroup: group)) }
        }
        return read
    }

    static func keep(_ employee: Employee, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM employeeSkill WHERE employeeId = ?", arguments: [employee.id])
        for skill in employee.skills {
            try db.execute(
                sql: "INSERT INTO employeeSkill(employeeId, kind, foldedGroup) VALUES (?, ?, ?)",
                arguments: [employee.id, skill.kind.rawValue, folded(skill.productGroup)])
        }
    }

    /// The condition that a row of `employee` is of somebody with such a skill.
    static func condition(_ kind: EmployeeSkill.Kind?, _ group: String?) -> SQL {
        let ofKind: SQL = kind.map { "kind = \($0.rawValue)" } ?? "1"
        let ofGroup: SQL = group.map { "foldedGroup = \(folded($0.trimmed))" } ?? "1"
        return "employee.id IN (SELECT employeeId FROM employeeSkill WHERE \(ofKind) AND \(ofGroup))"
    }

    private static func folded(_ group: String) -> String { TextFolding.fold(group) }
}
