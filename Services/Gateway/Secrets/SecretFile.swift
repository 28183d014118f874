import Foundation

/// A file that only the service's own user may read.
enum SecretFile {
    enum Failure: Error, CustomStringConvertible {
        case cannotWrite(String)
        var description: String {
            switch self {
            case .cannotWrite(let path): "cannot write \(path)"
            }
        }
    }

    /// Replaces the file whole; it is on the disk when this returns.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let draft = path + ".new"
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Failure.cannotWrite(draft) }
        let written = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
        let isSynced = fsync(file) == 0
        close(file)
        guard written == bytes.count, isSynced, rename(draft, path) == 0 else { throw Failure.cannotWrite(path) }
        syncDirectory(of: path)
    }

    static func read(_ path: String) -> [UInt8]? { FileManager.default.contents(atPath: path).map(Array.init) }

    /// Does nothing where there is none.
    static func remove(_ path: String) { unlink(path) }

    private static func syncDirectory(of path: String) {
        let directory = open(URL(filePath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return }
        fsync(directory)
        close(directory)
    }
}
