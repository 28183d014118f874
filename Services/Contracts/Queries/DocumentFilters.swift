import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// The filters that the lists of documents share.
extension PagedQuery {
    /// `status=drafted,agreed`
    mutating func filterAny<E: RawRepresentable & CaseIterable>(
        _ request: ListRequest, _ name: String, of type: E.Type, column: String
    ) throws where E.RawValue == String {
        try filter(request, name) { value in
            let values = value.split(separator: ",").map(String.init)
            guard !values.isEmpty, values.allSatisfy({ E(rawValue: $0) != nil }) else { return nil }
            return "\(SQL(sql: column)) IN \(values)"
        }
    }

    mutating func filterID(_ request: ListRequest, _ name: String, column: String) throws {
        try filter(request, name, EntityID.self) { "\(SQL(sql: column)) = \($0)" }
    }

    mutating func filterText(_ request: ListRequest, _ name: String, column: String) throws {
        try filter(request, name) { "\(SQL(sql: column)) = \($0)" }
    }

    mutating func filterCurrency(_ request: ListRequest, column: String) throws {
        try filter(request, "currency") { Currency($0).map { "\(SQL(sql: column)) = \($0)" } }
    }

    /// `<name>From` and `<name>To`, both days included.
    mutating func filterDays(_ request: ListRequest, _ name: String, column: String) throws {
        try filter(request, name + "From", Day.self) { "\(SQL(sql: column)) >= \($0)" }
        try filter(request, name + "To", Day.self) { "\(SQL(sql: column)) <= \($0)" }
    }

    /// Documents with a line of that product.
    mutating func filterProduct(_ request: ListRequest, table: String) throws {
        try filter(request, "product", EntityID.self) {
            "EXISTS (SELECT 1 FROM json_each(\(SQL(sql: table)).lines) WHERE value ->> 'productId' = \($0.description))"
        }
    }

    /// `totalFrom` and `totalTo` in the currency's smallest unit, `taxCode` of the customer, `serial` of something that was
    /// handed over with the document; `delivered` says where the table has what was.
    mutating func filterFacts(_ request: ListRequest, table: String, delivered: [String: String]) throws {
        let name = SQL(sql: table)
        try filter(request, "totalFrom") { Int64($0).map { "\(name).total >= \($0)" } }
        try filter(request, "totalTo") { Int64($0).map { "\(name).total <= \($0)" } }
        try filter(request, "taxCode") { code in
            "\(name).customerId IN (SELECT id FROM customerCopy WHERE taxCode = \(code))"
        }
        try filter(request, "serial") { serial in
            let found: [SQL] = delivered.sorted { $0.key < $1.key }.map { column, item in
                "\(name).\(SQL(sql: column)) IN (SELECT \(SQL(sql: item)) FROM deliveredItem WHERE serial = \(serial))"
            }
            return found.joined(separator: " OR ")
        }
    }

    /// `q`: the beginning of the document's own number, or words of the customer's name, code or tax code.
    mutating func search(_ request: ListRequest, table: String, numbers: [String]) {
        guard let text = request.search else { return }
        let prefix = text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_") + "%"
        let table = SQL(sql: table)
        var found: [SQL] = numbers.map { column in
            "SELECT id FROM \(table) WHERE \(SQL(sql: column)) LIKE \(prefix) ESCAPE '\\'"
        }
        if let words = SearchFolding.query(text) {
            found.append(
                """
                SELECT id FROM \(table) WHERE customerId IN (SELECT customerKey.id FROM customerSearch
                  JOIN customerKey ON customerKey.key = customerSearch.rowid WHERE customerSearch MATCH \(words))
                """)
        }
        filter("\(table).id IN (\(found.joined(separator: " UNION ")))")
    }
}
