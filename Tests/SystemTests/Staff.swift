import Foundation
import Messages
import NIOHTTP1
import TestKit

/// The people of a small firm, signed in at the Gateway.
struct Staff: Sendable {
    let installation: Installation
    let administrator: String
    private(set) var tokens: [String: String] = [:]
    private(set) var employees: [String: String] = [:]

    static let administratorName = "quan-tri"
    static let password = "mat-khau-dai-2026"

    init(_ installation: Installation) async throws {
        self.installation = installation
        administrator = try await Self.firstAdministrator(installation)
        _ = try await call(
            .POST, "/api/scheduling/teams", token: administrator, body: #"{"code":"kinh-doanh","name":"Kinh doanh"}"#)
    }

    /// Makes the first administrator with the link that the Gateway left for whoever runs it; a token of theirs.
    static func firstAdministrator(_ installation: Installation) async throws -> String {
        let link = try String(contentsOfFile: installation.directory + "/gateway/first-sign-in", encoding: .utf8)
        let code = link.split(separator: "=").last.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) } ?? ""
        let first = try await installation.request(
            .POST, "/first-sign-in",
            body: #"{"token":"\#(code)","signInName":"\#(administratorName)","password":"\#(password)"}"#)
        guard (200..<300).contains(first.status) else {
            throw TestFailure("first sign-in: \(first.status) \(first.text)")
        }
        let token = try await signIn(administratorName, installation)
        // The Gateway's key comes to a service by message: on a busy machine after the first tokens.
        try await waitUntil("Scheduling to know the Gateway's key") {
            try await installation.request(.GET, "/api/scheduling/teams", token: token).status != 401
        }
        return token
    }

    /// Enters an employee and an account with a ready-made role, and signs in.
    mutating func hire(_ name: String, signInName: String, role: ReadyMadeRole, branch: String? = nil) async throws {
        let branch = branch.map { #","branchId":"\#($0)""# } ?? ""
        let employee = try await call(
            .POST, "/api/scheduling/employees", token: administrator,
            body: #"{"name":"\#(name)","email":"\#(signInName)@hoasen.vn","teams":["kinh-doanh"]\#(branch)}"#)
        let id = try Self.id(employee)
        _ = try await call(
            .POST, "/accounts", token: administrator,
            body:
                #"{"signInName":"\#(signInName)","password":"\#(Self.password)","mustChangePassword":false,"employeeId":"\#(id)","roles":["\#(role.rawValue)"]}"#
        )
        employees[signInName] = id
        tokens[signInName] = try await Self.signIn(signInName, installation)
    }

    /// As a client does that is told `token-outdated`: a service put back to a backup takes no token from before.
    mutating func signInAgain(_ name: String) async throws {
        tokens[name] = try await Self.signIn(name, installation)
    }

    /// A request by the person; fails on an answer that is no success.
    func call(
        _ method: HTTPMethod, _ path: String, by name: String? = nil, token: String? = nil, body: String? = nil,
        version: String? = nil
    ) async throws -> TestAnswer {
        var headers: [String: String] = [:]
        if let version { headers["If-Match"] = version }
        let answer = try await installation.request(
            method, path, token: token ?? name.flatMap { tokens[$0] }, body: body, headers: headers)
        guard (200..<300).contains(answer.status) else {
            throw TestFailure("\(method) \(path): \(answer.status) \(answer.text)")
        }
        return answer
    }

    /// A contract with that customer, signed by every step before it; its subject.
    func signedContract(of customer: String, ends day: Day, by name: String) async throws -> Subject {
        let line = #"{"description":"Bảo trì","unit":"gói","quantity":"1","unitPrice":"1000000","tax":"8"}"#
        let body = #"{"customerId":"\#(customer)","kind":"sale","lines":[\#(line)],"effectiveTo":"\#(day)"}"#
        let made = try await call(.POST, "/api/contracts/contracts", by: name, body: body)
        let subject = Subject("contract", try Self.entity(made))
        for command in ["draft", "agree", "sign"] {
            _ = try await call(
                .POST, "/api/contracts/contracts/\(subject.id)/transitions", by: name,
                body: #"{"command":"\#(command)","note":"theo thoả thuận"}"#)
        }
        return subject
    }

    static func id(_ answer: TestAnswer) throws -> String { try entity(answer).description }

    static func entity(_ answer: TestAnswer) throws -> EntityID {
        guard let id = answer.id else { throw TestFailure("no Location in \(answer.headers)") }
        return id
    }

    /// Right after hiring the Gateway may not have heard of the employee yet, and says so with 503.
    static func signIn(_ name: String, _ installation: Installation) async throws -> String {
        struct Tokens: Decodable { var accessToken: String }
        let body = #"{"signInName":"\#(name)","password":"\#(password)"}"#
        var token: String?
        try await waitUntil("\(name) to sign in", atMost: .seconds(20)) {
            let answer = try await installation.request(.POST, "/sign-in", body: body)
            if answer.status == 503 || answer.status == 429 { return false }
            guard answer.status == 200 else { throw TestFailure("sign-in of \(name): \(answer.status) \(answer.text)") }
            token = try answer.json(Tokens.self).accessToken
            return true
        }
        return token ?? ""
    }
}
