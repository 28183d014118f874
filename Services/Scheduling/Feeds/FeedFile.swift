import Crypto
import Foundation

/// A calendar file with what it is known again by (RFC 9110 §8.8.3).
struct FeedFile: Sendable {
    let text: String
    /// An opaque tag in quotes, the same as long as the entries are: DTSTAMP says only when the file was written (RFC 5545
    /// §3.8.7.2) and is left out, so the tag is a weak one.
    let tag: String

    init(_ text: String) {
        self.text = text
        var hash = SHA256()
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) where !line.starts(with: "DTSTAMP:".utf8) {
            hash.update(data: Data(line))
        }
        tag = "\"" + hash.finalize().prefix(16).map { String(format: "%02x", $0) }.joined() + "\""
    }
}
