import Crypto
import Foundation
import Messages
import ServiceKit
import Store

/// What letterheads say of the firm, whole (SCH-2).
struct ReplaceFirm {
    var input: Firm.Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.parameters, .edit)
        let old = try transaction.firm(expecting: expected)
        var firm = old
        try firm.change(to: input)
        return try transaction.update(&firm, from: old)
    }
}

/// Another logo, or none any more.
struct ReplaceLogo {
    /// Nothing to take it away.
    var bytes: [UInt8]?
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.parameters, .edit)
        let logo = try bytes.map { try Self.logo($0) }
        let old = try transaction.firm(expecting: expected)
        var firm = old
        firm.logo = logo
        if logo != old.logo { try transaction.keepLogo(bytes.map { Data($0) }) }
        return try transaction.update(&firm, from: old)
    }

    private static func logo(_ bytes: [UInt8]) throws(FirmError) -> FirmLogo {
        guard !bytes.isEmpty else { throw .logoEmpty }
        guard let type = LogoType(bytes) else { throw .logoUnsupported }
        let hash = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
        return FirmLogo(type: type.rawValue, size: bytes.count, sha256: hash)
    }
}
