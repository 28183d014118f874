import Crypto
import Foundation
import Messages

/// Seals links that set a password for their way from the Gateway to Notifications: in outboxes, queues, audits and backups
/// they cannot be read (ACC-1). Both are told of one file of 32 bytes or more that only they can read.
public struct LinkSeal: Sendable {
    private let key: SymmetricKey
    public static let leastBytes = 32

    /// Nothing where the file cannot be read or is too short.
    public init?(keyFile: String) {
        guard let data = FileManager.default.contents(atPath: keyFile), data.count >= Self.leastBytes else {
            return nil
        }
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: data), info: Data("quen password links".utf8), outputByteCount: 32)
    }

    /// `account` is sealed in: a link is none of another account's.
    public func seal(_ link: String, for account: EntityID) throws -> String {
        let box = try AES.GCM.seal(Data(link.utf8), using: key, authenticating: Data(account.description.utf8))
        guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return combined.base64EncodedString()
    }

    /// Nothing where it was sealed with another key, or for another account.
    public func open(_ sealed: String, for account: EntityID) -> String? {
        guard let data = Data(base64Encoded: sealed), let box = try? AES.GCM.SealedBox(combined: data),
            let link = try? AES.GCM.open(box, using: key, authenticating: Data(account.description.utf8))
        else { return nil }
        return String(decoding: link, as: UTF8.self)
    }

    /// What the setting `passwordMail.keyFile` names; nothing where it is not set.
    public static func load(_ faults: inout FaultCollector) -> LinkSeal? {
        let path = faults.text("passwordMail.keyFile", default: "")
        guard !path.isEmpty else { return nil }
        let seal = LinkSeal(keyFile: path)
        if seal == nil {
            faults.add("passwordMail.keyFile", "\(path) cannot be read or holds fewer than \(leastBytes) bytes")
        }
        return seal
    }
}
