import Foundation
import Logging
import Messages
import ServiceLifecycle
import Store

/// Takes backups of a store, one at a time: on request, and by itself where there is a schedule (OPS-5).
public actor BackupKeeper {
    private let store: ServiceStore
    private let settings: BackupSettings
    private let logger: Logger
    private var isAtWork = false
    private var failure: String?

    public init(store: ServiceStore, settings: BackupSettings, logger: Logger) {
        self.store = store
        self.settings = settings
        self.logger = logger
    }

    /// How backups stand, for `quen doctor`.
    public struct Status: Codable, Sendable, Hashable {
        /// Where this service puts them by itself.
        public var directory: String?
        /// Seconds between two; nothing where none is taken by itself.
        public var every: Int?
        public var keep: Int?
        public var newest: Instant?
        /// Why the last one failed; nothing where it went well.
        public var failure: String?

        public init(
            directory: String? = nil, every: Int? = nil, keep: Int? = nil, newest: Instant? = nil,
            failure: String? = nil
        ) {
            self.directory = directory
            self.every = every
            self.keep = keep
            self.newest = newest
            self.failure = failure
        }
    }

    /// Takes a backup now. Throws `BackupError.atWork` where one is under way.
    ///
    /// - Parameters:
    ///   - directory: the whole path of a folder; else that of the settings.
    ///   - keep: how many of this service's are left in the folder; else all, or as many as the settings say in their own.
    ///   - cause: who wants it. That it was taken is noted in the audit: all that the service holds is in it.
    public func take(to directory: String? = nil, keep: Int? = nil, by cause: Cause = .system) async throws
        -> BackupManifest
    {
        guard let place = directory ?? settings.directory, place.hasPrefix("/") else { throw BackupError.noDirectory }
        guard !isAtWork else { throw BackupError.atWork }
        isAtWork = true
        defer { isAtWork = false }
        let folder = BackupFolder(place)
        do {
            let manifest = try await folder.add(store, cipher: try settings.keyFile.map(BackupCipher.init))
            if let keep = keep ?? (place == settings.directory ? settings.keep : nil) {
                try folder.prune(store.service.rawValue, keep: keep)
            }
            logger.info("backup taken", metadata: ["file": "\(place)/\(manifest.file)", "bytes": "\(manifest.bytes)"])
            await note(["directory": place, "file": manifest.file], cause)
            failure = nil
            return manifest
        } catch {
            failure = (error as? any QuenError)?.message.en ?? "\(error)"
            logger.error("backup failed", metadata: ["directory": "\(place)", "reason": "\(failure ?? "")"])
            throw error
        }
    }

    /// A store that cannot be written is all the more to be backed up.
    private func note(_ details: [String: String], _ cause: Cause) async {
        do {
            try await store.write(cause: cause, priority: .background) {
                try $0.audit("backup taken", subject: nil, details: details)
            }
        } catch {
            logger.warning("the backup was not noted in the audit", metadata: ["error": "\(error)"])
        }
    }

    public func status() throws -> Status {
        Status(
            directory: settings.directory, every: settings.every.map { Int($0.components.seconds) },
            keep: settings.keep, newest: try newest(), failure: failure)
    }

    /// Takes one if it is time; how long to sleep until the next look.
    func takeIfDue() async -> Duration {
        let longest = Duration.seconds(60)
        guard let every = settings.every else { return longest }
        do {
            let due = try newest()?.adding(every) ?? store.world.now()
            if due <= store.world.now() { _ = try await take() }
            return min(longest, every)
        } catch {
            if failure == nil { failure = "\(error)" }
            return longest
        }
    }

    /// When the oldest backup in the settings' folder was taken.
    public func oldest() -> Instant? {
        guard let directory = settings.directory else { return nil }
        return try? BackupFolder(directory).manifests(of: store.service.rawValue).last?.takenAt
    }

    /// From the folder, so that a restart takes none before it is time.
    private func newest() throws -> Instant? {
        guard let directory = settings.directory else { return nil }
        return try BackupFolder(directory).manifests(of: store.service.rawValue).first?.takenAt
    }
}

/// The schedule at work.
public struct ScheduledBackups: Service {
    private let keeper: BackupKeeper

    public init(_ keeper: BackupKeeper) { self.keeper = keeper }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let pause = await keeper.takeIfDue()
                try? await Task.sleep(for: pause)
            }
        }
    }
}
