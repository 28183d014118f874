import Foundation
import Synchronization

/// How many connections there are, in all and from each address.
final class ConnectionTable: Sendable {
    private struct Counts: Sendable {
        var all = 0
        var byAddress: [String: Int] = [:]
    }

    private let limits: ClientLimits
    private let counts = Mutex(Counts())

    init(_ limits: ClientLimits) { self.limits = limits }

    /// `false` where there is no room for another of that address.
    func open(_ address: String?) -> Bool {
        let key = key(address)
        return counts.withLock { counts in
            guard counts.all < limits.connections else { return false }
            if let key {
                guard counts.byAddress[key, default: 0] < limits.connectionsPerAddress else { return false }
                counts.byAddress[key, default: 0] += 1
            }
            counts.all += 1
            return true
        }
    }

    /// Of one that `open` let in.
    func close(_ address: String?) {
        let key = key(address)
        counts.withLock { counts in
            counts.all -= 1
            guard let key, let count = counts.byAddress[key] else { return }
            counts.byAddress[key] = count > 1 ? count - 1 : nil
        }
    }

    private func key(_ address: String?) -> String? {
        guard let address, !limits.proxies.contains(address) else { return nil }
        return AddressKey.of(address)
    }
}

/// What clients are counted by: an IPv6 network of 64 bits is one, for who has one address of it has all.
public enum AddressKey: Sendable {
    public static func of(_ address: String) -> String {
        var parsed = in6_addr()
        guard address.contains(":"), inet_pton(AF_INET6, address, &parsed) == 1 else { return address }
        let bytes = withUnsafeBytes(of: &parsed) { Array($0) }
        if bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255] {
            return bytes.suffix(4).map { String($0) }.joined(separator: ".")
        }
        return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") + "::/64"
    }
}
