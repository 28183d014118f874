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

    func check(_ service: ServiceName) async throws {
        let log = "\(installation.directory)/log/api-\(service.rawValue).txt"
        // A token of its own for each service, as they last an hour.
        let token = try await Staff.signIn(Staff.administratorName, installation)
        let process = try start(service, token: token, log: log)
        do {
            try await waitUntil("the requests to \(service.rawValue)", atMost: .seconds(3600)) { !process.isRunning }
        } catch {
            try await process.kill9()
            throw error
        }
        let said = try String(contentsOfFile: log, encoding: .utf8)
        #expect(process.status == 0, "\(said)")
        let sums = said.split(separator: "\n").filter { $0.contains(" generated, ") || $0.contains("Tested: ") }
        print("\(service.rawValue): \(sums.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "; "))")
    }

    private func start(_ service: ServiceName, token: String, log: String) throws -> ManagedProcess {
        let root = ServiceUnderTest.repositoryRoot
        let document = "\(root)/Services/\(service.rawValue.capitalized)/HTTP/openapi.yaml"
        var environment = ProcessInfo.processInfo.environment
        environment["QUEN_API_GATEWAY"] = installation.http(.gateway)
        environment["QUEN_API_TOKEN"] = token
        environment["QUEN_API_NAME"] = Self.leaving
        environment["QUEN_API_PASSWORD"] = Staff.password
        return try ManagedProcess(
            environment["QUEN_TEST_PYTHON"] ?? "\(root)/.venv/bin/python",
            [
                "\(root)/Tests/ContractTests/api.py", document, installation.http(service), examples, seed,
                installation.directory,
            ],
            environment: environment, log: log)
    }
}
