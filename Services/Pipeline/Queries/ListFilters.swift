import Foundation
import GRDB
import Messages
import ServiceKit

/// How lists read the values of their filters; nothing for a value that cannot be one.
extension PagedQuery {
    /// Rows whose `column` is the identifier given.
    mutating func filter(_ request: ListRequest, _ name: String, id column: String) throws {
        try filter(request, name, EntityID.self) { "\(SQL(sql: column)) = \($0)" }
    }

    /// Rows whose `column` is one of the values given, separated by commas; each must be `allowed`.
    mutating func filter(
        _ request: ListRequest, _ name: String, text column: String, allowed: (String) -> Bool = { _ in true }
    ) throws {
        try filter(request, name) { value in
            let values = value.split(separator: ",").map(String.init)
            return values.isEmpty || !values.allSatisfy(allowed) ? nil : "\(SQL(sql: column)) IN \(values)"
        }
    }

    /// Rows whose `column` is on the day given or on its right side.
    mutating func filter(_ request: ListRequest, _ name: String, day column: String, _ comparison: String) throws {
        try filter(request, name, Day.self) { "\(SQL(sql: column)) \(SQL(sql: comparison)) \($0)" }
    }
}
