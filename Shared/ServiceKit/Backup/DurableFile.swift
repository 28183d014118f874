import Crypto
import Dispatch
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Files that are on the disk, and not only in memory, when a call returns.
enum DurableFile: Sendable {
    static let chunk = 1 << 20

    /// Runs `body`, which waits for the disk, where it keeps nobody's task from running.
    static func aside<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async { continuation.resume(with: Result { try body() }) }
        }
    }

    /// Writes the file, or the folder's list of names, to the disk.
    static func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw fault(path) }
    }

    /// Gives the file its name, in one step that is whole or not there after a power cut. One of that name is replaced.
    static func place(_ draft: String, as path: String) throws {
        try sync(draft)
        guard rename(draft, path) == 0 else { throw fault(path) }
        try sync(folder(of: path))
    }

    static func folder(of path: String) -> String { URL(filePath: path).deletingLastPathComponent().path }

    static func write(_ bytes: [UInt8], to path: String) throws {
        let isWritten = FileManager.default.createFile(
            atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        guard isWritten else { throw BackupError.file(path: path, reason: "cannot be written") }
    }

    static func remove(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw fault(path) }
    }

    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw BackupError.file(path: path, reason: "the folder cannot be made")
        }
    }

    /// Reads the file from its beginning; `isLast` comes once, with what is left over, which may be nothing.
    static func read(_ path: String, chunk: Int = chunk, _ body: (_ bytes: Data, _ isLast: Bool) throws -> Void) throws
    {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw fault(path) }
        defer { try? handle.close() }
        var held = try handle.read(upToCount: chunk) ?? Data()
        while held.count == chunk {
            let next = try handle.read(upToCount: chunk) ?? Data()
            try body(held, next.isEmpty)
            if next.isEmpty { return }
            held = next
        }
        try body(held, true)
    }

    /// Size and SHA-256 in hexadecimal.
    static func digest(_ path: String) throws -> (bytes: Int, sha256: String) {
        var (hash, bytes) = (SHA256(), 0)
        try read(path) { data, _ in
            hash.update(data: data)
            bytes += data.count
        }
        return (bytes, hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }

    private static func fault(_ path: String) -> BackupError {
        .file(path: path, reason: String(cString: strerror(errno)))
    }
}
