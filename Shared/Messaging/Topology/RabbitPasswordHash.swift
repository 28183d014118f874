import Foundation

/// A password as RabbitMQ stores it (`rabbit_password_hashing_sha256`): Base64 of a 4-byte salt and the SHA-256 of
/// salt and password.
public enum RabbitPasswordHash: Sendable {
    /// - Parameter sha256: the digest function, given because this module brings no cryptography.
    public static func make(
        password: String, salt: UInt32 = .random(in: .min ... .max), sha256: ([UInt8]) -> [UInt8]
    ) -> String {
        let salt = withUnsafeBytes(of: salt.bigEndian, Array.init)
        return Data(salt + sha256(salt + Array(password.utf8))).base64EncodedString()
    }
}
