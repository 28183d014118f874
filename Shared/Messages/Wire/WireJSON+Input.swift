import Foundation

/// An input in which `null` takes a member away (RFC 7396). In any other, a member has a value or is left out.
public protocol ClearingInput: Decodable {
    /// The members that may be taken away.
    static var clearable: Set<String> { get }
}

extension WireJSON {
    /// Reads what a person or program asks: a JSON object. Members that `type` does not know are passed over, whatever they
    /// hold; one that it knows may be `null` only where that clears it.
    public static func input<T: Decodable>(_ type: T.Type, from bytes: [UInt8]) throws(WireFault) -> T {
        let members: [String: Range<Int>]
        do throws(JSONScanner.Fault) {
            members = try JSONScanner.scan(bytes).members
        } catch {
            throw WireFault(scanner: error)
        }
        let input = try decode(type, from: bytes)
        guard bytes.first(where: { !$0.isJSONSpace }) == UInt8(ascii: "{") else {
            throw WireFault(code: "wrong-type", path: "$", reason: "must be an object")
        }
        // A merge patch is judged by what comes of it.
        guard !(input is [String: JSONValue]) else { return input }
        let clearable = (type as? any ClearingInput.Type)?.clearable ?? []
        let cleared = members.filter { clearable.contains($0.key) }.map(\.value.lowerBound)
        try refuseNulls(type, in: bytes, butAt: Set(cleared))
        return input
    }

    /// Decodes once more with something else in the place of every `null`: no member that is read can be both a boolean and
    /// a list, and one that is not read does not care.
    private static func refuseNulls<T: Decodable>(
        _ type: T.Type, in bytes: [UInt8], butAt allowed: Set<Int>
    ) throws(WireFault) {
        let nulls = nulls(in: bytes).filter { !allowed.contains($0) }
        guard !nulls.isEmpty else { return }
        for odd in ["true", "[[]]"] {
            var bytes = bytes
            for offset in nulls { bytes.replaceSubrange(offset..<offset + 4, with: odd.utf8) }
            do throws(WireFault) { _ = try decode(type, from: bytes) } catch {
                throw WireFault(code: "null", path: error.path, reason: "must have a value, or be left out")
            }
        }
    }

    /// Where the nulls begin. Outside of strings no other word of JSON begins with an n.
    private static func nulls(in bytes: [UInt8]) -> [Int] {
        var (offsets, isInString, isEscaped) = ([Int](), false, false)
        for (offset, byte) in bytes.enumerated() {
            let isQuote = byte == UInt8(ascii: "\"") && !isEscaped
            isEscaped = isInString && !isEscaped && byte == UInt8(ascii: "\\")
            if isQuote { isInString.toggle() }
            if !isInString, byte == UInt8(ascii: "n") { offsets.append(offset) }
        }
        return offsets
    }
}

extension UInt8 {
    fileprivate var isJSONSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
