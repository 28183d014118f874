import Crypto
import Foundation

/// A calendar file with what it is known again by (RFC 9110 §8.8.3).
struct FeedFile: Sendable {
    let text: String
    /// An opaque tag in quotes, the same as long as the entries are.
    let tag: String

    init(_ text: String) {
        self.text = text
        tag = "\"" + SHA256.hash(data: Data(text.utf8)).prefix(16).map { String(format: "%02x", $0) }.joined() + "\""
    }
}
