import Foundation
import Messages
import Store

/// A folder of backups: each a file and its manifest beside it. A manifest is there only where its file is whole.
public struct BackupFolder: Sendable {
    public let directory: String

    public init(_ directory: String) { self.directory = directory }

    /// The whole backups of `service`, newest first. A manifest that cannot be read is passed over: `quen backup verify`
    /// names it.
    public func manifests(of service: String) throws -> [BackupManifest] {
        guard FileManager.default.fileExists(atPath: directory) else { return [] }
        return try names().filter { $0.hasPrefix(service + "-") && $0.hasSuffix(".json") }
            .compactMap { name in
                FileManager.default.contents(atPath: path(name)).flatMap {
                    try? WireJSON.decode(BackupManifest.self, from: $0)
                }
            }
            .filter { $0.store.service == service }.sorted { $0.takenAt > $1.takenAt }
    }

    /// Copies the store into the folder, durably, under a name of its own.
    func add(_ store: ServiceStore, cipher: BackupCipher?) async throws -> BackupManifest {
        try DurableFile.makeFolder(directory)
        try removeDrafts(of: store.service.rawValue)
        let takenAt = store.world.now()
        let name = BackupManifest.name(store.service.rawValue, takenAt)
        let file = name + ".sqlite" + (cipher == nil ? "" : ".enc")
        // An unencrypted copy lies only where the store itself lies.
        let copy = cipher == nil ? draft(file) : DurableFile.folder(of: store.path) + "/.backup.part"
        try DurableFile.remove(copy)
        var isPlaced = false
        defer { if !isPlaced { removeHalf(file, name) } }
        defer { if cipher != nil { try? FileManager.default.removeItem(atPath: copy) } }
        try DurableFile.write([], to: copy)
        let facts = try await store.copy(to: copy)
        let manifest = try await DurableFile.aside {
            if let cipher { try cipher.encrypt(copy, to: draft(file)) }
            let (bytes, sha256) = try DurableFile.digest(draft(file))
            let manifest = BackupManifest(
                file: file, takenAt: takenAt, bytes: bytes, sha256: sha256,
                encryption: cipher == nil ? nil : BackupManifest.encryption, store: facts)
            try DurableFile.place(draft(file), as: path(file))
            try DurableFile.write(try WireJSON.encode(manifest), to: draft(name))
            try DurableFile.place(draft(name), as: path(name + ".json"))
            return manifest
        }
        isPlaced = true
        return manifest
    }

    /// A backup that failed, on a full disk say, leaves nothing that keeps it full.
    private func removeHalf(_ file: String, _ name: String) {
        for path in [draft(file), draft(file) + "-journal", draft(name)] { try? DurableFile.remove(path) }
    }

    /// Deletes all but the `keep` newest backups of `service`; the manifest first, so that no half a backup is listed.
    func prune(_ service: String, keep: Int) throws {
        for old in try manifests(of: service).dropFirst(max(keep, 1)) {
            let name = BackupManifest.name(service, old.takenAt)
            try DurableFile.remove(path(name + ".json"))
            try DurableFile.remove(path(old.file))
        }
    }

    /// What a process that died left half written.
    private func removeDrafts(of service: String) throws {
        for name in try names() where name.hasPrefix(".\(service)-") && name.hasSuffix(".part") {
            try DurableFile.remove(path(name))
        }
    }

    private func names() throws -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: directory).sorted() } catch {
            throw BackupError.file(path: directory, reason: "the folder cannot be read")
        }
    }

    private func path(_ name: String) -> String { directory + "/" + name }
    private func draft(_ name: String) -> String { path(".\(name).part") }
}
