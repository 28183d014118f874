import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import TestKit
import Testing

/// The OpenAPI files and the running services say the same (ACC-7).
@Suite("OpenAPI")
struct OpenAPITests {
    /// What the Gateway passes on is in the other services' files.
    private static func isPassedOn(_ path: String) -> Bool { path.hasPrefix("/api/") }

    @Test(arguments: ServiceName.allCases)
    func everyRouteIsInTheFileAndEveryPathOfTheFileIsARoute(_ service: ServiceName) async throws {
        try await running(service) { (tested, document) async throws in
            let routes = tested.app.routes().routes.filter { !Self.isPassedOn($0.path.description) }
            let running = Set(routes.map { "\($0.method.rawValue) \(Self.inOpenAPI($0.path.description))" })
            let promised = Set(document.operations.map(\.name))
            #expect(running.subtracting(promised).sorted() == [], "routes that the file lacks")
            #expect(promised.subtracting(running).sorted() == [], "operations that are no routes")
        }
    }

    private func running(
        _ service: ServiceName, _ body: @escaping @Sendable (ServiceUnderTest, OpenAPIDocument) async throws -> Void
    ) async throws {
        let document = try OpenAPIDocument(of: service)
        try await ServiceUnderTest.with(service) { world in
            try await ServiceBuilder.build(service, world)
        } body: {
            try await body($0, document)
        }
    }

    /// What a router writes `**`, for the rest of a path, is a parameter in OpenAPI.
    private static func inOpenAPI(_ path: String) -> String { path.replacing("/**", with: "/{path}") }

    @Test(arguments: ServiceName.allCases)
    func withoutATokenOnlyOpenOperationsAnswer(_ service: ServiceName) async throws {
        try await running(service) { (tested, document) async throws in
            for operation in document.operations {
                let answer = try await tested.anybody(operation)
                if operation.isOpen {
                    #expect(answer.headers[.wwwAuthenticate] == nil || operation.statuses.contains(401))
                } else {
                    #expect(answer.status == 401, "\(operation.name): \(answer.text)")
                    #expect(answer.headers[.wwwAuthenticate] == "Bearer")
                }
            }
        }
    }

    @Test(arguments: ServiceName.allCases)
    func anotherMethodIsRefusedWithThoseThatThereAre(_ service: ServiceName) async throws {
        try await running(service) { (tested, document) async throws in
            for (template, operations) in Dictionary(grouping: document.operations, by: \.template) {
                let answer = try await tested.request(.trace, Self.path(template), as: nil)
                #expect(answer.status == 405, "\(template): \(answer.text)")
                let allowed = operations.map(\.method).sorted().joined(separator: ", ")
                #expect(answer.headers[.allow] == allowed, "\(template)")
            }
        }
    }

    @Test func whatIsNotOneKeyALineIsRefused() {
        #expect(throws: TestFailure.self) { try OpenAPIDocument(yaml: "paths:\n  /a: {get: {}}\n") }
        #expect(throws: TestFailure.self) {
            try OpenAPIDocument(yaml: "paths:\n  /a:\n    get:\n      responses:\n        default:\n")
        }
    }

    static func path(_ template: String) -> String {
        template.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("{") ? "0192f0c1-0000-7000-8000-000000000001" : String($0) }.joined(separator: "/")
    }
}

extension ServiceUnderTest {
    /// The operation as somebody without a token asks for it.
    fileprivate func anybody(_ operation: OpenAPIDocument.Operation) async throws -> TestAnswer {
        guard let method = HTTPRequest.Method(operation.method) else { throw TestFailure(operation.name) }
        return try await request(method, OpenAPITests.path(operation.template), as: nil, body: "{}")
    }
}
