import Crypto
import Foundation
import ServiceHTTP

/// Shows that somebody has signed in by a name from this device before, so that others at the same address, who guess, do
/// not make them wait (ACC-1). It opens nothing: whoever steals it may guess as from an address of his own.
struct DeviceToken: Sendable {
    private let id: Data
    private let mac: Data
    private static let idBytes = 16

    init(of name: String, _ key: SealingKey) {
        id = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        mac = Data(HMAC<SHA256>.authenticationCode(for: Self.signed(id, name), using: key.derived(for: "devices")))
    }

    /// Nothing where it was made for another name, or is made up.
    init?(_ text: String, of name: String, _ key: SealingKey) {
        guard text.utf8.count <= 128, let bytes = Data(base64URL: text), bytes.count == Self.idBytes + 32 else {
            return nil
        }
        (id, mac) = (Data(bytes.prefix(Self.idBytes)), Data(bytes.dropFirst(Self.idBytes)))
        let isOurs = HMAC<SHA256>.isValidAuthenticationCode(
            mac, authenticating: Self.signed(id, name), using: key.derived(for: "devices"))
        guard isOurs else { return nil }
    }

    var text: String { (id + mac).base64URL }
    /// What failures are counted by; no address looks like it.
    var throttleKey: String { "device \(id.base64URL)" }

    private static func signed(_ id: Data, _ name: String) -> Data { id + Data(name.utf8) }
}
