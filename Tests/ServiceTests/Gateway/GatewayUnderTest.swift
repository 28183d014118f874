import Foundation
import HTTPTypes
import Messages
import Messaging
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Gateway

/// The Gateway with an administrator, and people signed in to it by its own tokens.
struct GatewayUnderTest: Sendable {
    static let administrator = "admin"
    static let password = "correct horse battery"
    let service: ServiceUnderTest

    /// A test of downtime runs it again on the same `directory`, with the same clock and broker.
    static func with(
        clock: TestClock = TestClock(), directory: String? = nil, broker: MemoryBroker = ServiceUnderTest.newBroker(),
        _ change: (inout GatewaySettings) -> Void = { _ in },
        _ body: @escaping @Sendable (GatewayUnderTest) async throws -> Void
    ) async throws {
        var settings = GatewaySettings()
        settings.passwordCost = PasswordCost(logN: 4, blockSize: 8, parallelism: 1)
        settings.bootstrap = GatewaySettings.Bootstrap(name: administrator, password: password)
        settings.trustedProxies = [ClientAddress.none]
        change(&settings)
        let chosen = settings
        try await ServiceUnderTest.with(.gateway, clock: clock, directory: directory, broker: broker) { world in
            try await buildGateway(world, chosen)
        } body: { service in
            try await body(GatewayUnderTest(service: service))
        }
    }

    struct Tokens: Decodable, Sendable {
        var accessToken: String
        var expiresIn: Int
        var refreshToken: String
        var lacksSecondFactor: Bool?
        var deviceToken: String?
    }

    /// Where the service keeps its files.
    var directory: String { service.store.path.replacing("/store.sqlite", with: "") }

    /// As whoever has `token`.
    func request(
        _ method: HTTPRequest.Method, _ path: String, token: String? = nil, body: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> TestAnswer {
        var headers = headers
        if let token { headers["Authorization"] = "Bearer \(token)" }
        return try await service.request(method, path, as: nil, body: body, headers: headers)
    }

    func trySignIn(
        _ name: String = administrator, _ password: String = password, code: String? = nil, device: String? = nil,
        from address: String = "203.0.113.1"
    ) async throws -> TestAnswer {
        var more = code.map { #","code":"\#($0)""# } ?? ""
        if let device { more += #","deviceToken":"\#(device)""# }
        return try await request(
            .post, "/sign-in", body: #"{"signInName":"\#(name)","password":"\#(password)"\#(more)}"#,
            headers: ["X-Forwarded-For": address])
    }

    func signIn(
        _ name: String = administrator, _ password: String = password, code: String? = nil
    ) async throws -> Tokens {
        let answer = try await trySignIn(name, password, code: code)
        #expect(answer.status == 200, "\(answer.text)")
        return try answer.json()
    }

    func refresh(_ token: String) async throws -> TestAnswer {
        try await request(.post, "/token/refresh", body: #"{"refreshToken":"\#(token)"}"#)
    }

    /// A new account, by an administrator; its id.
    @discardableResult
    func createAccount(
        _ name: String, roles: [ReadyMadeRole], employee: EntityID? = nil, by token: String
    ) async throws -> EntityID {
        let roles = roles.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
        let employee = employee.map { #","employeeId":"\#($0)""# } ?? ""
        let answer = try await request(
            .post, "/accounts", token: token,
            body:
                #"{"signInName":"\#(name)","password":"\#(Self.password)","mustChangePassword":false,"roles":[\#(roles)]\#(employee)}"#
        )
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.id)
    }

    /// What went wrong, by its stable code.
    static func code(_ answer: TestAnswer) -> String? {
        guard case .string(let title) = answer.object["title"] else { return nil }
        return title
    }
}

extension TestAnswer {
    /// Of the records on a page.
    var ids: [String] { strings("id") }

    /// A member of each record on a page.
    func strings(_ member: String) -> [String] {
        guard case .array(let items) = object["items"] else { return [] }
        return items.compactMap { item in
            guard case .object(let object) = item, case .string(let text) = object[member] else { return nil }
            return text
        }
    }

    /// A member that is a text.
    func string(_ member: String) -> String? {
        guard case .string(let text) = object[member] else { return nil }
        return text
    }
}
