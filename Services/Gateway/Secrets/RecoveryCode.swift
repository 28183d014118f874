import Crypto
import Foundation

/// What stands in for the authenticator once, for who has lost it: 80 random bits, shown once; only the hash is kept. Too
/// random to be guessed from a fast hash.
struct RecoveryCode: Sendable {
    /// How many an account has.
    static let count = 10
    /// Four groups of four, such as `K7QM-2XAB-9CDE-FGHJ` but for the digits 0, 1, 8 and 9, which look like letters.
    let text: String

    init() {
        let letters = Array(Base32.encode(SymmetricKey(size: .init(bitCount: 80)).withUnsafeBytes { Data($0) }))
        text = stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<$0 + 4]) }.joined(separator: "-")
    }

    /// As somebody typed it, with or without hyphens, in capitals or not.
    init(_ text: String) { self.text = text }

    var hash: Data { Data(SHA256.hash(data: Data(bare.utf8))) }

    private var bare: String { text.uppercased().filter { $0.isLetter || $0.isNumber } }
}
