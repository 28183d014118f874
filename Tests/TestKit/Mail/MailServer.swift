import Foundation
import Messages

/// A real mail server on loopback, a Python process of its own (`mail_server.py`, aiosmtpd): keeps what it accepts, and
/// fails as its plan says.
public struct MailServer: Sendable {
    public struct Plan: Encodable, Sendable {
        public enum Protection: String, Encodable, Sendable { case none, starttls, tls }

        public var tls: Protection
        public var user: String?
        public var password: String?
        /// What goes wrong at which stage, one after the other; see `mail_server.py`.
        public var answers: [String: [String]]

        public init(
            tls: Protection = .none, user: String? = nil, password: String? = nil, answers: [String: [String]] = [:]
        ) {
            (self.tls, self.user, self.password, self.answers) = (tls, user, password, answers)
        }
    }

    private let directory: String
    private let process: ManagedProcess
    public let port: Int

    /// The authority of its certificate, which is for `localhost` and not for `127.0.0.1`.
    public var caFile: String { directory + "/ca.pem" }

    /// Runs while `body` runs.
    public static func with(_ plan: Plan = Plan(), _ body: (MailServer) async throws -> Void) async throws {
        let directory = NSTemporaryDirectory() + "quen-mail-" + UUID().uuidString.prefix(8).lowercased()
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let server = try await MailServer(plan, directory)
        do {
            try await body(server)
        } catch {
            try await server.process.kill9()
            throw error
        }
        try await server.process.kill9()
    }

    private init(_ plan: Plan, _ directory: String) async throws {
        guard let python = TestTools.python else { throw TestFailure("QUEN_TEST_PYTHON is not set") }
        self.directory = directory
        try Data(try WireJSON.encode(plan)).write(to: URL(filePath: directory + "/plan.json"))
        let script = ServiceUnderTest.repositoryRoot + "/Tests/TestKit/Mail/mail_server.py"
        let process = try ManagedProcess(
            python, [script, directory], environment: TestTools.environment, log: directory + "/output")
        self.process = process
        var port = 0
        try await waitUntil("the mail server", atMost: .seconds(40)) {
            guard process.isRunning else {
                throw TestFailure((try? String(contentsOfFile: directory + "/output", encoding: .utf8)) ?? "no output")
            }
            port = (try? String(contentsOfFile: directory + "/port", encoding: .utf8)).flatMap { Int($0) } ?? 0
            return port > 0
        }
        self.port = port
    }

    /// What it accepted, whole, in that order.
    public func mails() throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory + "/mails")
        let numbers = names.compactMap { $0.hasSuffix(".eml") ? Int($0.dropLast(4)) : nil }.sorted()
        return try numbers.map { try String(contentsOfFile: "\(directory)/mails/\($0).eml", encoding: .utf8) }
    }

    /// How often something happened: `connect`, `AUTH ok`, `AUTH wrong`, `MAIL`, `RCPT`, `MESSAGE`.
    public func count(_ happening: String) throws -> Int {
        let lines = try String(contentsOfFile: directory + "/log", encoding: .utf8).split(separator: "\n")
        return lines.count { $0.hasPrefix(happening) }
    }
}
