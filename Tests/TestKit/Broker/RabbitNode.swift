import Foundation

/// The processes of a private RabbitMQ: the node, its epmd, and a watchdog that ends both when the tests' process ends.
actor RabbitNode {
    struct Ports: Sendable {
        let amqp: Int
        let management: Int
        let distribution: Int
        let epmd: Int
        let tls: Int
    }

    private static let programs = "/usr/lib/rabbitmq/bin"

    /// Its part before `@localhost`.
    nonisolated let name: String
    nonisolated let ports: Ports
    nonisolated let user = "administrator"
    nonisolated let password: String
    private nonisolated let cookie: String
    /// The node whose epmd this one is found by, and whose cluster it is to join.
    private let first: RabbitNode?
    /// The certificate of `localhost`, signed by itself.
    nonisolated let certificate: URL
    private let folder: URL
    /// Whose closing tells the watchdog that the tests have ended.
    private let lifeline = Pipe()
    private var epmd: Process?
    private var watchdog: Process?
    private var server: Process?

    /// `first`: the node whose cluster this one can `join`.
    init(name: String = "quen", with first: RabbitNode? = nil) throws {
        self.name = name
        self.first = first
        password = first?.password ?? UUID().uuidString
        cookie = first?.cookie ?? UUID().uuidString
        let program = Self.programs + "/rabbitmq-server"
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw PrivateBrokerError.notInstalled(path: program)
        }
        let free = try LoopbackSocket.freePorts(5)
        ports = Ports(
            amqp: free[0], management: free[1], distribution: free[2], epmd: first?.ports.epmd ?? free[3], tls: free[4])
        folder = FileManager.default.temporaryDirectory.appending(path: "quen-rabbit-\(UUID().uuidString.prefix(8))")
        certificate = folder.appending(path: "certificate.pem")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Self.writeFiles(in: folder, ports: ports, user: user, password: password, cookie: cookie)
    }

    func start() async throws {
        if watchdog == nil {
            try startCompanions()
            try await makeCertificate()
        }
        server = try launch(Self.programs + "/rabbitmq-server", [], log: "server.out")
        try await waitUntilReady()
    }

    /// Gives up what it has and becomes one of the cluster of its first node.
    func join() async throws {
        guard let first else { throw PrivateBrokerError.notOurs }
        _ = try await control(["stop_app"])
        _ = try await control(["join_cluster", "\(first.name)@localhost"])
        _ = try await control(["start_app"])
        try await waitUntilReady()
    }

    func kill9() async throws {
        if let node = nodeProcess { kill(node, SIGKILL) }
        try await waitForEnd(of: server)
    }

    /// Stops the node's process in its tracks, or lets it go on: to its peers a network that swallows everything.
    func setFrozen(_ isFrozen: Bool) {
        if let node = nodeProcess { kill(node, isFrozen ? SIGSTOP : SIGCONT) }
    }

    func restart() async throws {
        if let server, server.isRunning {
            _ = try await control(["stop"])
            try await waitForEnd(of: server)
        }
        try await start()
    }

    /// The watchdog ends what is left and removes the folder when its input ends.
    func remove() async throws {
        try await kill9()
        try lifeline.fileHandleForWriting.close()
        try await waitForEnd(of: watchdog)
    }

    func control(_ arguments: [String]) async throws -> String {
        let name = "control-\(UUID().uuidString.prefix(8)).out"
        let command = try launch(Self.programs + "/rabbitmqctl", arguments, log: name)
        try await waitForEnd(of: command)
        let output = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        guard command.terminationStatus == 0 else {
            throw PrivateBrokerError.command(name: arguments.joined(separator: " "), output: output)
        }
        return output
    }

    // MARK: - Processes

    private func startCompanions() throws {
        if first == nil {
            epmd = try launch("/usr/bin/epmd", ["-port", "\(ports.epmd)", "-address", "127.0.0.1"], log: "epmd.out")
        }
        // It reads until the tests' process closes the pipe by ending.
        let script = """
            trap '' INT TERM HUP; cat >/dev/null
            kill -9 "$(cat "$1/pid" 2>/dev/null)" $2 2>/dev/null
            rm -rf "$1"
            """
        let watchdog = Process()
        watchdog.executableURL = URL(filePath: "/bin/sh")
        watchdog.arguments = ["-c", script, "watchdog", folder.path, epmd.map { "\($0.processIdentifier)" } ?? ""]
        // Programs that other tests start must not keep the pipe open.
        _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        watchdog.standardInput = lifeline
        watchdog.standardOutput = FileHandle.nullDevice
        watchdog.standardError = FileHandle.nullDevice
        try watchdog.run()
        self.watchdog = watchdog
    }

    private func makeCertificate() async throws {
        let arguments = """
            req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
            -addext subjectAltName=DNS:localhost -keyout key.pem -out certificate.pem
            """
        let command = try launch(
            "/usr/bin/openssl", arguments.split(separator: " ").map(String.init), log: "openssl.out")
        try await waitForEnd(of: command)
        guard command.terminationStatus == 0 else {
            let output = try String(contentsOf: folder.appending(path: "openssl.out"), encoding: .utf8)
            throw PrivateBrokerError.command(name: "openssl req", output: output)
        }
    }

    private func launch(_ program: String, _ arguments: [String], log: String) throws -> Process {
        let file = folder.appending(path: log)
        try Data().write(to: file)
        let output = try FileHandle(forWritingTo: file)
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        return process
    }

    /// The Erlang machine's process.
    private var nodeProcess: pid_t? {
        let text = try? String(contentsOf: folder.appending(path: "pid"), encoding: .utf8)
        return text.flatMap { pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    private func waitForEnd(of process: Process?) async throws {
        while process?.isRunning == true { try await Task.sleep(for: .milliseconds(20)) }
    }

    // MARK: - Readiness

    private func waitUntilReady() async throws {
        let management = BrokerManagement(
            address: "http://127.0.0.1:\(ports.management)", user: user, password: password)
        let deadline = ContinuousClock.now + .seconds(90)
        while ContinuousClock.now < deadline, server?.isRunning == true {
            if LoopbackSocket.speaksAMQP(port: ports.amqp), (try? await management.send("GET", ["overview"])) != nil {
                return
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        let log = try? String(contentsOf: folder.appending(path: "server.out"), encoding: .utf8)
        throw PrivateBrokerError.notReady(log: String((log ?? "").suffix(2000)))
    }

    // MARK: - Configuration

    private var environment: [String: String] {
        let path = { (name: String) in self.folder.appending(path: name).path }
        return [
            "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8", "HOME": folder.path,
            "RABBITMQ_CONF_ENV_FILE": "/dev/null", "RABBITMQ_NODENAME": "\(name)@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1", "RABBITMQ_NODE_PORT": "\(ports.amqp)",
            "RABBITMQ_DIST_PORT": "\(ports.distribution)", "RABBITMQ_MNESIA_BASE": path("data"),
            "RABBITMQ_LOG_BASE": path("log"), "RABBITMQ_PID_FILE": path("pid"),
            "RABBITMQ_GENERATED_CONFIG_DIR": path("generated"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": path("advanced.config"),
            "RABBITMQ_CONFIG_FILE": path("rabbitmq.conf"), "RABBITMQ_ENABLED_PLUGINS_FILE": path("enabled_plugins"),
            "ERL_EPMD_ADDRESS": "127.0.0.1", "ERL_EPMD_PORT": "\(ports.epmd)",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            // The start script then becomes the node. Its shell would wait for the node by SIGCHLD, which is blocked
            // in what a thread of the tests starts, and stay for ever.
            "RUNNING_UNDER_SYSTEMD": "true",
        ]
    }

    private static func writeFiles(
        in folder: URL, ports: Ports, user: String, password: String, cookie value: String
    ) throws {
        let configuration = """
            listeners.tcp.default = 127.0.0.1:\(ports.amqp)
            listeners.ssl.default = 127.0.0.1:\(ports.tls)
            ssl_options.certfile = \(folder.path)/certificate.pem
            ssl_options.keyfile = \(folder.path)/key.pem
            management.tcp.ip = 127.0.0.1
            management.tcp.port = \(ports.management)
            default_user = \(user)
            default_pass = \(password)
            vm_memory_high_watermark.absolute = 2GB
            disk_free_limit.absolute = 200MB
            max_message_size = 262144
            log.console = false

            """
        let cookie = folder.appending(path: ".erlang.cookie")
        try Data(configuration.utf8).write(to: folder.appending(path: "rabbitmq.conf"))
        try Data("[rabbitmq_management].\n".utf8).write(to: folder.appending(path: "enabled_plugins"))
        try Data("[].\n".utf8).write(to: folder.appending(path: "advanced.config"))
        try Data(value.utf8).write(to: cookie)
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: cookie.path)
    }
}
