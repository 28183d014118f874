import Crypto
import CryptoExtras
import Foundation

/// What scrypt costs (RFC 7914): 2^`logN` rounds of 128·`blockSize` bytes, `parallelism` times.
struct PasswordCost: Sendable, Hashable {
    var logN = 15
    var blockSize = 8
    var parallelism = 3
}

/// A password as it is kept: `$scrypt$ln=15,r=8,p=3$<salt>$<key>`, so that the cost can rise without a reset.
struct PasswordHash: Sendable, LosslessStringConvertible {
    let cost: PasswordCost
    private let salt: Data
    private let key: Data

    /// Takes its time: never on an event loop.
    init(_ password: String, cost: PasswordCost) throws {
        self.cost = cost
        salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        key = try Self.derive(password, salt, cost).withUnsafeBytes { Data($0) }
    }

    /// No password's: to be compared with where there is no account, so that this takes as long as a wrong password.
    init(decoyAt cost: PasswordCost) {
        self.cost = cost
        salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        key = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    }

    /// Takes its time too. The comparison does not depend on where the keys differ.
    func matches(_ password: String) throws -> Bool {
        try Self.derive(password, salt, cost) == SymmetricKey(data: key)
    }

    private static func derive(_ password: String, _ salt: Data, _ cost: PasswordCost) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: Data(PasswordRule.normalised(password).utf8), salt: salt, outputByteCount: 32,
            rounds: 1 << cost.logN, blockSize: cost.blockSize, parallelism: cost.parallelism)
    }

    init?(_ description: String) {
        let parts = description.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[1] == "scrypt", let salt = Data(base64Encoded: parts[3]),
            let key = Data(base64Encoded: parts[4]), key.count == 32
        else { return nil }
        let numbers = parts[2].split(separator: ",").compactMap { Int($0.split(separator: "=").last ?? "") }
        guard numbers.count == 3, (1...24).contains(numbers[0]) else { return nil }
        cost = PasswordCost(logN: numbers[0], blockSize: numbers[1], parallelism: numbers[2])
        self.salt = salt
        self.key = key
    }

    var description: String {
        "$scrypt$ln=\(cost.logN),r=\(cost.blockSize),p=\(cost.parallelism)$"
            + "\(salt.base64EncodedString())$\(key.base64EncodedString())"
    }
}
