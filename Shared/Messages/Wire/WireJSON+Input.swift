import Foundation

/// An input in which `null` takes a member away (RFC 7396). In any other, a member has a value or is left out.
public protocol ClearingInput: Decodable {
    /// The members that may be taken away.
    static var clearable: Set<String> { get }
}

extension WireJSON {
    /// Reads what a person or program asks: a JSON object without control characters. A member that `type` does not know is
    /// refused (in messages it is passed over); one that it knows may be `null` only where that clears it.
    public static func input<T: Decodable>(_ type: T.Type, from bytes: [UInt8]) throws(WireFault) -> T {
        let text: JSONText
        do throws(JSONScanner.Fault) {
            text = try JSONScanner.scan(bytes)
        } catch {
            throw WireFault(scanner: error)
        }
        try text.refuseControlCharacters()
        let input = try decode(type, from: bytes)
        guard bytes.first(where: { !$0.isJSONSpace }) == UInt8(ascii: "{") else {
            throw WireFault(code: "wrong-type", path: "$", reason: .mustBeAnObject)
        }
        // A merge patch is judged by what comes of it.
        guard !(input is [String: JSONValue]) else { return input }
        let clearable = (type as? any ClearingInput.Type)?.clearable ?? []
        let cleared = text.members.filter { clearable.contains($0.key) }.map(\.value.lowerBound)
        try text.refuseUnknownMembers(of: type)
        try refuseNulls(type, in: bytes, butAt: Set(cleared))
        return input
    }

    /// Refuses a member of `value` that `type` does not know, as `input` does: for a merge patch.
    public static func refuseUnknownMembers<T: Decodable>(of type: T.Type, in value: JSONValue) throws {
        try JSONScanner.scan(try encode(value)).refuseUnknownMembers(of: type)
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
                throw WireFault(
                    code: "null", path: error.path,
                    reason: Bilingual(en: "must have a value, or be left out", vi: "phải có giá trị, hoặc bỏ đi"))
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
