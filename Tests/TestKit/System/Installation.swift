import AsyncHTTPClient
import Foundation
import HTTPTypes
import Messages
import Messaging
import NIOCore
import NIOHTTP1
import Synchronization

/// A whole Quen: the real executables with real stores against a private broker, on free loopback ports. Everything it
/// started ends with it.
public final class Installation: Sendable {
    public let directory: String
    public let broker: PrivateBroker
    public let host: VirtualHost
    private let ports: [ServiceName: Ports]
    private let processes = Mutex<[ServiceName: ManagedProcess]>([:])
    private let extra: [String: String]

    struct Ports: Sendable {
        let http: Int
        let admin: Int
    }

    /// Where `swift build` puts executables.
    public static let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path

    /// `broker` is a new one unless it is given; it ends with the installation all the same.
    public static func with(
        outsideSystems: [String] = [], notificationConsumers: [String] = [], environment: [String: String] = [:],
        broker: PrivateBroker? = nil, start services: [ServiceName] = ServiceName.allCases,
        _ body: (Installation) async throws -> Void
    ) async throws {
        let installation = try await Installation(
            outsideSystems: outsideSystems, consumers: notificationConsumers, environment: environment, broker: broker)
        do {
            for service in services { try installation.start(service) }
            for service in services { try await installation.waitReady(service) }
            try await body(installation)
        } catch {
            await installation.tearDown(keepLogs: true)
            throw error
        }
        await installation.tearDown(keepLogs: false)
    }

    private init(
        outsideSystems: [String], consumers: [String], environment: [String: String], broker given: PrivateBroker?
    ) async throws {
        directory = NSTemporaryDirectory() + "quen-system-" + UUID().uuidString.prefix(8).lowercased()
        extra = environment
        if let given { broker = given } else { broker = try await PrivateBroker.start() }
        host = try await broker.virtualHost(
            Catalogue.topology(outsideSystems: outsideSystems, notificationConsumers: consumers))
        var ports: [ServiceName: Ports] = [:]
        let free = try LoopbackSocket.freePorts(2 * ServiceName.allCases.count)
        for (index, service) in ServiceName.allCases.enumerated() {
            ports[service] = Ports(http: free[2 * index], admin: free[2 * index + 1])
        }
        self.ports = ports
        try writeSecrets(outsideSystems + consumers.map { "sub.\($0)" })
        try writeOperatorConfiguration()
        try await host.settled()
    }

    private func tearDown(keepLogs: Bool) async {
        let all = processes.withLock { $0.values }
        for process in all { try? await process.kill9() }
        try? await broker.stop()
        if keepLogs {
            print("logs are kept in \(directory)/log")
        } else {
            try? FileManager.default.removeItem(atPath: directory)
        }
    }

    // MARK: Processes

    /// Starts the service; its log is appended to. `environment` adds to what it is told; `folder` is where its program
    /// lies, if not among the products of this build.
    public func start(_ service: ServiceName, environment: [String: String] = [:], from folder: String? = nil) throws {
        replace(service, with: try startAnother(service, environment: environment, from: folder))
    }

    /// Starts a further instance, which the installation does not know of until it replaces the first.
    public func startAnother(
        _ service: ServiceName, environment more: [String: String] = [:], from folder: String? = nil
    ) throws -> ManagedProcess {
        try ManagedProcess(
            (folder ?? Self.products) + "/" + service.rawValue, [],
            environment: environment(of: service).merging(more) { $1 },
            log: log(service))
    }

    public func replace(_ service: ServiceName, with process: ManagedProcess) {
        processes.withLock { $0[service] = process }
    }

    public func process(_ service: ServiceName) throws -> ManagedProcess {
        guard let process = processes.withLock({ $0[service] }) else { throw TestFailure("\(service) was not started") }
        return process
    }

    /// As a power cut does to one process; then again.
    public func crash(_ service: ServiceName) async throws {
        try await process(service).kill9()
        try start(service)
    }

    public func waitReady(_ service: ServiceName) async throws {
        try await waitUntil("\(service.rawValue) to be ready", atMost: .seconds(40)) {
            guard try process(service).isRunning else {
                throw TestFailure("\(service.rawValue) ended: \(logTail(service))")
            }
            return (try? await Self.send(.GET, "\(admin(service))/readyz").status) == 200
        }
    }

    public func log(_ service: ServiceName) -> String { "\(directory)/log/\(service.rawValue).jsonl" }

