import Crypto
import Foundation
import Messaging

/// Whether RabbitMQ's stored hash belongs to a password, and hashes for new ones.
enum PasswordCheck {
    static func hash(_ password: String) -> String {
        RabbitPasswordHash.make(password: password, sha256: digest)
    }

    static func hash(_ stored: String, belongsTo password: String) -> Bool {
        guard let bytes = Data(base64Encoded: stored), bytes.count == 36 else { return false }
        let salt = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return RabbitPasswordHash.make(password: password, salt: salt, sha256: digest) == stored
    }

    private static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
