import Crypto
import Foundation
import ServiceHTTP

/// A random text of 256 bits that is shown once; only its hash is kept. The text is too random to be guessed from a fast
/// hash, unlike a password.
struct SecretToken: Sendable {
    let text: String

    init() { text = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64URL }
    init(_ text: String) { self.text = text }

    var hash: Data { Data(SHA256.hash(data: Data(text.utf8))) }
}
