import Foundation
import GRDB
import HTTPTypes
import Messages
import Messaging
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Gateway

/// Suspension for a time, and people who leave (ACC-1).
@Suite struct GatewaySuspensionTests {
    private let employee = EmployeeState(id: EntityID(namespace: .quen, parts: ["an"]), code: "NV-1", name: "An")

    @Test func aSuspensionForATimeEndsByItselfAlsoAfterDowntime() async throws {
        let clock = TestClock()
        try await ServiceUnderTest.withDirectory { directory in
            let until = clock.now.adding(.seconds(86_400))
            try await GatewayUnderTest.with(clock: clock, directory: directory) { gateway in
                let admin = try await gateway.signIn().accessToken
                let id = try await gateway.createAccount("an", roles: [.salesperson], by: admin)
                let answer = try await gateway.suspend(id, #"{"until":"\#(until)","reason":"leave"}"#, by: admin)
                #expect(answer.status == 200, "\(answer.text)")
                let shown = try await gateway.request(.get, "/accounts/\(id)", token: admin)
                #expect(shown.string("suspendedUntil") == until.description)
                #expect(shown.string("suspensionReason") == "leave")
                clock.advance(by: .seconds(86_399))
                gateway.service.app.kernel.wakeTimers()
                #expect(try await gateway.trySignIn("an").status == 403)
            }
            clock.advance(by: .seconds(3600))
            try await GatewayUnderTest.with(clock: clock, directory: directory) { gateway in
                try await gateway.service.wait("the end of the suspension") {
                    try await gateway.service.published(AccountState.self).last?.event == "resumed"
                }
                #expect(try await gateway.trySignIn("an").status == 200)
            }
        }
    }

    @Test func whoMayDoLessShutsNobodyOutWhoMayDoMore() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let body =
                #"{"code":"accounts","label":{"en":"Accounts","vi":"Tài khoản"},"permissions":["accounts:edit:all"]}"#
            #expect(try await gateway.request(.post, "/roles", token: admin, body: body).status == 201)
            let made = try await gateway.request(
                .post, "/accounts", token: admin,
                body:
                    #"{"signInName":"clerk","password":"\#(GatewayUnderTest.password)","mustChangePassword":false,"roles":["accounts"]}"#
            )
            #expect(made.status == 201, "\(made.text)")
            let clerk = try await gateway.signIn("clerk").accessToken
            let seller = try await gateway.createAccount("an", roles: [.salesperson], by: admin)
            let own = try await gateway.request(.get, "/accounts?q=\(GatewayUnderTest.administrator)", token: admin)
            let administrator = try #require(own.ids.first.flatMap { EntityID($0) })
            let suspended = try await gateway.suspend(administrator, "{}", by: clerk)
            #expect(suspended.status == 403 && GatewayUnderTest.code(suspended) == "account-beyond-own")
            let removed = try await gateway.request(.delete, "/accounts/\(administrator)/second-factor", token: clerk)
            #expect(removed.status == 403 && GatewayUnderTest.code(removed) == "account-beyond-own")
            #expect(try await gateway.request(.get, "/me", token: admin).status == 200)
            #expect(try await gateway.suspend(seller, "{}", by: clerk).status == 200)
        }
    }

    @Test func theEndCanBeMovedAndComesNoMoreOnceTheAccountIsResumed() async throws {
        try await GatewayUnderTest.with { gateway in
            let clock = gateway.service.clock
            let admin = try await gateway.signIn().accessToken
            let id = try await gateway.createAccount("an", roles: [.salesperson], by: admin)
            let (soon, later) = (clock.now.adding(.seconds(60)), clock.now.adding(.seconds(120)))
            #expect(try await gateway.suspend(id, #"{"until":"\#(soon)"}"#, by: admin).status == 200)
            #expect(try await gateway.suspend(id, #"{"until":"\#(soon)"}"#, by: admin).status == 409)
            #expect(try await gateway.suspend(id, #"{"until":"\#(later)"}"#, by: admin).status == 200)
            #expect(try await gateway.waiting() == ["until|\(later)"])
            #expect(try await gateway.suspend(id, "{}", by: admin).status == 200, "for good")
            #expect(try await gateway.waiting().isEmpty)
            #expect(try await gateway.suspend(id, #"{"until":"\#(later)"}"#, by: admin).status == 200)
            #expect(try await gateway.request(.post, "/accounts/\(id)/resume", token: admin).status == 200)
            #expect(try await gateway.waiting().isEmpty)
            for until in ["2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z"] {
                let bad = try await gateway.suspend(id, #"{"until":"\#(until)"}"#, by: admin)
                #expect(bad.status == 422)
                #expect(bad.string("path") == "$.until")
            }
        }
    }

    @Test func whoHasLeftIsSuspendedForGood() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let id = try await gateway.hire(employee, "an", by: admin)
            let an = try await gateway.signIn("an")
            // Already away for a time: that does not bring back who has left meanwhile.
            let until = gateway.service.clock.now.adding(.seconds(60))
            _ = try await gateway.request(.get, "/me", token: an.accessToken)
            _ = try await gateway.suspend(id, #"{"until":"\#(until)"}"#, by: admin)
            try await gateway.dismiss(employee)
            try await gateway.service.wait("the suspension") {
                try await gateway.request(.get, "/accounts/\(id)", token: admin).string("suspensionReason")
                    == "employee-left"
            }
            #expect(try await gateway.waiting().isEmpty)
            #expect(try await gateway.refresh(an.refreshToken).status == 401)
            #expect(GatewayUnderTest.code(try await gateway.trySignIn("an")) == "account-suspended")
            let resumed = try await gateway.request(.post, "/accounts/\(id)/resume", token: admin)
            #expect(GatewayUnderTest.code(resumed) == "employee-has-left")
            let faults = try await gateway.service.store.read { db in
                try GatewayChecks.all.flatMap { try $0.run(db) }
            }
            #expect(faults.isEmpty)

            try await gateway.service.publish(employee, "returned", sequence: 3)
            try await gateway.service.wait("the return") {
                try await gateway.request(.post, "/accounts/\(id)/resume", token: admin).status == 200
            }
            #expect(try await gateway.trySignIn("an").status == 200)
        }
    }

    @Test func noAccountIsMadeForWhoHasLeft() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            try await gateway.service.publish(employee, .created)
            try await gateway.dismiss(employee)
            try await gateway.service.wait("the leaving") {
                try await gateway.service.store.read { try EmployeeCopy.fetchOne($0)?.isActive } == false
            }
            let body = #"{"signInName":"an","roles":[],"employeeId":"\#(employee.id)"}"#
            let refused = try await gateway.request(.post, "/accounts", token: admin, body: body)
            #expect(GatewayUnderTest.code(refused) == "employee-has-left")
        }
    }

    @Test func whenTheLastAdministratorHasLeftTheNextStartOffersALink() async throws {
        let (clock, broker) = (TestClock(), ServiceUnderTest.newBroker())
        try await ServiceUnderTest.withDirectory { directory in
            try await GatewayUnderTest.with(clock: clock, directory: directory, broker: broker) { gateway in
                let admin = try await gateway.signIn().accessToken
                try await gateway.service.publish(employee, .created)
                try await gateway.service.wait("the employee") {
                    try await gateway.service.store.read { try EmployeeCopy.fetchCount($0) } == 1
                }
                let list = try await gateway.request(.get, "/accounts", token: admin)
                let (id, version) = (try #require(list.ids.first), try #require(list.strings("version").first))
                let tied = try await gateway.request(
                    .put, "/accounts/\(id)", token: admin,
                    body: #"{"roles":["administrator"],"language":"vi","employeeId":"\#(employee.id)"}"#,
                    headers: ["If-Match": "\"\(version)\""])
                #expect(tied.status == 200, "\(tied.text)")
                try await gateway.dismiss(employee)
                try await gateway.service.wait("the suspension") { try await gateway.trySignIn().status == 403 }
            }
            try await GatewayUnderTest.with(clock: clock, directory: directory, broker: broker) { gateway in
                let link = try String(contentsOfFile: directory + "/first-sign-in", encoding: .utf8)
                let token = String(link.split(separator: "=")[1]).trimmingCharacters(in: .newlines)
                let made = try await gateway.request(
                    .post, "/first-sign-in",
                    body: #"{"token":"\#(token)","signInName":"new.admin","password":"four words are good"}"#)
                #expect(made.status == 201, "\(made.text)")
                let admin = try await gateway.signIn("new.admin", "four words are good").accessToken
                #expect(try await gateway.request(.get, "/accounts", token: admin).status == 200)
            }
        }
    }
}

extension GatewayUnderTest {
    func suspend(_ id: EntityID, _ body: String, by token: String) async throws -> TestAnswer {
        try await request(.post, "/accounts/\(id)/suspend", token: token, body: body)
    }

    /// The ends of suspensions that are to come.
    func waiting() async throws -> [String] {
        try await service.store.read { db in
            try TimerRow.due(db, at: Instant(milliseconds: .max / 2), limit: 100)
                .filter { $0.kind == ResumeAccount.due }.map(\.occurrence)
        }
    }

    /// An employee whom Scheduling tells of, with an account.
    func hire(_ employee: EmployeeState, _ name: String, by token: String) async throws -> EntityID {
        try await service.publish(employee, .created)
        try await service.wait("the employee") {
            try await service.store.read { try EmployeeCopy.fetchCount($0) } == 1
        }
        return try await createAccount(name, roles: [.salesperson], employee: employee.id, by: token)
    }

    func dismiss(_ employee: EmployeeState) async throws {
        var employee = employee
        employee.isActive = false
        try await service.publish(employee, "left", sequence: 2)
    }
}
