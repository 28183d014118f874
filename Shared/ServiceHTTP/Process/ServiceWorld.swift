import Foundation
import Logging
import Messages
import Messaging
import ServiceKit
import Store

/// What differs between production and tests: everything else is built by the service's one `build` function.
public struct ServiceWorld: Sendable {
    public var storeDirectory: String
    public var site: String
    public var lockWait: Duration
    public var broker: any Broker
    public var world: World
    public var logger: Logger
    public var shareDirectory: String
    public var adminToken: String
    public var backup: BackupSettings
    /// Where it will listen; nothing in tests.
    public var listeners: [ListenerStatus] = []

    public init(
        storeDirectory: String, site: String = "main", lockWait: Duration = .zero, broker: any Broker,
        world: World = .live, logger: Logger, shareDirectory: String, adminToken: String,
        backup: BackupSettings = BackupSettings()
    ) {
        self.storeDirectory = storeDirectory
        self.site = site
        self.lockWait = lockWait
        self.broker = broker
        self.world = world
        self.logger = logger
        self.shareDirectory = shareDirectory
        self.adminToken = adminToken
        self.backup = backup
    }

    /// As production runs it.
    public init(_ configuration: ServiceConfiguration, service: ServiceName) {
        let level = configuration.logLevel
        let logger = Logger(label: service.rawValue) { JSONLogHandler(label: $0, level: level) }
        self.init(
            storeDirectory: configuration.storeDirectory, site: configuration.site, lockWait: configuration.lockWait,
            broker: RabbitBroker(configuration.broker), world: TestHooks.world, logger: logger,
            shareDirectory: configuration.shareDirectory, adminToken: configuration.adminToken,
            backup: configuration.backup)
        listeners = [("http", configuration.http), ("admin", configuration.admin)].map { name, address in
            ListenerStatus(name: name, host: address.host, port: address.port, isEncrypted: false)
        }
    }
}