    public func logTail(_ service: ServiceName) -> String {
        let text = (try? String(contentsOfFile: log(service), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(5).joined(separator: "\n")
    }

    /// Runs the operator's tool; what it wrote to standard output.
    public func quen(_ arguments: String..., expect status: Int32? = 0) async throws -> String {
        try await run(
            Self.products + "/quen", arguments,
            environment: ["QUEN_OPERATOR_CONFIG": directory + "/operator.json"], expect: status)
    }

    /// Runs any program to its end; what it wrote to standard output.
    public func run(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
        expect status: Int32? = 0
    ) async throws -> String {
        let name = (program as NSString).lastPathComponent
        let (output, log) = ("\(directory)/\(name)-\(UUID().uuidString).out", "\(directory)/log/\(name).txt")
        defer { try? FileManager.default.removeItem(atPath: output) }
        let process = try ManagedProcess(
            "/bin/sh", ["-c", "exec \"$0\" \"$@\" >\"$QUEN_OUTPUT\"", program] + arguments,
            environment: TestTools.environment.merging(environment) { $1 }.merging(["QUEN_OUTPUT": output]) { $1 },
            log: log)
        try await waitUntil("\(name) \(arguments.joined(separator: " "))", atMost: .seconds(600)) { !process.isRunning }
        let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
        if let status, process.status != status {
            let errors = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            throw TestFailure(
                "\(name) \(arguments.joined(separator: " ")) ended with \(process.status): \(text) \(errors.suffix(2000))"
            )
        }
        return text
    }

    // MARK: HTTP

    public func http(_ service: ServiceName) -> String { "http://127.0.0.1:\(ports[service]?.http ?? 0)" }
    public func admin(_ service: ServiceName) -> String { "http://127.0.0.1:\(ports[service]?.admin ?? 0)" }

    /// A request at the one door. `body` is JSON text; a POST gets an `Idempotency-Key` of its own unless one is given.
    public func request(
        _ method: HTTPMethod, _ path: String, token: String? = nil, body: String? = nil, headers: [String: String] = [:]
    ) async throws -> TestAnswer {
        var headers = headers
        if let token { headers["Authorization"] = "Bearer \(token)" }
        if method == .POST, headers["Idempotency-Key"] == nil { headers["Idempotency-Key"] = UUID().uuidString }
        return try await Self.send(method, http(.gateway) + path, headers: headers, body: body)
    }

    public static func send(
        _ method: HTTPMethod, _ address: String, headers: [String: String] = [:], body: String? = nil
    ) async throws -> TestAnswer {
        var request = HTTPClientRequest(url: address)
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let content = try await response.body.collect(upTo: 10_000_000)
        var fields = HTTPFields()
        for (name, value) in response.headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        return TestAnswer(
            status: Int(response.status.code), headers: fields, body: Array(content.readableBytesView))
    }

    // MARK: Set-up

    private func environment(of service: ServiceName) -> [String: String] {
        var values = TestTools.environment.merging(extra) { $1 }
        values["QUEN_HTTP_PORT"] = "\(ports[service]?.http ?? 0)"
        values["QUEN_ADMIN_PORT"] = "\(ports[service]?.admin ?? 0)"
        values["QUEN_ADMIN_TOKEN_FILE"] = secret("admin-token")
        values["QUEN_STORE_DIRECTORY"] = "\(directory)/\(service.rawValue)"
        values["QUEN_BROKER_PORT"] = "\(broker.amqpPort)"
        values["QUEN_BROKER_VHOST"] = host.name
        values["QUEN_BROKER_USER"] = service.rawValue
        values["QUEN_BROKER_PASSWORD_FILE"] = secret("broker-\(service.rawValue)")
        values["QUEN_SHARE_DIRECTORY"] = ServiceUnderTest.repositoryRoot
        if service == .gateway {
            // scrypt at its real cost takes seconds in a debug build.
            values["QUEN_PASSWORD_LOG_N"] = "10"
            for other in ServiceName.allCases where other != .gateway {
                values["QUEN_UPSTREAM_\(other.rawValue.uppercased())"] = http(other)
            }
        }
        return values
    }

    /// The file of a secret, such as `broker-ext-website`.
    public func secret(_ name: String) -> String { "\(directory)/secrets/\(name)" }

    /// All broker users of a test have the administrator's password.
    private func writeSecrets(_ others: [String]) throws {
        for folder in ["secrets", "log"] {
            try FileManager.default.createDirectory(
                atPath: "\(directory)/\(folder)", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
        var secrets = ["admin-token": UUID().uuidString, "broker-admin": broker.password]
        for service in ServiceName.allCases { secrets["broker-\(service.rawValue)"] = broker.password }
        for system in others {
            secrets["broker-" + (system.hasPrefix("sub.") ? "sub-" + system.dropFirst(4) : "ext-" + system)] =
                broker.password
        }
        for (name, value) in secrets {
            let isWritten = FileManager.default.createFile(
                atPath: secret(name), contents: Data(value.utf8), attributes: [.posixPermissions: 0o600])
            guard isWritten else { throw TestFailure("cannot write \(secret(name))") }
        }
    }

    private func writeOperatorConfiguration() throws {
        let services = ServiceName.allCases.map {
            "\"\($0.rawValue)\": {\"http\": \"\(http($0))\", \"admin\": \"\(admin($0))\", \"store\": \"\(directory)/\($0.rawValue)\"}"
        }
        let management = broker.management.address.split(separator: ":").last ?? ""
        let text = """
            {"vhost": "\(host.name)", "broker": {"host": "127.0.0.1", "port": \(broker.amqpPort), "managementPort": \(management),
             "adminUser": "\(broker.user)", "adminPasswordFile": "\(secret("broker-admin"))"},
             "secretsDirectory": "\(directory)/secrets", "adminTokenFile": "\(secret("admin-token"))",
             "services": {\(services.joined(separator: ", "))}, "shareDirectory": "\(ServiceUnderTest.repositoryRoot)"}
            """
        try Data(text.utf8).write(to: URL(filePath: directory + "/operator.json"))
    }
}
