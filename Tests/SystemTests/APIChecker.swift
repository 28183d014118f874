import Foundation
import Messages
import TestKit
import Testing

/// Runs `Tests/ContractTests/api.py` against one service of an installation.
struct APIChecker {
    /// Who may be signed out everywhere.
    static let leaving = "nguoi-ra-vao"
    let installation: Installation
    let examples: String
    let seed: String

    init(installation: Installation) {
        let asked = ProcessInfo.processInfo.environment
        self.installation = installation
        examples = asked["QUEN_API_EXAMPLES"] ?? "8"
        seed = asked["QUEN_API_SEED"] ?? "20261122"
    }

    /// As an administrator.
    func check(_ service: ServiceName) async throws {
        // A token of its own for each service, as they last an hour.
        let token = try await Staff.signIn(Staff.administratorName, installation)
        try await check(
            service, as: "administrator",
            [
                "QUEN_API_GATEWAY": installation.http(.gateway), "QUEN_API_TOKEN": token,
                "QUEN_API_NAME": Self.leaving, "QUEN_API_PASSWORD": Staff.password,
            ])
    }

    /// As somebody with a token that is none, or without one.
    func checkStrangers(_ service: ServiceName) async throws {
        for (name, token) in [("nobody", ""), ("forger", "eyJhbGciOiJub25lIn0.e30.")] {
            try await check(service, as: name, ["QUEN_API_STRANGER": token])
        }
    }

    private func check(_ service: ServiceName, as whom: String, _ environment: [String: String]) async throws {
        let log = "\(installation.directory)/log/api-\(service.rawValue)-\(whom).txt"
        let process = try start(service, environment, log: log)
        do {
            try await waitUntil("the requests to \(service.rawValue)", atMost: .seconds(3600)) { !process.isRunning }
        } catch {
            try await process.kill9()
            throw error
        }
        let said = try String(contentsOfFile: log, encoding: .utf8)
        #expect(process.status == 0, "\(whom): \(said)")
        let sums = said.split(separator: "\n").filter { $0.contains(" generated, ") || $0.contains("Tested: ") }
        print(
            "\(service.rawValue) as \(whom): \(sums.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "; "))"
        )
    }

    private func start(
        _ service: ServiceName, _ more: [String: String], log: String
    ) throws -> ManagedProcess {
        let root = ServiceUnderTest.repositoryRoot
        let document = "\(root)/Services/\(service.rawValue.capitalized)/HTTP/openapi.yaml"
        let environment = ProcessInfo.processInfo.environment.merging(more) { $1 }
        return try ManagedProcess(
            environment["QUEN_TEST_PYTHON"] ?? "\(root)/.venv/bin/python",
            [
                "\(root)/Tests/ContractTests/api.py", document, installation.http(service), examples, seed,
                installation.directory,
            ],
            environment: environment, log: log)
    }
}
