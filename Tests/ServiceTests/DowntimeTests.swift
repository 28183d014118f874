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

@testable import Customers

/// Sessions that ended and people who left while a service was away (ACC-3).
@Suite struct DowntimeTests {
    let clock = TestClock()
    let broker = ServiceUnderTest.newBroker()
    let identity = TestIdentity()

    private func run(
        in directory: String, _ body: @escaping @Sendable (ServiceUnderTest) async throws -> Void
    ) async throws {
        try await ServiceUnderTest.with(
            .customers, clock: clock, directory: directory, broker: broker, identity: identity
        ) {
            try await buildCustomers($0)
        } body: {
            try await body($0)
        }
    }

    private func ask(_ service: ServiceUnderTest, _ token: String) async throws -> TestAnswer {
        try await service.request(.get, "/customers", as: nil, headers: ["Authorization": "Bearer \(token)"])
    }

    @Test func whatEndedMeanwhileIsRefusedBeforeItIsHeardOfAndAfter() async throws {
        let (an, binh) = (Person.test(.director, name: "An"), Person.test(.director, name: "Binh"))
        try await ServiceUnderTest.withDirectory { directory in
            try await run(in: directory) { service in
                let answer = try await service.request(.get, "/customers", as: an)
                #expect(answer.status == 200)
            }
            let ended = try await identity.token(an, at: clock.now)
            let lasting = try await identity.token(binh, at: clock.now)
            try await ServiceUnderTest.publish(
                SessionState(id: an.session, accountId: an.account, expiresAt: clock.now.adding(.seconds(600))),
                "ended", on: broker, at: clock)
            clock.advance(by: .milliseconds(20))
            broker.block()
            try await run(in: directory) { service in
                for token in [ended, lasting] {
                    let answer = try await ask(service, token)
                    #expect(answer.status == 401)
                    #expect(answer.string("title") == "token-outdated")
                }
                clock.advance(by: .milliseconds(20))
                let fresh = try await identity.token(binh, at: clock.now)
                #expect(try await ask(service, fresh).status == 200, "the API needs no broker")

                broker.unblock()
                #expect(await service.app.kernel.hasCaughtUp(within: .seconds(120)))
                #expect(try await ask(service, lasting).status == 200)
                #expect(try await ask(service, ended).string("title") == "session-ended")
            }
        }
    }

    @Test func anOldTokenWaitsAMomentForTheServiceToCatchUp() async throws {
        let an = Person.test(.director, name: "An")
        try await ServiceUnderTest.withDirectory { directory in
            try await run(in: directory) { _ in }
            let token = try await identity.token(an, at: clock.now)
            clock.advance(by: .milliseconds(20))
            try await run(in: directory) { service in
                let answer = try await ask(service, token)
                #expect(answer.status == 200)
            }
        }
    }

    @Test func whoHasLeftHasNoValidToken() async throws {
        let an = Person.test(.director, name: "An")
        try await ServiceUnderTest.withDirectory { directory in
            try await run(in: directory) { service in
                let id = try #require(an.employee)
                var employee = EmployeeState(id: id, code: "NV-1", name: "An")
                try await service.publish(employee, .created)
                #expect(try await service.request(.get, "/customers", as: an).status == 200)
                employee.isActive = false
                try await service.publish(employee, "left", sequence: 2)
                try await service.wait("the leaving") {
                    try await service.store.read { try EmployeeCopy.fetchOne($0)?.isActive } == false
                }
                let answer = try await service.request(.get, "/customers", as: an)
                #expect(answer.status == 401)
                #expect(answer.string("title") == "session-ended")
            }
        }
    }
}
