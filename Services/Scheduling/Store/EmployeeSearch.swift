import Foundation
import GRDB
import Messages
import Store

/// Full text over employees, insensitive to accents: `do thi y` finds `Đỗ Thị Ý`.
enum EmployeeSearch {
    static func index(_ employee: Employee, _ db: Database) throws {
        try db.execute(sql: "INSERT OR IGNORE INTO employeeSearchKey(id) VALUES (?)", arguments: [employee.id])
        let number = try Int64.fetchOne(
            db, sql: "SELECT number FROM employeeSearchKey WHERE id = ?", arguments: [employee.id])
        try db.execute(sql: "DELETE FROM employeeSearch WHERE rowid = ?", arguments: [number])
        try db.execute(
            sql: "INSERT INTO employeeSearch(rowid, words) VALUES (?, ?)", arguments: [number, words(of: employee)])
    }

    /// The condition that a row of `employee` is among those found; nothing matches a text without words.
    static func condition(_ text: String) -> SQL {
        guard let query = SearchFolding.query(text) else { return "0" }
        return """
            employee.id IN (SELECT k.id FROM employeeSearch s JOIN employeeSearchKey k ON k.number = s.rowid
              WHERE employeeSearch MATCH \(query))
            """
    }

    private static func words(of employee: Employee) -> String {
        let texts = [employee.code, employee.name, employee.title, employee.department, employee.email]
        let phones = employee.phones.flatMap { [$0.written, $0.e164] }
        let skills: [String?] = employee.skills.map(\.productGroup)
        return (texts + phones + skills).compactMap(\.self).joined(separator: " \n ")
    }
}
