import Crypto
import Foundation

/// Encrypts backups in pieces of 1 MiB with AES-256-GCM. The key is derived from a key file and from random bytes that
/// stand at the beginning, so that no two files share one; each piece's nonce holds its number and whether it is the
/// last, so that none can be left out, moved or cut off unnoticed.
public struct BackupCipher: Sendable {
    private static let magic = Data("QUENBK01".utf8)
    private static let saltBytes = 16
    private static let tagBytes = 16
    private let secret: SymmetricKey

    /// - Parameter keyFile: at least 32 bytes; `head -c 32 /dev/urandom` makes one.
    public init(keyFile: String) throws {
        guard let bytes = FileManager.default.contents(atPath: keyFile), bytes.count >= 32 else {
            throw BackupError.file(path: keyFile, reason: "the key cannot be read or has fewer than 32 bytes")
        }
        secret = SymmetricKey(data: bytes)
    }

    static func isEncrypted(_ path: String) -> Bool {
        guard let handle = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: magic.count)) == magic
    }

    func encrypt(_ source: String, to target: String) throws {
        let salt = Data((0..<Self.saltBytes).map { _ in UInt8.random(in: .min ... .max) })
        let key = key(salt)
        try Self.writing(target) { output in
            try output.write(contentsOf: Self.magic + salt)
            var number: UInt64 = 0
            try DurableFile.read(source) { bytes, isLast in
                let box = try AES.GCM.seal(bytes, using: key, nonce: Self.nonce(number, isLast))
                try output.write(contentsOf: box.ciphertext + box.tag)
                number += 1
            }
        }
    }

    /// Throws `BackupError.wrongKey` where a piece is not as it was written.
    func decrypt(_ source: String, to target: String) throws {
        guard let input = FileHandle(forReadingAtPath: source) else {
            throw BackupError.file(path: source, reason: "cannot be read")
        }
        defer { try? input.close() }
        let head = try input.read(upToCount: Self.magic.count + Self.saltBytes) ?? Data()
        guard head.count == Self.magic.count + Self.saltBytes, head.starts(with: Self.magic) else {
            throw BackupError.wrongKey(path: source)
        }
        let key = key(Data(head.dropFirst(Self.magic.count)))
        try Self.writing(target) { output in
            let piece = DurableFile.chunk + Self.tagBytes
            var number: UInt64 = 0
            var held = try input.read(upToCount: piece) ?? Data()
            var isLast = false
            while !isLast {
                let next = held.count == piece ? try input.read(upToCount: piece) ?? Data() : Data()
                isLast = next.isEmpty
                try output.write(contentsOf: try Self.opened(held, key, Self.nonce(number, isLast), source))
                (held, number) = (next, number + 1)
            }
        }
    }

    private static func opened(_ piece: Data, _ key: SymmetricKey, _ nonce: AES.GCM.Nonce, _ path: String) throws
        -> Data
    {
        guard piece.count >= tagBytes else { throw BackupError.wrongKey(path: path) }
        do {
            let box = try AES.GCM.SealedBox(
                nonce: nonce, ciphertext: piece.dropLast(tagBytes), tag: piece.suffix(tagBytes))
            return try AES.GCM.open(box, using: key)
        } catch {
            throw BackupError.wrongKey(path: path)
        }
    }

    private func key(_ salt: Data) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret, salt: salt, info: Data("quen backup".utf8), outputByteCount: 32)
    }

    private static func nonce(_ number: UInt64, _ isLast: Bool) throws -> AES.GCM.Nonce {
        let counter = withUnsafeBytes(of: number.bigEndian) { Data($0) }
        return try AES.GCM.Nonce(data: counter + Data([0, 0, 0, isLast ? 1 : 0]))
    }

    private static func writing(_ path: String, _ body: (FileHandle) throws -> Void) throws {
        try DurableFile.write([], to: path)
        guard let handle = FileHandle(forWritingAtPath: path) else {
            throw BackupError.file(path: path, reason: "cannot be written")
        }
        do { try body(handle) } catch {
            try? handle.close()
            throw error
        }
        try handle.close()
    }
}
