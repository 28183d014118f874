import Crypto
import Foundation
import Messages

/// One-time codes by the clock, as authenticator apps make them: RFC 6238 with SHA-1, six digits, steps of 30 seconds.
struct TOTP: Sendable {
    static let digits = 6
    static let secondsOfStep: Int64 = 30
    /// By how many steps clocks may differ.
    static let tolerance: Int64 = 1
    let secret: Data

    /// A new secret of 160 bits (RFC 4226 §4).
    init() { secret = SymmetricKey(size: .init(bitCount: 160)).withUnsafeBytes { Data($0) } }
    init(secret: Data) { self.secret = secret }

    static func step(at instant: Instant) -> Int64 { instant.milliseconds / 1000 / secondsOfStep }

    /// Whether it can be a code at all, and not a recovery code.
    static func isCode(_ text: String) -> Bool {
        text.utf8.count == digits && text.utf8.allSatisfy { (48...57).contains($0) }
    }

    func code(at step: Int64, digits: Int = TOTP.digits) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Data($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(mac[mac.count - 1] & 0x0F)
        let number = mac[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
        let text = String(number % (0..<digits).reduce(1) { product, _ in product * 10 })
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step whose code it is: the present one or a neighbour, but none up to `last`, for a code is good once. How long
    /// this takes says nothing about the code.
    func step(of code: String, at now: Instant, after last: Int64?) -> Int64? {
        let present = Self.step(at: now)
        let given = SymmetricKey(data: Data(code.utf8))
        var found: Int64?
        for step in present - Self.tolerance...present + Self.tolerance
        where SymmetricKey(data: Data(self.code(at: step).utf8)) == given {
            found = step
        }
        guard let found, last.map({ found > $0 }) ?? true else { return nil }
        return found
    }

    /// What an app reads from a QR code.
    func uri(issuer: String, name: String) -> String {
        let (issuer, name) = (Self.escaped(issuer), Self.escaped(name))
        return "otpauth://totp/\(issuer):\(name)?secret=\(Base32.encode(secret))&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=\(Self.digits)&period=\(Self.secondsOfStep)"
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._")))
            ?? "Quen"
    }
}
