import Configuration
import Foundation
import Logging
import Messages
import Messaging

/// What a service is told at start: by flag (`--http-port 7401`), environment (`QUEN_HTTP_PORT`) or a JSON file
/// (`--config FILE`), in this order. All faults are named at once (OPS-2).
public struct ServiceConfiguration: Sendable {
    public var http: Address
    public var admin: Address
    /// What the operator's tool must show to the admin listener.
    public var adminToken: String
    public var storeDirectory: String
    /// How long to wait for another process to let go of the store.
    public var lockWait: Duration
    /// One installation with its own broker and services; fixed at the first start.
    public var site: String
    public var broker: RabbitConfiguration
    /// Where OpenAPI files, templates and pages lie.
    public var shareDirectory: String
    public var logLevel: Logger.Level
    public var backup: BackupSettings
    /// Everything else, for settings that only one service has.
    public var values: ConfigReader

    public struct Address: Sendable, Hashable {
        public var host: String
        public var port: Int

        public init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }

    /// Throws `ConfigurationFaults` with everything that is wrong.
    public static func load(_ service: ServiceName) async throws -> ServiceConfiguration {
        let flags = CommandLineArgumentsProvider()
        let environment = EnvironmentVariablesProvider().prefixKeys(with: "quen")
        var reader = ConfigReader(providers: [flags, environment])
        if let file = reader.string(forKey: "config") {
            let path = InMemoryProvider(values: ["filePath": .init(.string(file), isSecret: false)])
            let json = try await FileProvider<JSONSnapshot>(config: ConfigReader(provider: path))
            reader = ConfigReader(providers: [flags, environment, json])
        }
        return try ServiceConfiguration(reader, service: service)
    }

    init(_ reader: ConfigReader, service: ServiceName) throws {
        var faults = FaultCollector(reader: reader)
        http = Address(
            host: faults.text("http.host", default: "127.0.0.1"), port: faults.number("http.port", in: 0...65_535))
        admin = Address(
            host: faults.text("admin.host", default: "127.0.0.1"), port: faults.number("admin.port", in: 0...65_535))
        adminToken = faults.secret("admin.tokenFile")
        storeDirectory = faults.text("store.directory")
        lockWait = .seconds(faults.number("lock.wait", in: 0...3600, default: 0))
        site = faults.text("site", default: "main")
        if site.isEmpty || !site.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) {
            faults.add("site", "must consist of letters, digits and hyphens")
        }
        let passwordFile = faults.text("broker.passwordFile")
        _ = faults.secret("broker.passwordFile")
        let caFile = reader.string(forKey: "broker.tls.caFile")
        broker = RabbitConfiguration(
            host: faults.text("broker.host", default: "127.0.0.1"),
            port: faults.number("broker.port", in: 1...65_535, default: 5672),
            virtualHost: faults.text("broker.vhost", default: "quen"),
            user: faults.text("broker.user", default: service.rawValue),
            password: { FaultCollector.readSecret(passwordFile) ?? "" },
            tls: caFile.map { RabbitConfiguration.TLS(caFile: $0) }, connectionName: service.rawValue)
        shareDirectory = faults.text("share.directory", default: FileManager.default.currentDirectoryPath)
        let level = faults.text("log.level", default: "info")
        logLevel = Logger.Level(rawValue: level) ?? .info
        if Logger.Level(rawValue: level) == nil { faults.add("log.level", "must be debug, info, warning or error") }
        backup = BackupSettings(reader, &faults)
        values = reader
        try faults.throwIfAny()
    }
}

/// A setting as `--help` lists it.
public struct Setting: Sendable, Hashable {
    /// As a JSON file has it: `admin.tokenFile`.
    public var key: String
    /// What counts where nothing is said; nil for one that must be given.
    public var fallback: String?
    public var effect: String

    public init(_ key: String, default fallback: String? = nil, _ effect: String) {
        (self.key, self.fallback, self.effect) = (key, fallback, effect)
    }

    /// As a flag has it, in which a new word begins where a letter is large: `--admin-token-file`.
    var flag: String { "--" + words.joined(separator: "-") }

    private var words: [String] {
        key.split(separator: ".").flatMap { part in
            part.reduce(into: [""]) { words, letter in
                if letter.isUppercase { words.append("") }
                words[words.count - 1] += letter.lowercased()
            }
        }
    }
}

