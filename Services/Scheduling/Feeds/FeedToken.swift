import Crypto
import Foundation

/// The secret part of a feed's address: 256 random bits, shown once. Kept is only its hash; it is too random to be guessed
/// from a fast one.
struct FeedToken: Sendable {
    let text: String

    /// A new one.
    init() {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        text = bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// As it stands in the address, with or without `.ics`; nothing for what cannot be one.
    init?(path: String) {
        let text = path.hasSuffix(".ics") ? String(path.dropLast(4)) : path
        guard text.utf8.count == 43 else { return nil }
        self.text = text
    }

    private var digest: SHA256Digest { SHA256.hash(data: Data(text.utf8)) }
    var hash: Data { Data(digest) }
    /// By which a feed is looked up: says nothing of the rest, which is compared in the same time wherever it differs.
    var key: Data { hash.prefix(8) }

    func matches(_ hash: Data) -> Bool { digest == hash }
}
