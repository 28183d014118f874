import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A person's customers: filtered, sorted, searched (CUS-14).
struct CustomerList {
    var person: Person
    var request: ListRequest

    func fetch(_ db: Database) throws -> Page<CustomerResponse> {
        try person.require(.customers, .view)
        var request = request
        var sorts = [
            "name": "customer.nameFolded", "code": "customer.code", "created": "customer.createdAt",
            "status": "customer.status",
        ]
        if let exact = exactRank { sorts["match"] = exact }
        if request.sort == nil, request.search != nil { request.sort = "match" }
        var query = PagedQuery("customer", sorts: sorts, defaultSort: "name")
        try query.filter(within: RowScope(person, .customer), request)
        try Self.addFilters(to: &query, request)
        if let search = request.search { query.filter(SearchIndex.condition("customer", search)) }
        let page = try query.fetch(Customer.self, request, db)
        return try page.map { customer in
            var response = CustomerResponse(customer)
            if let search = request.search {
                response.match = try SearchMatch.find(search, in: customer, for: person, db)
            }
            return response
        }
    }

    private static func addFilters(to query: inout PagedQuery, _ request: ListRequest) throws {
        try query.filter(request, "status") { value in
            let statuses = value.split(separator: ",").compactMap { CustomerStatus(rawValue: String($0)) }
            guard !statuses.isEmpty, statuses.count == value.split(separator: ",").count else { return nil }
            return "customer.status IN \(statuses.map(\.rawValue))"
        }
        try query.filter(request, "kind", CustomerKind.self) { "customer.kind = \($0.rawValue)" }
        try query.filter(request, "region") { "customer.region = \($0)" }
        try query.filter(request, "industry") { "customer.industry = \($0)" }
        try query.filter(request, "source") { "customer.source = \($0)" }
        try query.filter(request, "province") { "json_extract(customer.address, '$.provinceCode') = \($0)" }
        try query.filter(request, "active", Bool.self) { "customer.isActive = \($0)" }
        try query.filter(request, "responsible") { value in
            if value == "none" { return "customer.responsibleId IS NULL AND customer.secondResponsibleId IS NULL" }
            return EntityID(value).map { "customer.responsibleId = \($0) OR customer.secondResponsibleId = \($0)" }
        }
        try query.filter(request, "branch") { value in EntityID(value).map { "customer.branchId = \($0)" } }
        try query.filter(request, "parent") { value in EntityID(value).map { "customer.parentId = \($0)" } }
    }

    /// Names that hold the words with just these tones come first. The text goes in as hexadecimal, for a sort is no
    /// place for arguments.
    private var exactRank: String? {
        guard let search = request.search else { return nil }
        let bytes = search.precomposedStringWithCanonicalMapping.lowercased()
            .trimmingCharacters(in: .whitespaces).utf8.prefix(400)
        let text = "CAST(x'\(bytes.map { String(format: "%02x", $0) }.joined())' AS TEXT)"
        return "(CASE WHEN instr(customer.nameExact, \(text)) > 0 THEN '0' ELSE '1' END || customer.nameFolded)"
    }
}