extension ServiceConfiguration {
    /// Those of every service.
    public static let settings = [
        Setting("config", default: "none", "A JSON file with settings; flags and environment win over it"),
        Setting("http.host", default: "127.0.0.1", "Where the API listens"),
        Setting("http.port", "Its port; 0 for any that is free"),
        Setting("admin.host", default: "127.0.0.1", "Where the operator's listener is"),
        Setting("admin.port", "Its port; 0 for any that is free"),
        Setting("admin.tokenFile", "The file with what the operator's tool must show, of 16 characters or more"),
        Setting("store.directory", "Where the store is kept"),
        Setting("lock.wait", default: "0", "Seconds to wait for another process to let go of the store, to 3600"),
        Setting("site", default: "main", "The installation, fixed at the first start: letters, digits, hyphens"),
        Setting("broker.host", default: "127.0.0.1", "Where RabbitMQ is"),
        Setting("broker.port", default: "5672", "Its port"),
        Setting("broker.vhost", default: "quen", "The virtual host"),
        Setting("broker.user", default: "the service's name", "The user at the broker"),
        Setting("broker.passwordFile", "The file with that user's password"),
        Setting("broker.tls.caFile", default: "no TLS", "The authority that the broker's certificate is of"),
        Setting("share.directory", default: "the working directory", "Where OpenAPI files, templates and pages lie"),
        Setting("log.level", default: "info", "debug, info, warning or error"),
        Setting("backup.directory", default: "none", "Where backups go; a whole path"),
        Setting("backup.every", default: "none by itself", "How often a backup is taken, such as 30m, 6h or 1d"),
        Setting("backup.keep", default: "all", "How many backups are left in the folder"),
        Setting("backup.keyFile", default: "not encrypted", "A file of 32 bytes or more to encrypt backups with"),
    ]

    /// What `--help` says: each setting with its flag, what it does and what counts without it.
    public static func help(_ service: ServiceName, and own: [Setting]) -> String {
        let lines = (settings + own).map { setting in
            "  \(setting.flag)\n      \(setting.effect) "
                + (setting.fallback.map { "(\($0) where it is left out)." } ?? "(needed).")
        }
        return """
            usage: \(service.rawValue) --NAME VALUE …

            Each setting is a flag (--http-port 7401), an environment variable (QUEN_HTTP_PORT) or a member of the JSON file
            that --config names ({"http": {"port": 7401}}), in this order. All that is wrong is named at once.

            \(lines.joined(separator: "\n"))

            """
    }
}

/// Everything that is wrong with the configuration.
public struct ConfigurationFaults: Error, Sendable, CustomStringConvertible {
    public let faults: [String]
    public init(_ faults: [String]) { self.faults = faults }
    public var description: String {
        "The configuration has \(faults.count) fault(s):\n" + faults.map { "  - \($0)" }.joined(separator: "\n")
    }
}

/// Reads values and remembers what is wrong with them, so that an operator sees all at once.
public struct FaultCollector: Sendable {
    private let reader: ConfigReader
    private var faults: [String] = []

    public init(reader: ConfigReader) { self.reader = reader }

    public mutating func add(_ key: String, _ fault: String) {
        faults.append("\(key) (\(Setting(key, "").flag)): \(fault)")
    }

    public mutating func text(_ key: String, default fallback: String? = nil) -> String {
        if let value = reader.string(forKey: ConfigKey(key)) ?? fallback { return value }
        add(key, "is missing")
        return ""
    }

    public mutating func number(_ key: String, in range: ClosedRange<Int>, default fallback: Int? = nil) -> Int {
        guard let text = reader.string(forKey: ConfigKey(key)) else {
            if let value = reader.int(forKey: ConfigKey(key)) ?? fallback, range.contains(value) { return value }
            add(key, "is missing; a whole number from \(range.lowerBound) to \(range.upperBound)")
            return range.lowerBound
        }
        guard let value = Int(text), range.contains(value) else {
            add(key, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return range.lowerBound
        }
        return value
    }

    /// The content of the file that `key` names.
    public mutating func secret(_ key: String) -> String {
        guard let path = reader.string(forKey: ConfigKey(key)) else {
            add(key, "is missing; the path of a file that only the service can read")
            return ""
        }
        guard let secret = Self.readSecret(path), secret.count >= 16 else {
            add(key, "\(path) cannot be read or holds fewer than 16 characters")
            return ""
        }
        return secret
    }

    public func throwIfAny() throws {
        if !faults.isEmpty { throw ConfigurationFaults(faults) }
    }

    static func readSecret(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
