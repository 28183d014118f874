import Crypto
import Foundation

/// How the entries of an audit are chained (ACC-5). The bytes are told in the Gateway's README, so that an outsider can
/// check them with nothing of ours; they never change.
public enum AuditChain: Sendable {
    public static let hashLength = 32
    public static let saltLength = 16

    /// What stands in the place of the entry before the first: whose chain it is.
    public static func beginning(source: String, store: EntityID) -> [UInt8] {
        var input = ChainInput("quen-audit-chain-v1\n")
        input.add(source)
        input.bytes += store.bytes
        return input.digest
    }

    public static func bodyDigest(_ body: String, salt: [UInt8]) -> [UInt8] {
        var input = ChainInput("quen-audit-body-v1\n")
        input.bytes += salt
        input.bytes += body.utf8
        return input.digest
    }

    /// The hash of an entry whose other members, without `hash` and `body` themselves, are these.
    public static func hash(_ entry: Link, bodyDigest: [UInt8], previous: [UInt8]) -> [UInt8] {
        var input = ChainInput("quen-audit-entry-v1\n")
        input.bytes += previous
        input.add(entry.seq)
        input.add(entry.epoch)
        input.add(entry.at.milliseconds)
        input.add(entry.actor?.bytes)
        input.add(entry.session?.bytes)
        input.add(entry.address)
        input.add(entry.origin.rawValue)
        input.add(entry.cause)
        input.add(entry.correlation)
        input.add(entry.act)
        input.add(entry.entity)
        input.add(entry.recordId)
        input.bytes += bodyDigest
        return input.digest
    }

    /// What of an entry is under its hash, besides the digest of its body.
    public struct Link: Sendable, Hashable {
        public var seq: Int64
        public var epoch: Int64
        public var at: Instant
        public var actor: EntityID?
        public var session: EntityID?
        public var address: String?
        public var origin: AuditOrigin
        public var cause: String?
        public var correlation: String?
        public var act: String
        public var entity: String?
        public var recordId: String?

        public init(
            seq: Int64, epoch: Int64, at: Instant, actor: EntityID? = nil, session: EntityID? = nil,
            address: String? = nil, origin: AuditOrigin, cause: String? = nil, correlation: String? = nil, act: String,
            entity: String? = nil, recordId: String? = nil
        ) {
            self.seq = seq
            self.epoch = epoch
            self.at = at
            self.actor = actor
            self.session = session
            self.address = address
            self.origin = origin
            self.cause = cause
            self.correlation = correlation
            self.act = act
            self.entity = entity
            self.recordId = recordId
        }
    }

    public static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nothing where it is not exactly `count` bytes in hexadecimal.
    public static func bytes(hex text: String, count: Int) -> [UInt8]? {
        let digits = text.utf8.compactMap(\.hexDigit)
        guard digits.count == 2 * count, digits.count == text.utf8.count else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

extension AuditEntry {
    public var link: AuditChain.Link {
        AuditChain.Link(
            seq: seq, epoch: epoch, at: at, actor: actor, session: session, address: address, origin: origin,
            cause: cause, correlation: correlation, act: act, entity: entity, recordId: recordId)
    }

    /// Whether the entry is whole: its hash and, where they are there, body and salt are those that belong to each other.
    public func isGenuine(after previous: [UInt8]) -> Bool {
        guard let digest = AuditChain.bytes(hex: bodyDigest, count: AuditChain.hashLength) else { return false }
        if let body {
            guard let salt = salt.flatMap({ AuditChain.bytes(hex: $0, count: AuditChain.saltLength) }),
                AuditChain.bodyDigest(body, salt: salt) == digest
            else { return false }
        }
        return AuditChain.hex(AuditChain.hash(link, bodyDigest: digest, previous: previous)) == hash
    }
}

/// What is hashed: numbers as 8 bytes, big endian; what may be absent as one byte 0, else one byte 1, the length as 4
/// bytes, big endian, and the bytes.
private struct ChainInput {
    var bytes: [UInt8]

    init(_ domain: StaticString) {
        bytes = []
        bytes.reserveCapacity(512)
        bytes += UnsafeBufferPointer(start: domain.utf8Start, count: domain.utf8CodeUnitCount)
    }

    var digest: [UInt8] { Array(SHA256.hash(data: bytes)) }

    mutating func add(_ number: Int64) { withUnsafeBytes(of: number.bigEndian) { bytes += $0 } }

    mutating func add(_ text: String?) { addContent(text?.utf8) }
    mutating func add(_ content: [UInt8]?) { addContent(content) }

    private mutating func addContent(_ content: (some Collection<UInt8>)?) {
        guard let content else { return bytes.append(0) }
        bytes.append(1)
        withUnsafeBytes(of: UInt32(content.count).bigEndian) { bytes += $0 }
        bytes += content
    }
}
