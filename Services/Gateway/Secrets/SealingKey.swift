import Crypto
import Foundation
import Messages
import ServiceHTTP
import ServiceKit

/// Seals what must be read again but shall not be readable in the store, nor in a copy of it: the secrets of second factors
/// (AES-256-GCM). The key lies in `<store directory>/sealing-key` and nowhere else, so whoever has only a backup has none.
struct SealingKey: Sendable {
    private let key: SymmetricKey
    /// There was none: what was sealed before, if anything, cannot be opened any more.
    let isNew: Bool

    /// Makes one where there is none. Throws `ConfigurationFaults` where there is something else.
    init(directory: String) throws {
        let path = directory + "/sealing-key"
        guard FileManager.default.fileExists(atPath: path) else {
            key = SymmetricKey(size: .bits256)
            isNew = true
            try SecretFile.write(Array(key.withUnsafeBytes { Data($0) }.base64URL.utf8), to: path)
            return
        }
        let text = SecretFile.read(path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        guard let bytes = Data(base64URL: text.trimmingCharacters(in: .whitespacesAndNewlines)), bytes.count == 32
        else {
            throw ConfigurationFaults([
                "\(path) cannot be read or is no key. Put the right file back; without it move it away, and everybody's second factor must be set up anew"
            ])
        }
        key = SymmetricKey(data: bytes)
        isNew = false
    }

    /// `account` is sealed in, so that one account's secret is none of another's.
    func seal(_ secret: Data, for account: EntityID) throws -> Data {
        let box = try AES.GCM.seal(secret, using: key, authenticating: Data(account.description.utf8))
        guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return combined
    }

    /// A key for something else than sealing, made from this one.
    func derived(for use: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Data(use.utf8), outputByteCount: 32)
    }

    /// Nothing where it was sealed with another key, or for another account.
    func open(_ sealed: Data, for account: EntityID) -> Data? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed) else { return nil }
        return try? AES.GCM.open(box, using: key, authenticating: Data(account.description.utf8))
    }
}
