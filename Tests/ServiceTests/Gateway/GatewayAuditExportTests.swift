import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Gateway

/// Exports of the audit, and what searching it costs (ACC-5).
@Suite struct GatewayAuditExportTests {
    @Test func anExportHoldsWhatTheSearchFindsWithoutFormulasAndIsNoted() async throws {
        try await GatewayUnderTest.with { gateway in
            var told = ToldAudit(.customers, gateway.service.clock)
            for number in 1...1200 { told.add("act \(number)", address: number == 7 ? "=cmd|' /C calc'!A0" : nil) }
            told.add("@SUM(A1)", body: #"{"details":{"a":"x, \"y\""}}"#)
            for start in stride(from: 0, to: 1201, by: 100) {
                try await told.tell(gateway, nil, start..<min(start + 100, 1201))
            }
            let token = try await gateway.signIn().accessToken
            let answer = try await gateway.request(.get, "/audit/export?service=customers&sort=at", token: token)
            #expect(answer.status == 200 && answer.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(answer.headers[.contentDisposition]?.contains("quen-audit.csv") == true)
            let lines = answer.text.components(separatedBy: "\r\n")
            #expect(lines.first?.hasPrefix("\u{FEFF}at,service,epoch,seq,") == true)
            try #require(lines.count == 1203 && lines.last == "")
            #expect(lines[7].contains(",'=cmd|' /C calc'!A0,"), "\(lines[7])")
            #expect(lines[1201].contains(",'@SUM(A1),"), "\(lines[1201])")
            #expect(lines[1201].contains(#""{""details"":{""a"":""x, \""y\""""}}""#), "\(lines[1201])")

            try await gateway.service.wait("the note") {
                let noted = try await gateway.request(.get, "/audit?act=exported", token: token)
                guard let item = noted.object["items"]?.items?.first else { return false }
                #expect(item["body"]?["details"]?["count"] == "1201")
                #expect(item["body"]?["details"]?["service"] == "customers" && item["actor"] != nil)
                return true
            }
            #expect(try await gateway.request(.get, "/audit/export?color=red", token: token).status == 422)
        }
    }

    /// A page costs a search in an index and as many rows as it shows: nothing is sorted, and nothing read that is not shown.
    @Test func everyFilterIsAnIndexInTheOrderOfTime() async throws {
        try await GatewayUnderTest.with { gateway in
            let id = EntityID(namespace: .quen, parts: ["x"]).description
            for (filters, index) in [
                ([:], "INTEGER PRIMARY KEY"), (["from": "2026-11-01", "to": "2026-11-30"], "INTEGER PRIMARY KEY"),
                (["service": "customers"], "auditTrail_service"), (["act": "updated"], "auditTrail_act"),
                (["entity": "customer"], "auditTrail_entity"), (["recordId": id], "auditTrail_record"),
                (["entity": "customer", "recordId": id], "auditTrail_record"), (["actor": id], "auditTrail_actor"),
                (["address": "203.0.113.1"], "auditTrail_address"),
                (["correlation": "request-1"], "auditTrail_correlation"),
            ] as [([String: String], String)] {
                for isDescending in [true, false] {
                    let search = AuditSearch(
                        request: ListRequest(sort: "at", isDescending: isDescending, filters: filters))
                    let plan = try await gateway.service.store.read { try Self.plan(search, after: 1 << 60, $0) }
                    #expect(
                        plan.contains { $0.contains("SEARCH auditTrail") && $0.contains(index) }, "\(filters): \(plan)")
                    #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
                    #expect(!plan.contains { $0.hasPrefix("SCAN auditTrail") }, "\(filters): \(plan)")
                }
            }
            let words = AuditSearch(request: ListRequest(search: "hoa sen", filters: ["act": "updated"]))
            let plan = try await gateway.service.store.read { try Self.plan(words, after: 1 << 60, $0) }
            #expect(plan.contains { $0.contains("SCAN auditText VIRTUAL TABLE") }, "\(plan)")
            #expect(plan.contains { $0.contains("SEARCH auditTrail USING INTEGER PRIMARY KEY (rowid=?)") }, "\(plan)")
            #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        }
    }

    private static func plan(_ search: AuditSearch, after place: Int64, _ db: Database) throws -> [String] {
        let statement = try search.query(after: place, limit: 51).makePreparedRequest(db, forSingleResult: false)
            .statement
        return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + statement.sql, arguments: statement.arguments)
            .map { $0["detail"] }
    }
}
