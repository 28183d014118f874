import Foundation
import GRDB
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Gateway

@Suite struct GatewaySignInTests {
    @Test func aSignedInPersonSeesTheirAccountEmployeeAndPermissions() async throws {
        try await GatewayUnderTest.with { gateway in
            let branch = EntityID(namespace: .quen, parts: ["branch"])
            let employee = EmployeeState(
                id: EntityID(namespace: .quen, parts: ["an"]), code: "NV-1", name: "Nguyễn Văn An", branchId: branch,
                teams: ["north"])
            try await gateway.service.publish(employee, .created)
            let admin = try await gateway.signIn().accessToken
            try await gateway.service.wait("the employee") {
                try await gateway.service.store.read { try EmployeeCopy.fetchCount($0) } == 1
            }
            try await gateway.createAccount("an", roles: [.salesperson], employee: employee.id, by: admin)

            let an = try await gateway.signIn("An ").accessToken
            let me = try await gateway.request(.get, "/me", token: an)

            #expect(me.status == 200)
            #expect(me.text.contains("Nguyễn Văn An"))
            #expect(me.text.contains(#""branchId":"\#(branch)""#))
            #expect(me.text.contains("customers:edit:own"))
            #expect(!me.text.contains("accounts:"))
        }
    }

    @Test func anAccountWhoseEmployeeIsNotKnownYetMustWait() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn().accessToken
            let stranger = EntityID(namespace: .quen, parts: ["stranger"])
            try await gateway.createAccount("binh", roles: [.salesperson], employee: stranger, by: admin)
            let answer = try await gateway.trySignIn("binh")
            #expect(answer.status == 503)
            #expect(GatewayUnderTest.code(answer) == "employee-unknown")
        }
    }

    @Test func anEmployeeWhoLeftCannotSignInOrRefresh() async throws {
        try await GatewayUnderTest.with { gateway in
            var employee = EmployeeState(
                id: EntityID(namespace: .quen, parts: ["an"]), code: "NV-1", name: "An", teams: [])
            try await gateway.service.publish(employee, .created)
            try await gateway.service.wait("the employee") {
                try await gateway.service.store.read { try EmployeeCopy.fetchCount($0) } == 1
            }
            let admin = try await gateway.signIn().accessToken
            try await gateway.createAccount("an", roles: [.salesperson], employee: employee.id, by: admin)
            let tokens = try await gateway.signIn("an")

            employee.isActive = false
            try await gateway.service.publish(employee, "left", sequence: 2)
            try await gateway.service.wait("the leaving") {
                try await gateway.service.store.read { try EmployeeCopy.fetchOne($0)?.isActive } == false
            }

            #expect(try await gateway.refresh(tokens.refreshToken).status == 401)
            #expect(try await gateway.trySignIn("an").status == 403)
        }
    }

    @Test func aWrongPasswordAndAnUnknownNameAreAnsweredAlike() async throws {
        try await GatewayUnderTest.with { gateway in
            let wrong = try await gateway.trySignIn("admin", "not the password")
            let unknown = try await gateway.trySignIn("nobody", "not the password")
            #expect(wrong.status == 401)
            #expect(unknown.status == 401)
            #expect(GatewayUnderTest.code(wrong) == "sign-in-failed")
            #expect(wrong.object["detail"] == unknown.object["detail"])
        }
    }

    @Test func manyFailuresMustWaitButOnlyWhereTheyCameFrom() async throws {
        try await GatewayUnderTest.with { gateway in
            for _ in 0..<SignInThrottle.freeFailures {
                #expect(try await gateway.trySignIn("admin", "not the password").status == 401)
            }
            let refused = try await gateway.trySignIn()
            #expect(refused.status == 429)
            #expect(refused.headers[.retryAfter] == "1")
            #expect(try await gateway.trySignIn(from: "198.51.100.7").status == 200)
            gateway.service.clock.advance(by: .seconds(1))
            #expect(try await gateway.trySignIn().status == 200)
        }
    }

    @Test func aKnownDeviceIsNotLockedOutByOthersAtItsAddress() async throws {
        try await GatewayUnderTest.with { gateway in
            let admin = try await gateway.signIn()
            let device = try #require(admin.deviceToken)
            try await gateway.createAccount("an", roles: [.salesperson], by: admin.accessToken)
            for _ in 0..<SignInThrottle.freeFailures {
                #expect(try await gateway.trySignIn("admin", "not the password").status == 401)
            }
            #expect(try await gateway.trySignIn().status == 429)
            let again = try await gateway.trySignIn(device: device)
            #expect(again.status == 200)
            #expect(again.string("deviceToken") == device)

            // It helps nobody else, and does not let anybody guess on.
            let other = try #require(try await gateway.signIn("an").deviceToken)
            for useless in [other, "made up", String(device.reversed())] {
                #expect(try await gateway.trySignIn(device: useless).status == 429, "\(useless)")
            }
            for _ in 0..<SignInThrottle.freeFailures {
                #expect(try await gateway.trySignIn("admin", "not the password", device: device).status == 401)
            }
            #expect(try await gateway.trySignIn(device: device).status == 429)
        }
    }

    @Test func passwordsAreKeptAsScryptOnly() async throws {
        try await GatewayUnderTest.with { gateway in
            let hash = try await gateway.service.store.read { db in
                try AccountWithPassword.fetch(signInName: "admin", db)?.hash?.description
            }
            #expect(hash?.hasPrefix("$scrypt$ln=4,r=8,p=1$") == true)
        }
    }

    @Test func aPasswordIsTheSameHoweverItsLettersAreComposed() async throws {
        let hash = try PasswordHash(
            "mật khẩu của tôi".decomposedStringWithCanonicalMapping, cost: PasswordCost(logN: 4))
        #expect(try hash.matches("mật khẩu của tôi".precomposedStringWithCanonicalMapping))
        #expect(try PasswordHash(hash.description)?.matches("mật khẩu của tôi") == true)
        #expect(try !hash.matches("mat khau cua toi"))
    }

    @Test(arguments: [
        ("short", PasswordError.tooShort), ("1234567890", .common), ("aaaaaaaaaaaa", .common),
        ("matkhau@123", .common), ("passpasspass", .common), ("I am Binh.Le here", .containsName),
    ])
    func aPoorPasswordIsRefused(_ password: String, _ expected: PasswordError) {
        #expect(throws: expected) { try PasswordRule.check(password, signInName: "binh.le") }
    }

    @Test func changingThePasswordNeedsTheOldOneAndEndsOtherSessions() async throws {
        try await GatewayUnderTest.with { gateway in
            let here = try await gateway.signIn()
            let there = try await gateway.signIn()
            let wrong = try await gateway.request(
                .post, "/me/password", token: here.accessToken,
                body: #"{"oldPassword":"wrong wrong wrong","password":"another good password"}"#)
            #expect(wrong.status == 403)
            let poor = try await gateway.request(
                .post, "/me/password", token: here.accessToken,
                body: #"{"oldPassword":"\#(GatewayUnderTest.password)","password":"1234567890"}"#)
            #expect(poor.status == 422)
            let right = try await gateway.request(
                .post, "/me/password", token: here.accessToken,
                body: #"{"oldPassword":"\#(GatewayUnderTest.password)","password":"another good password"}"#)
            #expect(right.status == 204, "\(right.text)")

            #expect(try await gateway.request(.get, "/me", token: here.accessToken).status == 200)
            #expect(try await gateway.request(.get, "/me", token: there.accessToken).status == 401)
            #expect(try await gateway.trySignIn().status == 401)
            #expect(try await gateway.trySignIn("admin", "another good password").status == 200)
        }
    }

    @Test func signInsAndFailuresAreAudited() async throws {
        try await GatewayUnderTest.with { gateway in
            _ = try await gateway.trySignIn("admin", "not the password")
            _ = try await gateway.trySignIn("somebody", "not the password")
            _ = try await gateway.signIn()
            let actions = try await gateway.service.store.read { try GatewayAuditTrail.actions($0) }
            #expect(actions.filter { $0 == "sign-in failed" }.count == 2)
            #expect(actions.contains("signed in"))
        }
    }
}
