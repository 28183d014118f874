import Foundation
import Messages
import Store

/// A backup as it lies in a folder, with what its manifest says of it.
public struct BackupFile: Sendable {
    public let path: String
    public let manifest: BackupManifest

    /// Throws `BackupError.file` where there is no manifest beside it: it is not whole then, or no backup.
    public init(path: String) throws {
        let names = [".enc", ".sqlite", ".json"]
        let stem = names.reduce(path) { $0.hasSuffix($1) ? String($0.dropLast($1.count)) : $0 }
        guard let bytes = FileManager.default.contents(atPath: stem + ".json"),
            let manifest = try? WireJSON.decode(BackupManifest.self, from: bytes)
        else { throw BackupError.file(path: path, reason: "it has no manifest beside it, so it is no whole backup") }
        self.manifest = manifest
        self.path = DurableFile.folder(of: stem) + "/" + manifest.file
    }

    /// What is wrong with it; nothing where it can be restored.
    ///
    /// - Parameters:
    ///   - cipher: without one, nothing is said of the content of an encrypted backup.
    ///   - known: the migrations that the release which is to read it knows; nothing where that is not known.
    public func faults(cipher: BackupCipher?, known: Set<String>?) throws -> [String] {
        guard FileManager.default.fileExists(atPath: path) else { return ["the file is missing"] }
        let (bytes, sha256) = try DurableFile.digest(path)
        guard bytes == manifest.bytes, sha256 == manifest.sha256 else {
            return ["the file is not as it was written: \(bytes) of \(manifest.bytes) bytes, another checksum"]
        }
        guard manifest.encryption == nil || cipher != nil else { return [] }
        return try withStore(cipher) { store in
            let facts = try store.facts()
            return try store.faults() + (facts == manifest.store ? [] : ["the manifest is of another store"])
                + Self.unknown(facts.migrations, known)
        }
    }

    private static func unknown(_ migrations: [String], _ known: Set<String>?) -> [String] {
        let known = known ?? Set(migrations.filter { !$0.hasPrefix("base-") } + StoreFile.baseMigrations)
        let newer = Set(migrations).subtracting(known)
        return newer.isEmpty
            ? [] : ["it was written by a newer release, which knows: \(newer.sorted().joined(separator: ", "))"]
    }

    /// Puts the store that it holds at `target`.
    func extract(to target: String, cipher: BackupCipher?) throws {
        // A journal that a broken-off restore left would be rolled back into this one.
        for part in ["", "-journal", "-wal", "-shm"] { try DurableFile.remove(target + part) }
        if manifest.encryption == nil {
            do { try FileManager.default.copyItem(atPath: path, toPath: target) } catch {
                throw BackupError.file(path: target, reason: "cannot be written")
            }
        } else {
            guard let cipher else { throw BackupError.keyNeeded(path: path) }
            try cipher.decrypt(path, to: target)
        }
    }

    /// The store that it holds, in a file of its own where it is encrypted.
    private func withStore<T>(_ cipher: BackupCipher?, _ body: (StoreFile) throws -> T) throws -> T {
        guard manifest.encryption != nil else { return try body(StoreFile(path: path)) }
        let folder = NSTemporaryDirectory() + "quen-backup-" + UUID().uuidString
        try DurableFile.makeFolder(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try extract(to: folder + "/store.sqlite", cipher: cipher)
        return try body(StoreFile(path: folder + "/store.sqlite"))
    }
}
