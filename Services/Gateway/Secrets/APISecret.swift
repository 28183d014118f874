import Crypto
import Foundation
import Messages
import ServiceHTTP

/// The text by which a program shows who it is (ACC-4): `quen_`, then base64url of the token's id, 256 random bits and a
/// checksum. The prefix and the checksum let a scanner tell a real one that leaked from a look-alike, and a mistyped one is
/// refused without looking anything up.
struct APISecret: Sendable {
    static let prefix = "quen_"
    private static let sizes = (id: 16, secret: 32, checksum: 4)
    static let length = prefix.utf8.count + 70

    let id: EntityID
    private let secret: [UInt8]

    /// A new one.
    init(id: EntityID) {
        self.id = id
        secret = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
    }

    /// Nothing for what cannot be one: another length, another spelling of the same bytes, a wrong checksum.
    init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), text.utf8.count == Self.length,
            let data = Data(base64URL: String(text.dropFirst(Self.prefix.count))),
            data.count == Self.sizes.id + Self.sizes.secret + Self.sizes.checksum
        else { return nil }
        id = EntityID(bytes: data.prefix(Self.sizes.id))
        secret = Array(data.dropFirst(Self.sizes.id).prefix(Self.sizes.secret))
        guard self.text == text else { return nil }
    }

    var text: String { Self.prefix + Data(id.bytes + secret + checksum).base64URL }

    /// What is kept of it. The secret is too random to be guessed from a fast hash, unlike a password.
    var hash: Data { Data(SHA256.hash(data: secret)) }

    /// Takes the same time wherever the hashes differ.
    func matches(_ hash: Data) -> Bool { SHA256.hash(data: secret) == hash }

    private var checksum: [UInt8] {
        Array(SHA256.hash(data: Data("quen api token".utf8) + id.bytes + secret).prefix(Self.sizes.checksum))
    }
}
