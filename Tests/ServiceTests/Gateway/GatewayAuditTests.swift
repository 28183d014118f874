import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Gateway

/// What services tell of their audits is gathered, searched and exported (ACC-5).
@Suite struct GatewayAuditTests {
    private func acts(_ gateway: GatewayUnderTest, _ query: String, _ token: String) async throws -> [String] {
        let answer = try await gateway.request(.get, "/audit?\(query)", token: token)
        guard answer.status == 200 else { throw TestFailure("\(query): \(answer.status) \(answer.text)") }
        return (answer.object["items"]?.items ?? []).compactMap { $0["act"]?.text }
    }

    private func breaks(_ gateway: GatewayUnderTest) async throws -> [String] {
        try await gateway.service.store.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT kind || ' ' || epoch || '/' || seq || CASE WHEN mendedAt IS NULL THEN '' ELSE ' mended' END
                    FROM auditBreak ORDER BY number
                    """)
        }
    }

    private func count(_ gateway: GatewayUnderTest) async throws -> Int {
        try await gateway.service.store.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM auditTrail WHERE service = 'customers'") ?? 0
        }
    }

    /// After which entry the Gateway has asked Customers to begin, each time.
    private func asked(_ gateway: GatewayUnderTest) async throws -> [Int64] {
        try await gateway.service.store.outbox(after: 0, limit: 10_000).compactMap { row in
            guard row.type == AuditRequested.type.wireName, row.routingKey == "customers.gateway" else { return nil }
            return try ReceivedMessage(body: row.body).decode(AuditRequested.self).after
        }
    }

    @Test func whatIsToldIsFoundByEveryFilterNewestFirst() async throws {
        try await GatewayUnderTest.with { gateway in
            let token = try await gateway.signIn().accessToken
            let lan = try await gateway.createAccount("lan", roles: [.salesperson], by: token)
            var told = ToldAudit(.customers, gateway.service.clock)
            let customer = "customer/019a9f3c-2ab0-7cc3-98c4-dc0c0c073980"
            let start = gateway.service.clock.now
            told.add(
                "created", actor: lan, address: "203.0.113.7", correlation: "request-1", subject: customer,
                body: #"{"after":{"name":"Công ty Hoa Sen","code":"KH-000123"}}"#)
            told.add("updated", actor: lan, subject: customer, body: #"{"after":{"name":"Sen Vàng"},"before":{}}"#)
            told.add("deleted", origin: .message, correlation: "request-1", subject: "lead/x")
            try await told.tell(gateway)

            let of = "service=customers"
            #expect(try await acts(gateway, of, token) == ["deleted", "updated", "created"])
            #expect(try await acts(gateway, "\(of)&sort=at", token) == ["created", "updated", "deleted"])
            for (query, expected) in [
                ("actor=\(lan)", ["updated", "created"]), ("entity=lead", ["deleted"]),
                ("recordId=019a9f3c-2ab0-7cc3-98c4-dc0c0c073980", ["updated", "created"]),
                ("act=updated&\(of)", ["updated"]), ("origin=message", ["deleted"]),
                ("address=203.0.113.7&\(of)", ["created"]), ("correlation=request-1", ["deleted", "created"]),
                ("q=hoa sen", ["created"]), ("q=SEN", ["updated", "created"]), ("q=kh-000123", ["created"]),
                ("q=vàng&actor=\(lan)", ["updated"]), ("q=nobody", []),
                ("\(of)&from=\(start.adding(.seconds(1)))", ["deleted", "updated"]),
                ("\(of)&to=\(start.adding(.seconds(1)))", ["created"]),
                ("\(of)&from=2026-11-23&to=2026-11-23", ["deleted", "updated", "created"]), ("\(of)&to=2026-11-22", []),
            ] {
                let query = query.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? query
                #expect(try await acts(gateway, query, token) == expected, "\(query)")
            }
            let one = try await gateway.request(.get, "/audit?actor=\(lan)&limit=1&sort=at", token: token)
            let item = try #require(one.object["items"]?.items?.first)
            #expect(item["actor"]?["signInName"] == "lan" && item["body"]?["after"]?["code"] == "KH-000123")
            #expect(item["seq"] == 1 && item["address"] == "203.0.113.7" && item["isErased"] == false)
            let id = try #require(item["id"]?.text)
            let whole = try await gateway.request(.get, "/audit/entries/\(id)", token: token)
            #expect(whole.object["hash"] == .string(told.entries[0].hash))
            #expect(try await gateway.request(.get, "/audit/entries/1", token: token).status == 404)
        }
    }

    @Test func pagesGoOnWhereTheyEndedThoughMoreComesMeanwhile() async throws {
        try await GatewayUnderTest.with { gateway in
            let token = try await gateway.signIn().accessToken
            var told = ToldAudit(.customers, gateway.service.clock)
            for number in 1...25 { told.add("act \(number)") }
            try await told.tell(gateway, nil, 0..<20)
            var (cursor, seen) = (String?.none, [String]())
            repeat {
                let more = cursor.map { "&cursor=\($0)" } ?? ""
                let answer = try await gateway.request(
                    .get, "/audit?service=customers&limit=7\(more)", token: token)
                seen += (answer.object["items"]?.items ?? []).compactMap { $0["act"]?.text }
                cursor = answer.object["next"]?.text
                if seen.count == 7 { try await told.tell(gateway, nil, 20..<25) }
            } while cursor != nil
            #expect(seen == (1...20).reversed().map { "act \($0)" })
        }
    }

    @Test func wrongFiltersAreNamed() async throws {
        try await GatewayUnderTest.with { gateway in
            let token = try await gateway.signIn().accessToken
            for (query, path) in [
                ("service=nobody", "service"), ("actor=x", "actor"), ("from=yesterday", "from"), ("limit=201", "limit"),
                ("sort=act", "sort"), ("q=%20", "q"), ("color=red", "color"), ("origin=x", "origin"),
            ] {
                let answer = try await gateway.request(.get, "/audit?\(query)", token: token)
                #expect(answer.status == 422 && answer.object["path"] == .string(path), "\(query): \(answer.text)")
            }
        }
    }

    @Test func onlyWhoMaySeeAllSeesAnything() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            try await gateway.createAccount("lan", roles: [.salesperson, .branchDirector], by: admin)
            try await gateway.createAccount("hoa", roles: [.director], by: admin)
            let (lan, hoa) = (try await gateway.signIn("lan"), try await gateway.signIn("hoa"))
            for path in ["/audit", "/audit/export", "/audit/chains", "/audit/entries/1"] {
                #expect(try await gateway.request(.get, path, token: lan.accessToken).status == 403)
                #expect(try await gateway.request(.get, path).status == 401)
            }
            #expect(try await gateway.request(.get, "/audit", token: hoa.accessToken).status == 200)
            // What lan was refused is noted, with whom and what.
            try await gateway.service.wait("the refusals") {
                try await acts(gateway, "act=refused", hoa.accessToken).count == 4
            }
        }
    }

    // MARK: What does not fit

    @Test func aPageThatComesTwiceOrTooEarlyLeavesNoTraceInTheEnd() async throws {
        try await GatewayUnderTest.with { gateway in
            var told = ToldAudit(.customers, gateway.service.clock)
            for number in 1...6 { told.add("act \(number)") }
            try await told.tell(gateway, nil, 0..<2)
            try await told.tell(gateway, nil, 4..<6)
            #expect(try await breaks(gateway) == ["gap 0/5"])
            #expect(try await asked(gateway) == [2])
            #expect(try await gateway.service.store.read { try AuditChains.faults($0) }.count == 1)
            try await told.tell(gateway, nil, 1..<5)
            try await told.tell(gateway)
            #expect(try await breaks(gateway) == ["gap 0/5 mended"])
            #expect(try await count(gateway) == 6)
            #expect(try await gateway.service.store.read { try AuditTrail.known(of: .customers, $0) }?.seq == 6)
            #expect(try await gateway.service.store.read { try AuditChains.faults($0) }.isEmpty)
            #expect(try await trailFaults(gateway).isEmpty)
        }
    }

    @Test func whatContradictsWhatWasToldIsKeptBesideItAndNamed() async throws {
        try await GatewayUnderTest.with { gateway in
            var told = ToldAudit(.customers, gateway.service.clock)
            for number in 1...4 { told.add("act \(number)") }
            try await told.tell(gateway)
            // The third written anew, and the end with it; then one that is not what its hash says.
            var other = told
            other.add("harmless", after: 2)
            try await other.tell(gateway, nil, 2..<3)
            var altered = told.page(3..<4)
            altered.entries[0].act = "nothing"
            altered.entries[0].seq = 5
            try await told.tell(gateway, altered)
            #expect(try await breaks(gateway) == ["fork 0/3", "altered 0/5"])
            #expect(try await count(gateway) == 6)
            let faults = try await trailFaults(gateway)
            #expect(faults.contains { $0.seq == 3 } && faults.contains { $0.seq == 5 }, "\(faults)")
        }
    }

    @Test func aRestoredServiceAndOneWithANewStoreExplainThemselves() async throws {
        try await GatewayUnderTest.with { gateway in
            let token = try await gateway.signIn().accessToken
            var told = ToldAudit(.customers, gateway.service.clock)
            for number in 1...5 { told.add("act \(number)") }
            try await told.tell(gateway)
            told.add("store restored", origin: .operator, epoch: 1, after: 3)
            told.add("afterwards", epoch: 1)
            try await told.tell(gateway, nil, 3..<5)
            #expect(try await breaks(gateway) == ["restored 1/4"])
            #expect(
                try await acts(gateway, "service=customers", token) == [
                    "afterwards", "store restored", "act 5", "act 4", "act 3", "act 2", "act 1",
                ])
            #expect(try await gateway.service.store.read { try AuditTrail.known(of: .customers, $0) }?.seq == 5)
            #expect(try await trailFaults(gateway).isEmpty)

            var anew = ToldAudit(.customers, gateway.service.clock, store: "another")
            anew.add("first")
            try await anew.tell(gateway)
            #expect(try await breaks(gateway) == ["restored 1/4", "anew 0/1"])
            #expect(try await trailFaults(gateway).isEmpty)
            #expect(try await gateway.service.store.read { try AuditChains.faults($0) }.isEmpty)
            let chains = try await gateway.request(.get, "/audit/chains", token: token)
            let customers = (chains.object["chains"]?.items ?? []).filter { $0["service"] == "customers" }
            #expect(customers.map { $0["isPresent"] } == [false, true])
            #expect(customers.first?["branches"]?.items?.map { $0["lastSeq"] } == [5, 5])
        }
    }

    @Test func whatIsErasedThereIsErasedHere() async throws {
        try await GatewayUnderTest.with { gateway in
            let token = try await gateway.signIn().accessToken
            var told = ToldAudit(.customers, gateway.service.clock)
            told.add("created", subject: "customer/a", body: #"{"after":{"name":"Nguyễn Văn Ân"}}"#)
            told.add("created", subject: "customer/b", body: #"{"after":{"name":"Nguyễn Thị Bình"}}"#)
            try await told.tell(gateway)
            #expect(try await acts(gateway, "q=nguyen", token).count == 2)
            told.add("audit erased", subject: "customer/a")
            try await told.tell(gateway, nil, 2..<3)
            let items = try await gateway.request(.get, "/audit?recordId=a&sort=at", token: token)
            let first = try #require(items.object["items"]?.items?.first)
            #expect(first["body"] == nil && first["isErased"] == true && first["act"] == "created")
            #expect(try await acts(gateway, "q=nguyen", token).count == 1)
            #expect(try await acts(gateway, "q=an", token).isEmpty)
            // What is told late from before does not bring it back.
            try await gateway.service.store.write { transaction in
                try transaction.db.execute(sql: "DELETE FROM auditTrail WHERE service = 'customers' AND seq = 1")
            }
            try await told.tell(gateway)
            let again = try await gateway.request(.get, "/audit?recordId=a&sort=at", token: token)
            #expect(again.object["items"]?.items?.first?["isErased"] == true)
            #expect(try await trailFaults(gateway).isEmpty)
        }
    }

    @Test func aPageOfAnotherServiceIsNotTaken() async throws {
        try await ServiceUnderTest.with(.gateway, expectDeferred: true) { world in
            try await buildGateway(world, GatewaySettings())
        } body: { service in
            let gateway = GatewayUnderTest(service: service)
            var told = ToldAudit(.customers, service.clock)
            told.add("made up")
            try await told.tell(gateway, key: .pipeline)
            try await service.wait("the parked page") {
                try await service.app.kernel.status().deferred["parked"] == 1
            }
            #expect(try await count(gateway) == 0)
        }
    }

    /// The whole of what was gathered of Customers, in small parts.
    private func trailFaults(_ gateway: GatewayUnderTest) async throws -> [AuditFault] {
        var (faults, position) = ([AuditFault](), AuditTrailCheck.Position?.none)
        repeat {
            let check = AuditTrailCheck(
                service: .customers, source: "urn:quen:main:customers", position: position, limit: 2)
            let part = try await gateway.service.store.read { try check.run($0) }
            faults += part.faults
            position = part.next
        } while position != nil
        return faults
    }

    // MARK: Its own

    @Test func theGatewaysOwnAuditIsThereTooWithFromWhere() async throws {
        try await GatewayUnderTest.with { gateway in
            _ = try await gateway.trySignIn("admin", "not the password", from: "198.51.100.9")
            let token = try await gateway.signIn().accessToken
            try await gateway.service.wait("the page") {
                try await acts(gateway, "service=gateway&act=signed%20in", token).count == 1
            }
            let failed = try await gateway.request(.get, "/audit?act=sign-in%20failed", token: token)
            let item = try #require(failed.object["items"]?.items?.first)
            #expect(item["address"] == "198.51.100.9" && item["actor"]?["signInName"] == "admin")
            #expect(try await gateway.service.store.auditFaults().isEmpty)
            let faults = try await gateway.service.store.read { db in
                try GatewayChecks.all.flatMap { try $0.run(db) }
            }
            #expect(faults.isEmpty, "\(faults)")
        }
    }

    /// What another service noted of the Gateway's audit shows that its end was cut off, or an entry written anew.
    @Test func aWitnessRemembersWhatTheGatewayNoLongerHas() async throws {
        try await GatewayUnderTest.with { gateway in
            let store = gateway.service.store
            let state = try await store.auditState()
            var told = ToldAudit(.customers, gateway.service.clock)
            func witness(_ seq: Int64, _ hash: String) -> String {
                #"{"details":{"epoch":"0","hash":"\#(hash)","seq":"\#(seq)","store":"\#(state.store)"}}"#
            }
            told.add("audit witnessed", subject: "audit/gateway", body: witness(state.seq, state.hash))
            try await told.tell(gateway)
            #expect(try await store.read { try AuditWitnesses().faults($0) }.isEmpty)
            told.add("audit witnessed", subject: "audit/gateway", body: witness(1, state.hash))
            told.add("audit witnessed", subject: "audit/gateway", body: witness(99, state.hash))
            try await told.tell(gateway, nil, 1..<3)
            let faults = try await store.read { try AuditWitnesses().faults($0) }
            #expect(Set(faults.map { "\($0.seq) \($0.kind.rawValue)" }) == ["1 changed", "99 missing"])
        }
    }
}
