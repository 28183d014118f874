import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Customers

/// What a service notes of requests: from where, what was refused, who looked at many (ACC-5).
@Suite struct AuditedRequestsTests {
    private func entries(_ service: ServiceUnderTest, _ act: String) async throws -> [AuditEntry] {
        try await service.store.read { db in
            try AuditRow.fetchAll(db, sql: "SELECT * FROM audit WHERE act = ? ORDER BY seq", arguments: [act])
                .map(\.entry)
        }
    }

    private func details(_ entry: AuditEntry) throws -> JSONValue? {
        try JSONValue(parsing: (entry.body ?? "").utf8)["details"]
    }

    @Test func aChangeNamesWhoAskedAndFromWhereTheGatewayTellsWithATicketOnly() async throws {
        try await withCustomers { service in
            let lan = Person.lan
            let ticket = try await service.identity.ticket(lan, address: "203.0.113.7", at: service.clock.now)
            func made(_ name: String, _ ticket: String?) async throws -> AuditEntry {
                var headers = ["X-Forwarded-For": "198.51.100.1"]
                headers["Quen-Client"] = ticket
                let answer = try await service.request(
                    .post, "/customers", as: lan, body: #"{"name":"\#(name)"}"#, headers: headers)
                let id = try #require(answer.id).description
                let entry = try #require(try await entries(service, "created").last { $0.recordId == id })
                #expect(entry.actor == lan.account && entry.session == lan.session && entry.origin == .request)
                #expect(entry.correlation == answer.headers[.requestID])
                return entry
            }
            #expect(try await made("Sen", ticket).address == "203.0.113.7")
            #expect(try await made("Hoa", ticket).address == "203.0.113.7")
            #expect(try await made("Mai", nil).address == nil)
            // Of another session, too old, made up.
            let other = try await service.identity.ticket(.minh, address: "203.0.113.8", at: service.clock.now)
            #expect(try await made("Lan", other).address == nil)
            #expect(try await made("Trúc", "made.up.ticket").address == nil)
            service.clock.advance(by: .seconds(601))
            #expect(try await made("Đào", ticket).address == nil)
        }
    }

    @Test func refusalsAreNotedAndWhoAsksForManyDoesNotFillTheAudit() async throws {
        try await withCustomers { service in
            for number in 0..<25 {
                let answer = try await service.request(
                    .post, "/customers", as: .technician, body: #"{"name":"\#(number)"}"#)
                #expect(answer.status == 403)
            }
            let noted = try await entries(service, "refused")
            #expect(noted.count == 10)
            #expect(noted[0].actor == Person.technician.account)
            #expect(try details(noted[0])?["request"] == "POST /customers")
            #expect(try details(noted[0])?["code"] == "forbidden")
            service.clock.advance(by: .seconds(61))
            _ = try await service.request(.post, "/customers", as: .technician, body: #"{"name":"x"}"#)
            let later = try #require(try await entries(service, "refused").last)
            #expect(try details(later)?["notNoted"] == "15")
        }
    }

    @Test func lookingAtManyIsNotedWhetherAtOnceOrLittleByLittle() async throws {
        try await withCustomers { service in
            for number in 0..<120 { _ = try await service.make("/customers", #"{"name":"Khách \#(number)"}"#) }
            func looked() async throws -> [AuditEntry] { try await entries(service, "looked at many") }
            _ = try await service.request(.get, "/customers?limit=99", as: .lan)
            _ = try await service.request(.get, "/customers?limit=99&active=true", as: .test(.administrator))
            #expect(try await looked().isEmpty)
            // Two hundred in ten minutes, by the same person.
            _ = try await service.request(.get, "/customers?limit=99&sort=-name", as: .test(.administrator))
            #expect(try await looked().isEmpty)
            _ = try await service.request(.get, "/customers?limit=2&q=kh%C3%A1ch", as: .test(.administrator))
            let first = try #require(try await looked().first)
            #expect(try details(first)?["count"] == "200" && details(first)?["entity"] == "customer")
            // What was searched for is not kept: it may be a name or a number.
            #expect(try details(first)?["q"] == "1 words")
            #expect(first.actor == Person.test(.administrator).account)
            // A hundred at once.
            _ = try await service.request(.get, "/customers?limit=100&active=true", as: .test(.administrator))
            let second = try #require(try await looked().last)
            #expect(try details(second)?["count"] == "100" && details(second)?["active"] == "true")
            // Slowly enough it is no bulk.
            for _ in 0..<3 {
                service.clock.advance(by: .seconds(601))
                _ = try await service.request(.get, "/customers?limit=99", as: .test(.administrator))
            }
            #expect(try await looked().count == 2)
        }
    }

    @Test func anOperatorsActsSayWhoTheToolSaysItIs() async throws {
        try await withCustomers { service in
            let answer = try await service.admin(
                .put, "/admin/parameters/loyal-period-months", body: #"{"value":"7"}"#,
                headers: ["Quen-Operator": "root x"])
            guard answer.status == 200 else {
                Issue.record("\(answer.status) \(answer.text)")
                return
            }
            let entry = try #require(try await entries(service, "parameter changed").last)
            #expect(entry.origin == .operator && entry.cause == "says:rootx" && entry.actor == nil)
            #expect(entry.entity == "parameter" && entry.recordId == "loyal-period-months")
            let body = try JSONValue(parsing: (entry.body ?? "").utf8)
            #expect(body["after"]?["value"] == "7")
        }
    }
}
