import Crypto
import Foundation

/// The identifier of a record, a message or an alert: a UUID (RFC 9562), kept as two words so that
/// comparing, hashing and storing one costs no allocation.
///
/// New ones are version 7, which sort by the time they were made. What must come out the same
/// wherever it is computed (an outside system's record, an alert) is version 5.
/// On the wire and in addresses it is the lower-case text form, in the store the 16 bytes.
public struct EntityID: Hashable, Sendable {
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A version 7 UUID: 48 bits of `milliseconds`, then 74 random bits.
    public init(milliseconds: Int64, random: (UInt64, UInt64)) {
        high = UInt64(truncatingIfNeeded: milliseconds) << 16 | 0x7000 | random.0 & 0x0FFF
        low = 0x8000_0000_0000_0000 | random.1 & 0x3FFF_FFFF_FFFF_FFFF
    }

    /// A version 5 UUID (SHA-1 of `namespace` and `parts`, joined by a unit separator so that
    /// `("a", "bc")` and `("ab", "c")` differ).
    public init(namespace: EntityID, parts: [String]) {
        var hash = Insecure.SHA1()
        hash.update(data: namespace.bytes)
        hash.update(data: Array(parts.joined(separator: "\u{1F}").utf8))
        let digest = Array(hash.finalize())
        let id = EntityID(bytes: digest[0..<16])
        high = id.high & 0xFFFF_FFFF_FFFF_0FFF | 0x5000
        low = id.low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    /// `bytes` must hold exactly 16 bytes, most significant first.
    public init(bytes: some Collection<UInt8>) {
        precondition(bytes.count == 16, "an identifier has 16 bytes")
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    public var bytes: [UInt8] { withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) } }
}

extension EntityID: Comparable {
    public static func < (a: EntityID, b: EntityID) -> Bool { (a.high, a.low) < (b.high, b.low) }
}

extension EntityID: LosslessStringConvertible {
    /// Reads the text form with hyphens, in either case; nothing else.
    public init?(_ description: String) { self.init(utf8: description.utf8) }

    init?(utf8: some Sequence<UInt8>) {
        var words: (UInt64, UInt64) = (0, 0)
        var position = 0
        for byte in utf8 {
            defer { position += 1 }
            if position == 8 || position == 13 || position == 18 || position == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard position < 36, let digit = byte.hexDigit else { return nil }
            if position < 18 { words.0 = words.0 << 4 | digit } else { words.1 = words.1 << 4 | digit }
        }
        guard position == 36 else { return nil }
        self.init(high: words.0, low: words.1)
    }

    public var description: String {
        String(unsafeUninitializedCapacity: Self.textLength) { write(to: $0) }
    }

    static let textLength = 36

    /// Those of a list as records are written, `["…","…"]` without spaces; nothing for anything else.
    package static func writtenList(_ json: UnsafeBufferPointer<UInt8>) -> [EntityID]? {
        guard json.first == UInt8(ascii: "["), json.last == UInt8(ascii: "]") else { return nil }
        if json.count == 2 { return [] }
        // Each in quotes, with a comma or the last bracket behind it.
        let (count, rest) = (json.count - 1).quotientAndRemainder(dividingBy: textLength + 3)
        guard rest == 0 else { return nil }
        var ids: [EntityID] = []
        ids.reserveCapacity(count)
        for place in 0..<count {
            let start = 1 + place * (textLength + 3)
            let end = start + 1 + textLength
            guard json[start] == UInt8(ascii: "\""), json[end] == UInt8(ascii: "\""),
                place == count - 1 || json[end + 1] == UInt8(ascii: ","),
                let id = EntityID(utf8: json[(start + 1)..<end])
            else { return nil }
            ids.append(id)
        }
        return ids
    }

    /// Puts the text form's bytes there, and says how many they are.
    func write(to text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var position = 0
        for index in 0..<32 {
            if index == 8 || index == 12 || index == 16 || index == 20 {
                text[position] = UInt8(ascii: "-")
                position += 1
            }
            let word = index < 16 ? high : low
            let digit = UInt8(truncatingIfNeeded: word >> (60 - 4 * (index % 16)) & 15)
            text[position] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            position += 1
        }
        return position
    }
}

extension EntityID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = EntityID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension UInt8 {
    /// The value of an ASCII hexadecimal digit.
    var hexDigit: UInt64? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(self - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(self - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(self - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

extension EntityID {
    /// The namespace of every identifier that Quen derives rather than draws.
    public static let quen = EntityID(high: 0x8b6f_3b1e_6f0d_5c55, low: 0xa5d4_7c1e_90aa_2026)

    /// The identifier under which an outside system's record is known to every service:
    /// each computes the same one, so no table of correspondences has to be agreed.
    public static func external(system: String, entity: String, externalId: String) -> EntityID {
        EntityID(namespace: .quen, parts: ["external", system, entity, externalId])
    }
}
