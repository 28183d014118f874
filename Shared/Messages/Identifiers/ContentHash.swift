import Crypto
import Foundation

/// Names one exact content: what an approval is bound to, so that any later change voids it (CON-2).
public enum ContentHash: Sendable {
    /// SHA-256 in hexadecimal of the value as it is written on the wire.
    public static func of(_ value: some Encodable) throws -> String {
        SHA256.hash(data: try WireJSON.encode(value)).map { String(format: "%02x", $0) }.joined()
    }
}
