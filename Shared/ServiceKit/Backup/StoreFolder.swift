import Foundation
import Messages
import Store

/// The data folder of a service that does not run: what may be done to its store then. Whoever makes one holds the
/// store's lock, so that the service cannot start meanwhile.
public struct StoreFolder: Sendable {
    public let directory: String
    private let service: String
    private let lock: StoreLock
    private var store: String { directory + "/store.sqlite" }

    /// Throws `StoreError.locked` where the service runs.
    public init(_ directory: String, service: String) throws {
        try DurableFile.makeFolder(directory)
        self.directory = directory
        self.service = service
        lock = try StoreLock(path: directory + "/store.lock")
    }

    public struct Restored: Sendable {
        public var epoch: Int64
        /// Where the store that was there before lies now; nothing where there was none.
        public var setAside: String?
    }

    /// What the store here says of itself; nothing where there is none.
    public func facts() throws -> StoreFacts? {
        guard FileManager.default.fileExists(atPath: store) else { return nil }
        return try StoreFile(path: store).facts()
    }

    /// Puts the backup in the store's place, with a new epoch and an open restoration. The present store is set aside
    /// first and never deleted. A power cut leaves either the one or the other whole.
    public func restore(_ backup: BackupFile, cipher: BackupCipher?, at now: Instant) throws -> Restored {
        let present = try? facts()
        try check(backup, against: present)
        let draft = directory + "/.restoring.sqlite"
        try backup.extract(to: draft, cipher: cipher)
        // Higher than any that was ever given out here, however often one backup is restored.
        let epoch = max(backup.manifest.store.epoch, present?.epoch ?? 0, lastEpoch()) + 1
        try StoreFile(path: draft).markRestored(epoch: epoch, backupAt: backup.manifest.takenAt, at: now)
        try keepEpoch(epoch)
        let aside = try setAside(before: "restore", at: now)
        try DurableFile.place(draft, as: store)
        return Restored(epoch: epoch, setAside: aside)
    }

    /// Copies the store into another folder that has none, for a trial. The copy is the same store: it may not speak with
    /// the same broker.
    public func clone(to other: String) throws {
        let target = other + "/store.sqlite"
        guard FileManager.default.fileExists(atPath: store) else {
            throw BackupError.file(path: store, reason: "there is no store")
        }
        guard !FileManager.default.fileExists(atPath: target) else {
            throw BackupError.file(path: target, reason: "there is a store already")
        }
        try DurableFile.makeFolder(other)
        try StoreFile(path: store).checkpoint()
        let draft = target + ".part"
        try DurableFile.remove(draft)
        do { try FileManager.default.copyItem(atPath: store, toPath: draft) } catch {
            throw BackupError.file(path: draft, reason: "cannot be written")
        }
        for part in ["-wal", "-shm"] { try DurableFile.remove(target + part) }
        try DurableFile.place(draft, as: target)
    }

    /// Leaves the folder without a store; the one that was there is set aside first. Returns where it lies.
    public func wipe(at now: Instant) throws -> String? {
        guard let aside = try setAside(before: "wipe", at: now) else { return nil }
        try DurableFile.remove(store)
        try DurableFile.sync(directory)
        return aside
    }

    private func check(_ backup: BackupFile, against present: StoreFacts?) throws {
        let facts = backup.manifest.store
        let site = present?.site ?? facts.site
        guard facts.service == service, facts.site == site else {
            throw StoreError.foreign(expected: "\(service) at \(site)", found: "\(facts.service) at \(facts.site)")
        }
    }

    /// Moves the present store, with its log, into a folder of its own; the file itself stays in place as well until
    /// another takes its name.
    private func setAside(before what: String, at now: Instant) throws -> String? {
        // A log without its store would be taken for that of whatever store comes next.
        let parts = ["-wal", "-shm"]
        let hasStore = FileManager.default.fileExists(atPath: store)
        guard hasStore || parts.contains(where: { FileManager.default.fileExists(atPath: store + $0) }) else {
            return nil
        }
        let folder = directory + "/store-before-\(what)-" + now.description.filter { $0.isLetter || $0.isNumber }
        try DurableFile.makeFolder(folder)
        // A sound store takes in its log first; a damaged one is kept as it is, in parts.
        if hasStore { try? StoreFile(path: store).checkpoint() }
        do {
            if hasStore { try FileManager.default.linkItem(atPath: store, toPath: folder + "/store.sqlite") }
            for part in parts where FileManager.default.fileExists(atPath: store + part) {
                try FileManager.default.moveItem(atPath: store + part, toPath: folder + "/store.sqlite" + part)
            }
        } catch {
            throw BackupError.file(path: folder, reason: "the present store cannot be set aside")
        }
        try DurableFile.sync(folder)
        try DurableFile.sync(directory)
        return folder
    }

    /// The last epoch that was given out here is also kept beside the store, for the store may be lost.
    private var epochFile: String { directory + "/store.epoch" }

    private func lastEpoch() -> Int64 {
        guard let data = FileManager.default.contents(atPath: epochFile) else { return 0 }
        return Int64(String(decoding: data, as: UTF8.self)) ?? 0
    }

    private func keepEpoch(_ epoch: Int64) throws {
        try DurableFile.write(Array("\(epoch)".utf8), to: epochFile + ".part")
        try DurableFile.place(epochFile + ".part", as: epochFile)
    }
}
